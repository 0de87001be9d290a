#version 330 core
// Discs of clusters and marks of points that are alone, around whole pixels as all marks are.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in float in_radius_px;
layout(location = 2) in vec4 in_ends;   // of levels 1 to 4, as shares of the turn
layout(location = 3) in uvec2 in_mark;  // level, alone

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;

out vec2 v_from_middle_px;
flat out float v_radius_px;
flat out vec4 v_ends;
flat out uvec2 v_mark;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
    vec2 from_centre_px = vec2(ivec2(in_world - uvec2(u_centre_x, u_centre_y))) * u_px_per_unit;
    from_centre_px = floor(from_centre_px + u_half_viewport_px + 0.5) - u_half_viewport_px;
    v_from_middle_px = corner * (in_radius_px * 1.3 + 2.0);
    v_radius_px = in_radius_px;
    v_ends = in_ends;
    v_mark = in_mark;
    gl_Position = vec4((from_centre_px + v_from_middle_px) / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
}
