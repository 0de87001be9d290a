#version 330 core
// The area's colour, or diagonal lines of u_tint (u_hatch_px > 0: their distance) over data that is not current.
in vec4 v_colour;

uniform float u_hatch_px;
uniform vec2 u_hatch_origin_px;
uniform vec4 u_tint;

out vec4 out_colour;

void main() {
    out_colour = v_colour;
    if (u_hatch_px > 0.0) {
        vec2 p = gl_FragCoord.xy - u_hatch_origin_px;
        float from_line_px = abs(fract((p.x - p.y) * 0.70710678 / u_hatch_px) - 0.5) * u_hatch_px;
        out_colour = vec4(u_tint.rgb, u_tint.a * clamp(1.0 - from_line_px, 0.0, 1.0));
    }
}
