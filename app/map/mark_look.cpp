// One small function for each of a look's parts.
#include "map/mark_look.h"

#include <algorithm>
#include <cmath>

#include "map/table_columns.h"

namespace onescreen::map {

namespace {

constexpr size_t kLevels = 5;
// The smallest of the marks that a value sizes, as a share of the layer's size: still a mark.
constexpr float kSmallestFactor = 0.5f;

size_t sizes_of(const PointLayer& layer) { return layer.size_column.empty() ? 1 : kSizeSteps; }
size_t turns_of(const PointLayer& layer) { return layer.heading_column.empty() ? 1 : kTurns + 1; }
size_t icons_of(const PointLayer& layer) { return layer.icon_column.empty() ? 1 : kIconCount; }
size_t classes_of(const PointLayer& layer) {
  return layer.class_column.empty() ? 1 : std::min(layer.classes.size(), kMaxPointClasses) + 1;
}

// Calls `use` with what the row reads as text; a text column without copying it.
template <typename Use>
auto with_text(const model::Column& column, size_t row, Use use) {
  return column.type() == model::Type::text ? use(std::string_view(column.text(row)))
                                            : use(std::string_view(column.as_text(row)));
}

uint8_t level_at(const model::Column* column, size_t row) {
  if (column == nullptr) return 0;
  const std::optional<double> value = column->as_number(row);
  return value && *value >= 1 && *value <= 4 ? static_cast<uint8_t>(*value) : uint8_t{0};
}

Icon icon_at(const model::Column* column, size_t row, const PointLayer& layer) {
  if (column == nullptr || column->is_null(row)) return Icon::none;
  return with_text(*column, row, [&](std::string_view value) {
    const auto found =
        std::find_if(layer.icons.begin(), layer.icons.end(), [&](const auto& icon) { return icon.first == value; });
    return found == layer.icons.end() ? Icon::none : found->second;
  });
}

uint8_t class_at(const model::Column* column, size_t row, const PointLayer& layer) {
  if (column == nullptr || column->is_null(row)) return 0;
  return with_text(*column, row, [&](std::string_view value) {
    const size_t count = classes_of(layer) - 1;
    for (size_t i = 0; i < count; ++i) {
      if (layer.classes[i].value == value) return static_cast<uint8_t>(i + 1);
    }
    return uint8_t{0};
  });
}

uint8_t turn_at(const model::Column* column, size_t row) {
  const auto degrees = column != nullptr ? column->as_number(row) : std::nullopt;
  if (!degrees || !std::isfinite(*degrees)) return 0;
  const double circle = std::fmod(std::fmod(*degrees, 360.0) + 360.0, 360.0);
  return static_cast<uint8_t>(static_cast<int>(std::round(circle / 360 * kTurns)) % kTurns + 1);
}

}  // namespace

size_t look_count(const PointLayer& layer) {
  return kLevels * classes_of(layer) * icons_of(layer) * sizes_of(layer) * turns_of(layer);
}

size_t look_index(const PointLayer& layer, const MarkLook& look) {
  size_t index = look.level;
  index = index * classes_of(layer) + look.klass;
  index = index * icons_of(layer) + (layer.icon_column.empty() ? 0 : static_cast<size_t>(look.icon));
  index = index * sizes_of(layer) + look.size;
  return index * turns_of(layer) + look.turn;
}

MarkStyle style_of(const PointLayer& layer, const MarkLook& look) {
  MarkStyle style = layer.levels[std::min<size_t>(look.level, 4)];
  if (look.klass != 0) {
    const PointClass& klass = layer.classes[look.klass - 1u];
    style.shape = klass.shape.value_or(style.shape);
    if (look.level == 0 && klass.colour.a != 0) style.fill = klass.colour;
    style.size_factor *= klass.size_factor;
  }
  if (style.shape == MarkShape::arrow && look.turn == 0) style.shape = MarkShape::circle;
  if (!layer.size_column.empty()) {
    const float share = static_cast<float>(look.size) / (kSizeSteps - 1);
    style.size_factor *= kSmallestFactor + share * std::max(0.0f, layer.largest_factor - kSmallestFactor);
  }
  return style;
}

uint32_t rank_count(const PointLayer& layer) { return static_cast<uint32_t>(kLevels * sizes_of(layer)); }

uint32_t drawing_rank(const PointLayer& layer, const MarkLook& look) {
  const uint32_t by_level = look.level == 0 ? 0 : 5u - look.level;
  const auto sizes = static_cast<uint32_t>(sizes_of(layer));
  return by_level * sizes + (sizes - 1 - look.size);
}

LookReader::LookReader(const PointLayer& layer) : layer_(layer) {
  if (layer.table == nullptr) return;
  const model::Table& table = *layer.table;
  level_ = optional_column(table, layer.level_column);
  klass_ = optional_column(table, layer.class_column);
  icon_ = optional_column(table, layer.icon_column);
  size_ = optional_column(table, layer.size_column);
  heading_ = optional_column(table, layer.heading_column);
  age_ = optional_column(table, layer.age_column);
  largest_ = layer.largest_value;
  if (size_ == nullptr || largest_ > 0) return;
  for (size_t row = 0; row < table.row_count(); ++row) {
    const double value = size_->as_number(row).value_or(0);
    if (std::isfinite(value)) largest_ = std::max(largest_, value);
  }
}

MarkLook LookReader::at(size_t row) const {
  return {level_at(level_, row), class_at(klass_, row, layer_), icon_at(icon_, row, layer_), size_at(row),
          turn_at(heading_, row)};
}

uint8_t LookReader::size_at(size_t row) const {
  const auto value = size_ != nullptr ? size_->as_number(row) : std::nullopt;
  if (!value || !(*value > 0) || largest_ <= 0) return 0;
  // The eye compares areas.
  const double factor = std::sqrt(std::min(*value / largest_, 1.0)) * layer_.largest_factor;
  const double share = (factor - kSmallestFactor) / std::max(1e-3f, layer_.largest_factor - kSmallestFactor);
  return static_cast<uint8_t>(std::round(std::clamp(share, 0.0, 1.0) * (kSizeSteps - 1)));
}

uint8_t LookReader::opacity_at(size_t row) const {
  if (size_ != nullptr && size_->is_null(row)) return kFaintest;  // small, but not for being little
  if (layer_.fade_secs <= 0 || layer_.age_column.empty()) return 255;
  const auto since = age_ != nullptr ? age_->as_time(row) : std::nullopt;
  if (!since) return kFaintest;
  const double age = layer_.now_secs - static_cast<double>(model::to_millis(*since)) / 1000.0;
  const double step = std::clamp(std::floor(age / layer_.fade_secs * kFadeSteps), 0.0, double{kFadeSteps});
  return static_cast<uint8_t>(std::round(255 - (255 - kFaintest) * step / kFadeSteps));
}

}  // namespace onescreen::map
