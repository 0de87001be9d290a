#include "map_words.h"

#include <set>

#include "map_scene.h"
#include "ui/number.h"
#include "ui/quality_words.h"

namespace onescreen::widgets {

std::string remark_of_rows(const ui::Frame& frame, const std::vector<ui::MapLayerConfig>& layers,
                           const std::vector<map::LayerFacts>& facts) {
  const auto number = [&](size_t count) { return ui::format_number(frame.words, static_cast<double>(count), 0, true); };
  std::string text;
  for (const ui::MapLayerConfig& layer : layers) {
    const model::Answer* answer = layer.count.empty() ? nullptr : frame.answer(layer.data);
    if (answer == nullptr || answer->table == nullptr) continue;
    std::string one = layer.count;
    if (const size_t at = one.find("{}"); at != std::string::npos)
      one.replace(at, 2, number(answer->table->row_count()));
    text = ui::joined(text, one);
  }
  std::set<const model::Table*> counted;  // two layers may show the same rows
  size_t nowhere = 0;
  for (const map::LayerFacts& of : facts) {
    if (of.without_position > 0 && counted.insert(of.table.get()).second) nowhere += of.without_position;
  }
  return nowhere > 0 ? ui::joined(text, frame.words.with("no_position", number(nowhere))) : text;
}

std::string attribution_of(const ui::Frame& frame, const std::string& attribution, bool schematic,
                           const std::vector<ui::MapLayerConfig>& layers) {
  const std::string& mark = frame.words("schematic");
  const bool says_so = !schematic || attribution.find(mark) != std::string::npos;
  const std::string own = says_so               ? attribution
                          : attribution.empty() ? mark
                                                : mark + frame.words("separator") + attribution;
  return ui::joined(own, tile_attribution(frame, layers));
}

}  // namespace onescreen::widgets
