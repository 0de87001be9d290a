#version 330 core
// Units: a disc with a nose in the direction in which it heads. Middles are moved to whole pixels, as marks are.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in float in_heading_rad;  // clockwise from north; below 0: none

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;
uniform float u_radius_px;

out vec2 v_from_middle_px;
flat out vec2 v_nose;  // length 0: none

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
    vec2 from_centre_px = vec2(ivec2(in_world - uvec2(u_centre_x, u_centre_y))) * u_px_per_unit;
    from_centre_px = floor(from_centre_px + u_half_viewport_px + 0.5) - u_half_viewport_px;
    v_from_middle_px = corner * (u_radius_px * 2.0 + 2.0);
    v_nose = in_heading_rad < 0.0 ? vec2(0.0) : vec2(sin(in_heading_rad), -cos(in_heading_rad));
    gl_Position = vec4((from_centre_px + v_from_middle_px) / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
}
