#version 330 core
// A thin ring around a mark, smooth at both edges: the selected one, and those whose style asks for it.
in vec2 v_from_middle_px;
flat in vec2 v_size_px;
flat in vec4 v_colour;

out vec4 out_colour;

void main() {
    float from_line_px = abs(length(v_from_middle_px) - v_size_px.x);
    out_colour = vec4(v_colour.rgb, v_colour.a * clamp(v_size_px.y * 0.5 - from_line_px + 0.5, 0.0, 1.0));
}
