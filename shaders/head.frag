#version 330 core
// The union of a disc and a nose as a distance: fill, dark outline; hollow for units that were not heard of.
in vec2 v_from_middle_px;
flat in vec2 v_nose;

uniform float u_radius_px;
uniform float u_outline_px;
uniform vec4 u_fill;
uniform vec4 u_outline;
uniform float u_hollow;

out vec4 out_colour;

// Distance to the triangle with its tip ahead of the disc and its base through the disc.
float nose_distance(vec2 p) {
    float ahead = dot(p, v_nose);
    float beside = abs(dot(p, vec2(-v_nose.y, v_nose.x)));
    float tip = u_radius_px * 1.75;
    // The edge from the tip to where it touches the disc: its normal makes 55 degrees with the direction.
    float slope = dot(vec2(ahead - tip, beside), vec2(0.5736, 0.8192));
    return max(slope, u_radius_px * 0.3 - ahead);
}

void main() {
    float distance_px = length(v_from_middle_px) - u_radius_px;
    if (dot(v_nose, v_nose) > 0.5) distance_px = min(distance_px, nose_distance(v_from_middle_px));
    float ring = u_hollow > 0.5 ? clamp(distance_px + max(1.5, u_radius_px * 0.35) + 0.5, 0.0, 1.0) : 1.0;
    float fill = u_fill.a * clamp(0.5 - distance_px, 0.0, 1.0) * ring;
    float outline = u_outline.a * clamp(0.5 - (distance_px - u_outline_px), 0.0, 1.0);
    float alpha = fill + outline * (1.0 - fill);
    out_colour = vec4((u_fill.rgb * fill + u_outline.rgb * outline * (1.0 - fill)) / max(alpha, 0.001), alpha);
}
