#version 330 core
// Outlines of shapes, widened to pixels here. A line thinner than a pixel is drawn one pixel wide and paler. See
// shape.vert for positions and depth.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in vec2 in_extrude;  // 1/63 packed as normalised bytes
layout(location = 2) in float in_side;    // -1..1 across the line
layout(location = 3) in uint in_style;
layout(location = 4) in uint in_height;

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;
uniform float u_raise;
uniform float u_depth_per_px;
uniform float u_nearer_px;  // than what it is the edge of
uniform float u_width_px;
uniform vec4 u_colour[64];

out float v_across_px;
flat out vec4 v_colour;

void main() {
    float half_px = max(u_width_px, 1.0) * 0.5;
    v_colour = u_colour[in_style & 63u];
    v_colour.a *= min(u_width_px, 1.0);
    v_across_px = in_side * (half_px + 0.75);
    uvec2 centre = uvec2(u_centre_x, u_centre_y);
    vec2 units = vec2(ivec2(in_world >> 1u) - ivec2(centre >> 1u)) * 2.0 + vec2(ivec2(in_world & 1u) - ivec2(centre & 1u));
    vec2 px = (units - vec2(0.0, u_raise == 0.0 ? 0.0 : float(in_height) * u_raise)) * u_px_per_unit;
    px += in_extrude * (127.0 / 63.0) * (half_px + 0.75);
    float depth = -(units.y * u_px_per_unit + u_nearer_px) * u_depth_per_px;
    gl_Position = vec4(px / u_half_viewport_px * vec2(1.0, -1.0), depth, 1.0);
}
