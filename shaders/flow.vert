#version 330 core
// Arcs that grow wider from start to end, and their heads. Widths are pixels, so that a zoom uploads nothing.
layout(location = 0) in uvec2 in_world;
layout(location = 1) in vec2 in_direction;
layout(location = 2) in float in_along;   // fixed-point units, as the length
layout(location = 3) in float in_length;
layout(location = 4) in float in_width_share;
layout(location = 5) in uvec4 in_corner;  // side and ahead as signed bytes, head, one to spare

uniform uint u_centre_x;
uniform uint u_centre_y;
uniform float u_px_per_unit;
uniform vec2 u_half_viewport_px;
uniform float u_min_width_px;
uniform float u_max_width_px;

out float v_across_px;
out float v_along_px;
out float v_share;
out float v_half_px;
flat out float v_length_px;
flat out float v_head;

float signed_share(uint byte_value) {
    return float(int(byte_value << 24u) >> 24) / 127.0;
}

void main() {
    float side = signed_share(in_corner.x);
    float ahead = signed_share(in_corner.y);
    float width = mix(u_min_width_px, u_max_width_px, in_width_share);
    v_head = float(in_corner.z);
    v_share = in_length > 0.0 ? in_along / in_length : 1.0;
    v_length_px = in_length * u_px_per_unit;
    v_along_px = in_along * u_px_per_unit;
    vec2 direction = normalize(in_direction);
    vec2 left = vec2(direction.y, -direction.x);
    vec2 offset_px;
    if (v_head > 0.5) {
        float size = width * 1.2 + 3.0;
        offset_px = left * side * size + direction * (ahead * size * 1.6 - size * 0.4);
        v_half_px = 1000.0;
        v_across_px = 0.0;
    } else {
        v_half_px = 0.5 * width * mix(0.35, 1.0, v_share);
        v_across_px = side * (v_half_px + 0.75);
        offset_px = left * v_across_px;
    }
    vec2 from_centre_px = vec2(ivec2(in_world - uvec2(u_centre_x, u_centre_y))) * u_px_per_unit + offset_px;
    gl_Position = vec4(from_centre_px / u_half_viewport_px * vec2(1.0, -1.0), 0.0, 1.0);
}
