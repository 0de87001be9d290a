#version 330 core
// Colours of a coarse field, smooth at any zoom: a cubic B-spline by four linear samples (Sigg and Hadwiger, GPU Gems 2, chapter 20).
in vec2 v_place;

uniform sampler2D u_colours;
uniform vec2 u_size;

out vec4 out_colour;

void main() {
    vec2 at = v_place * u_size - 0.5;
    vec2 whole = floor(at);
    vec2 f = at - whole;
    vec2 w0 = (1.0 - f) * (1.0 - f) * (1.0 - f) / 6.0;
    vec2 w1 = (4.0 - 6.0 * f * f + 3.0 * f * f * f) / 6.0;
    vec2 w3 = f * f * f / 6.0;
    vec2 w2 = 1.0 - w0 - w1 - w3;
    vec2 g0 = w0 + w1;
    vec2 g1 = w2 + w3;
    vec2 low = (whole - 0.5 + w1 / g0) / u_size;
    vec2 high = (whole + 1.5 + w3 / g1) / u_size;
    out_colour = (texture(u_colours, low) * g0.x + texture(u_colours, vec2(high.x, low.y)) * g1.x) * g0.y +
                 (texture(u_colours, vec2(low.x, high.y)) * g0.x + texture(u_colours, high) * g1.x) * g1.y;
}
