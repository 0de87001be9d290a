#version 330 core
// Soft edges from the distance to the middle; dashes from the distance along the line.
in float v_across_px;
in float v_along_px;
flat in float v_half_px;
flat in vec4 v_colour;

uniform float u_dash_px;
uniform float u_gap_px;
uniform float u_dash_shift_px;  // 0 while the dashes stand still

out vec4 out_colour;

void main() {
    float alpha = clamp(v_half_px - abs(v_across_px) + 0.5, 0.0, 1.0);
    if (u_dash_px > 0.0) {
        float along = mod(v_along_px - u_dash_shift_px, u_dash_px + u_gap_px);
        alpha *= clamp(0.5 * u_dash_px - abs(along - 0.5 * u_dash_px) + 0.5, 0.0, 1.0);
    }
    out_colour = vec4(v_colour.rgb, v_colour.a * alpha);
}
