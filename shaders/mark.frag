#version 330 core
// One texel of the mark's picture; its alpha is premultiplied.
flat in vec2 v_cell_px;
flat in float v_size_px;
flat in float v_opacity;

uniform sampler2D u_atlas;

out vec4 out_colour;

void main() {
    out_colour = texelFetch(u_atlas, ivec2(v_cell_px + gl_PointCoord * v_size_px), 0) * v_opacity;
}
