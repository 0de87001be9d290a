#version 330 core
// A tile of coverage cells. See shape.vert for positions.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in vec2 in_texel;

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;

out vec2 v_texel;

void main() {
    uvec2 centre = uvec2(u_centre_x, u_centre_y);
    vec2 units = vec2(ivec2(in_world >> 1u) - ivec2(centre >> 1u)) * 2.0 + vec2(ivec2(in_world & 1u) - ivec2(centre & 1u));
    gl_Position = vec4(units * u_px_per_unit / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
    v_texel = in_texel;
}
