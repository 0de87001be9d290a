#version 330 core
// Circles around marks (selection, the worst level, pulses): few, so a quad each.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in vec2 in_size_px;  // radius of the line's middle, width of the line
layout(location = 2) in vec4 in_colour;

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;

out vec2 v_from_middle_px;
flat out vec2 v_size_px;
flat out vec4 v_colour;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
    vec2 from_centre_px = vec2(ivec2(in_world - uvec2(u_centre_x, u_centre_y))) * u_px_per_unit;
    from_centre_px = floor(from_centre_px + u_half_viewport_px + 0.5) - u_half_viewport_px;
    v_from_middle_px = corner * (in_size_px.x + in_size_px.y * 0.5 + 1.0);
    gl_Position = vec4((from_centre_px + v_from_middle_px) / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
    v_size_px = in_size_px;
    v_colour = in_colour;
}
