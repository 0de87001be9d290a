#version 330 core
// Nothing but the colour: a city is made of triangles so small that every instruction here is paid for many times over.
in vec4 v_colour;

out vec4 out_colour;

void main() { out_colour = v_colour; }
