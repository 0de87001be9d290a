#version 330 core
// The rectangle of a density field.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in vec2 in_place;

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;

out vec2 v_place;

void main() {
    vec2 from_centre_px = vec2(ivec2(in_world - uvec2(u_centre_x, u_centre_y))) * u_px_per_unit;
    gl_Position = vec4(from_centre_px / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
    v_place = in_place;
}
