#version 330 core
// Circles of true radius: a square around each, as large as the circle is at this zoom. Positions and radii are fixed-point fractions of the world.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in float in_radius_units;

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;
uniform float u_outline_px;

out vec2 v_from_middle_px;
flat out float v_radius_px;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
    v_radius_px = in_radius_units * u_px_per_unit;
    v_from_middle_px = corner * (v_radius_px + u_outline_px * 0.5 + 1.0);
    vec2 from_centre_px = vec2(ivec2(in_world - uvec2(u_centre_x, u_centre_y))) * u_px_per_unit;
    gl_Position = vec4((from_centre_px + v_from_middle_px) / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
}
