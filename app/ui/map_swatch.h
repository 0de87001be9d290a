// The small pictures of a legend: what a layer's marks, lines and fills look like, drawn like these. UI thread.
#pragma once

#include "ui/map_legend.h"
#include "ui/painter.h"

namespace onescreen::ui {

// Around `centre`, `size` pixels high.
void draw_swatch(Painter& painter, const MapLegendItem& item, Point centre, float size);

}  // namespace onescreen::ui
