#version 330 core
// Paler at the start; where the layer moves, a light runs to the end every two seconds (u_phase 0..1).
in float v_across_px;
in float v_along_px;
in float v_share;
in float v_half_px;
flat in float v_length_px;
flat in float v_head;

uniform vec4 u_colour;
uniform float u_phase;  // below 0: nothing moves

out vec4 out_colour;

void main() {
    float edge = clamp(v_half_px - abs(v_across_px) + 0.5, 0.0, 1.0);
    float alpha = mix(0.22, 0.9, v_share * v_share);
    vec3 colour = u_colour.rgb;
    if (u_phase >= 0.0 && v_head < 0.5) {
        float light_px = 26.0;
        float behind_px = u_phase * (v_length_px + light_px) - v_along_px;
        float light = behind_px >= 0.0 ? clamp(1.0 - behind_px / light_px, 0.0, 1.0) : 0.0;
        alpha = max(alpha, light);
        colour = mix(colour, vec3(1.0), light * 0.65);
    }
    out_colour = vec4(colour, u_colour.a * alpha * edge);
}
