#version 330 core
// Marks as points: one vertex each is far cheaper than a quad on a software rasteriser. Their middle is moved to a whole pixel, so that
// the atlas is copied pixel for pixel. u_half_viewport_px includes the margin that lets marks slide over the edge.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in uvec4 in_cell;  // x, y, size in the atlas; 65535 is opaque

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;
uniform vec2 u_half_target_px;

flat out vec2 v_cell_px;
flat out float v_size_px;
flat out float v_opacity;

void main() {
    vec2 from_centre_px = vec2(ivec2(in_world - uvec2(u_centre_x, u_centre_y))) * u_px_per_unit;
    vec2 pixel = floor(from_centre_px + u_half_target_px + 0.5) - u_half_target_px;
    gl_Position = vec4(pixel / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
    v_cell_px = vec2(in_cell.xy);
    v_size_px = float(in_cell.z);
    v_opacity = float(in_cell.w) / 65535.0;
    gl_PointSize = v_size_px;
}
