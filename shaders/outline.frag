#version 330 core
// A line with soft edges.
in float v_across_px;
flat in vec4 v_colour;

uniform float u_width_px;

out vec4 out_colour;

void main() {
    float covered = clamp(max(u_width_px, 1.0) * 0.5 - abs(v_across_px) + 0.5, 0.0, 1.0);
    out_colour = vec4(v_colour.rgb, v_colour.a * covered);
}
