#version 330 core
// Surfaces and walls. Positions are fixed-point fractions of the world (1/2^32): their difference to the camera is
// exact near it, and does not wrap around for shapes of half a world. What is raised moves up the screen and stays as
// deep as its ground: south is nearer.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in uint in_height;
layout(location = 2) in uvec2 in_style;  // style, with 128 for walls; light

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;
uniform float u_raise;         // fixed-point units on the screen for each unit of height
uniform float u_depth_per_px;  // 0: flat
uniform vec4 u_colour[64];

out vec4 v_colour;

void main() {
    uvec2 centre = uvec2(u_centre_x, u_centre_y);
    vec2 units = vec2(ivec2(in_world >> 1u) - ivec2(centre >> 1u)) * 2.0 + vec2(ivec2(in_world & 1u) - ivec2(centre & 1u));
    vec2 px = (units - vec2(0.0, float(in_height) * u_raise)) * u_px_per_unit;
    gl_Position = vec4(px / u_half_viewport_px * vec2(1.0, -1.0), -units.y * u_px_per_unit * u_depth_per_px, 1.0);
    v_colour = u_colour[in_style.x & 63u];
    // A wall has the colour of its roof as far as the light reaches it.
    if (in_style.x >= 128u) v_colour.rgb *= float(in_style.y) / 255.0;
}
