#version 330 core
// A surface in its colour, with the pattern of its category and, over data that is not current, a hatch. Both lie on the
// ground: their origins move with the map.
flat in vec4 v_colour;
flat in float v_pattern;  // 0 none, 1 rising, 2 falling, 3 level, 4 upright, 5 dots

uniform float u_pattern_px;  // between lines
uniform vec2 u_pattern_origin_px;
uniform vec4 u_pattern_colour;
uniform float u_hatch_px;  // 0: none
uniform vec2 u_hatch_origin_px;
uniform vec4 u_hatch_colour;

out vec4 out_colour;

// How much of a pixel a line takes that lies `spacing` from its neighbours.
float line(float at, float spacing, float width) {
    float from_line = abs(fract(at / spacing) - 0.5) * spacing;
    return clamp(0.5 * width + 0.5 - from_line, 0.0, 1.0);
}

float pattern(vec2 p) {
    // Diagonals repeat every spacing * sqrt(2) along both axes, so all patterns do.
    float period = u_pattern_px * 1.41421356;
    if (v_pattern < 1.5) return line((p.x - p.y) * 0.70710678, u_pattern_px, 1.0);
    if (v_pattern < 2.5) return line((p.x + p.y) * 0.70710678, u_pattern_px, 1.0);
    if (v_pattern < 3.5) return line(p.y, period, 1.0);
    if (v_pattern < 4.5) return line(p.x, period, 1.0);
    return clamp(0.2 * u_pattern_px + 0.5 - length((fract(p / period) - 0.5) * period), 0.0, 1.0);
}

vec4 over(vec4 top, vec4 bottom) {
    float alpha = top.a + bottom.a * (1.0 - top.a);
    return alpha > 0.0 ? vec4((top.rgb * top.a + bottom.rgb * bottom.a * (1.0 - top.a)) / alpha, alpha) : vec4(0.0);
}

void main() {
    out_colour = v_colour;
    if (v_pattern > 0.5) {
        float covered = pattern(gl_FragCoord.xy - u_pattern_origin_px);
        out_colour = over(vec4(u_pattern_colour.rgb, u_pattern_colour.a * covered), out_colour);
    }
    if (u_hatch_px > 0.0) {
        vec2 p = gl_FragCoord.xy - u_hatch_origin_px;
        float covered = line((p.x - p.y) * 0.70710678, u_hatch_px, 1.0);
        out_colour = over(vec4(u_hatch_colour.rgb, u_hatch_colour.a * covered), out_colour);
    }
}
