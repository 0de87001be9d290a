#version 330 core
// Surfaces that are told apart by more than colour. See shape.vert for positions.
layout(location = 0) in uvec2 in_world;
layout(location = 2) in uvec2 in_style;

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;
uniform vec4 u_colour[64];
uniform float u_pattern[64];

flat out vec4 v_colour;
flat out float v_pattern;

void main() {
    uvec2 centre = uvec2(u_centre_x, u_centre_y);
    vec2 units = vec2(ivec2(in_world >> 1u) - ivec2(centre >> 1u)) * 2.0 + vec2(ivec2(in_world & 1u) - ivec2(centre & 1u));
    gl_Position = vec4(units * u_px_per_unit / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
    v_colour = u_colour[in_style.x & 63u];
    v_pattern = u_pattern[in_style.x & 63u];
}
