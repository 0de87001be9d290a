#version 330 core
// Filled polygons. Positions are fixed-point fractions of the world (1/2^32): their difference to the camera is exact.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in vec4 in_colour;

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;

out vec4 v_colour;

void main() {
    vec2 from_centre_px = vec2(ivec2(in_world - uvec2(u_centre_x, u_centre_y))) * u_px_per_unit;
    gl_Position = vec4(from_centre_px / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
    v_colour = in_colour;
}
