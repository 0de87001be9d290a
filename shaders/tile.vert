#version 330 core
// One patch of a raster tile: a quadrangle between whole pixels of the viewport, counted from its top left.
layout(location = 0) in vec4 in_north;  // north-west, north-east
layout(location = 1) in vec4 in_south;  // south-west, south-east
layout(location = 2) in vec4 in_uv;     // u0, v0, u1, v1
layout(location = 3) in float in_layer;

uniform vec2 u_half_viewport_px;

flat out vec2 v_corner_px;
flat out vec2 v_east_px;
flat out vec2 v_south_px;
flat out vec4 v_uv;
flat out float v_layer;

void main() {
    vec4 row = gl_VertexID < 2 ? in_north : in_south;
    vec2 at = (gl_VertexID & 1) == 0 ? row.xy : row.zw;
    gl_Position = vec4((at / u_half_viewport_px - 1.0) * vec2(1.0, -1.0), 0.0, 1.0);
    v_corner_px = in_north.xy;
    v_east_px = in_north.zw - in_north.xy;
    v_south_px = in_south.xy - in_north.xy;
    v_uv = in_uv;
    v_layer = in_layer;
}
