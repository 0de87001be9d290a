#version 330 core
// Lines widened to pixels here, so that a zoom uploads nothing. A line thinner than a pixel is drawn one pixel wide and paler.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in vec2 in_extrude;   // 1/16384 packed as normalised shorts
layout(location = 2) in float in_along;    // fixed-point units from the start of the line
layout(location = 3) in float in_side;     // -1..1 across the line
layout(location = 4) in uint in_style;

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;
uniform float u_width_px[8];
uniform vec4 u_colour[8];
uniform float u_casing_px;

out float v_across_px;
out float v_along_px;
flat out float v_half_px;
flat out vec4 v_colour;

void main() {
    float width = u_width_px[in_style] + 2.0 * u_casing_px;
    v_half_px = max(width, 1.0) * 0.5;
    v_colour = u_colour[in_style];
    v_colour.a *= min(width, 1.0);
    float reach = v_half_px + 0.75;
    v_across_px = in_side * reach;
    v_along_px = in_along * u_px_per_unit;
    vec2 from_centre_px = vec2(ivec2(in_world - uvec2(u_centre_x, u_centre_y))) * u_px_per_unit;
    from_centre_px += in_extrude * (32767.0 / 16384.0) * reach;
    gl_Position = vec4(from_centre_px / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
}
