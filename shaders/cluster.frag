#version 330 core
// A dark disc for the number, a ring of the levels' colours clockwise from north, the worst first; alone: the level's own shape.
in vec2 v_from_middle_px;
flat in float v_radius_px;
flat in vec4 v_ends;
flat in uvec2 v_mark;

uniform vec4 u_levels[5];
uniform vec4 u_ground;
uniform vec4 u_outline;

out vec4 out_colour;

const float kTurn = 6.28318531;

vec4 over(vec4 top, vec4 below) {
    float alpha = top.a + below.a * (1.0 - top.a);
    return vec4((top.rgb * top.a + below.rgb * below.a * (1.0 - top.a)) / max(alpha, 0.001), alpha);
}

// The shapes of severities: 1 diamond, 2 triangle, 4 square, else a circle.
float shape_distance(uint level, vec2 p, float r) {
    if (level == 1u) return (abs(p.x) + abs(p.y)) * 0.70710678 - r * 0.9;
    if (level == 2u) return max(abs(p.x) * 0.866 - p.y * 0.5, p.y) - r * 0.62;
    if (level == 4u) return max(abs(p.x), abs(p.y)) - r * 0.84;
    return length(p) - r * 0.94;
}

void main() {
    if (v_mark.y != 0u) {
        float d = shape_distance(v_mark.x, v_from_middle_px, v_radius_px);
        vec4 outline = vec4(u_outline.rgb, u_outline.a * clamp(1.5 - d, 0.0, 1.0));
        vec4 fill = vec4(u_levels[v_mark.x].rgb, u_levels[v_mark.x].a * clamp(0.5 - d, 0.0, 1.0));
        out_colour = over(fill, outline);
        return;
    }
    float distance_px = length(v_from_middle_px);
    float width_px = max(3.0, v_radius_px * 0.2);
    float turn = fract(atan(v_from_middle_px.x, -v_from_middle_px.y) / kTurn + 1.0);
    uint level = turn < v_ends.x ? 1u : turn < v_ends.y ? 2u : turn < v_ends.z ? 3u : turn < v_ends.w ? 4u : 0u;
    float ring_px = abs(distance_px - (v_radius_px - width_px * 0.5)) - width_px * 0.5;
    vec4 outline = vec4(u_outline.rgb, u_outline.a * clamp(v_radius_px + 1.5 - distance_px, 0.0, 1.0));
    vec4 ground = vec4(u_ground.rgb, u_ground.a * clamp(v_radius_px - distance_px, 0.0, 1.0));
    vec4 ring = vec4(u_levels[level].rgb, u_levels[level].a * clamp(0.5 - ring_px, 0.0, 1.0));
    out_colour = over(ring, over(ground, outline));
}
