// The signs of a weather widget: sun, clouds and what falls from them, drawn from circles and lines in the theme's
// quiet colours, since colours of severity mean severity. Pure but for the drawing; UI thread.
#pragma once

#include <string>
#include <string_view>

#include "ui/painter.h"
#include "ui/words.h"

namespace onescreen::widgets {

enum class SkySign { none, sun, partly, cloud, rain, snow, fog, thunder };

// What a description of the sky is drawn as: a sign's own name, or the first of the theme's words that it holds.
SkySign sky_sign(const ui::Words& words, std::string_view sky);

// Within a square of `size` around `centre`.
void draw_sky_sign(ui::Painter& painter, ui::Point centre, float size, SkySign sign);

}  // namespace onescreen::widgets
