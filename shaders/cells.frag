#version 330 core
// A tile of coverage cells as it is; between two cells the texture mixes.
in vec2 v_texel;

uniform sampler2D u_cells;  // colour times alpha, alpha

out vec4 out_colour;

void main() { out_colour = texture(u_cells, v_texel); }
