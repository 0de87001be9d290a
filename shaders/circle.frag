#version 330 core
// Fill and outline with smooth edges. Dashes begin in the east and come out whole: their length is stretched to fit the circumference.
in vec2 v_from_middle_px;
flat in float v_radius_px;

uniform vec4 u_fill;
uniform vec4 u_outline;
uniform float u_outline_px;
uniform float u_dash_px;
uniform float u_gap_px;

out vec4 out_colour;

const float kTurn = 6.28318531;

void main() {
    float distance_px = length(v_from_middle_px);
    float fill = u_fill.a * clamp(v_radius_px - distance_px + 0.5, 0.0, 1.0);
    float line = u_outline.a * clamp(u_outline_px * 0.5 - abs(distance_px - v_radius_px) + 0.5, 0.0, 1.0);
    if (u_dash_px > 0.0) {
        float dashes = max(1.0, floor(kTurn * v_radius_px / (u_dash_px + u_gap_px) + 0.5));
        float period_px = kTurn * v_radius_px / dashes;
        float dash_px = period_px * u_dash_px / (u_dash_px + u_gap_px);
        float turn = atan(v_from_middle_px.y, v_from_middle_px.x) / kTurn + 1.0;
        float along_px = fract(turn * dashes) * period_px;
        line *= clamp(0.5 * dash_px - abs(along_px - 0.5 * dash_px) + 0.5, 0.0, 1.0);
    }
    float alpha = line + fill * (1.0 - line);
    vec3 colour = (u_outline.rgb * line + u_fill.rgb * fill * (1.0 - line)) / max(alpha, 0.001);
    out_colour = vec4(colour, alpha);
}
