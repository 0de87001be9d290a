#version 330 core
// A raster tile. Where in the picture a pixel lies follows from whole numbers alone, so a map that is moved by whole
// pixels keeps every colour. The picture's colours are premultiplied, so that soft edges of an overlay stay clean.
flat in vec2 v_corner_px;
flat in vec2 v_east_px;
flat in vec2 v_south_px;
flat in vec4 v_uv;
flat in float v_layer;

uniform sampler2DArray u_tiles;
uniform float u_viewport_height_px;
uniform float u_saturation;
uniform int u_invert;
uniform vec4 u_tint;
uniform float u_opacity;

out vec4 out_colour;

void main() {
    vec2 p = vec2(gl_FragCoord.x, u_viewport_height_px - gl_FragCoord.y) - v_corner_px;
    float area = v_east_px.x * v_south_px.y - v_east_px.y * v_south_px.x;
    vec2 share = vec2(p.x * v_south_px.y - p.y * v_south_px.x, p.y * v_east_px.x - p.x * v_east_px.y) / area;
    vec4 colour = texture(u_tiles, vec3(mix(v_uv.xy, v_uv.zw, share), v_layer));
    vec3 rgb = colour.a > 0.0 ? colour.rgb / colour.a : vec3(0.0);
    float light = dot(rgb, vec3(0.2126, 0.7152, 0.0722));
    rgb = mix(vec3(light), rgb, u_saturation);
    if (u_invert == 1) rgb = clamp(rgb + (1.0 - 2.0 * light), 0.0, 1.0);
    out_colour = vec4(mix(rgb, u_tint.rgb, u_tint.a), colour.a * u_opacity);
}
