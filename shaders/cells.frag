#version 330 core
in vec2 v_texel;

uniform sampler2D u_cells;  // colour times alpha, alpha

out vec4 out_colour;

void main() { out_colour = texture(u_cells, v_texel); }
