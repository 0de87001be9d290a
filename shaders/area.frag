#version 330 core
// One colour, or diagonal lines of it (u_hatch_px > 0: their distance) over data that is not current.
in vec4 v_colour;

uniform float u_hatch_px;
uniform vec2 u_hatch_origin_px;

out vec4 out_colour;

void main() {
    out_colour = v_colour;
    if (u_hatch_px > 0.0) {
        vec2 p = gl_FragCoord.xy - u_hatch_origin_px;
        float across = abs(fract((p.x - p.y) * 0.70710678 / u_hatch_px) - 0.5) * u_hatch_px;
        out_colour.a *= clamp(1.25 - across, 0.0, 1.0);
    }
}
