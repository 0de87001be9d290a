// The camera as uniforms. Its position goes to the GPU as whole fixed-point units; 9 mm are less than a pixel at every
// zoom allowed.
#include "map/draw_pass.h"

namespace onescreen::map {

gfx::Program& Programs::operator[](std::string_view name) {
  const auto found = programs_.find(name);
  if (found != programs_.end()) return found->second;
  return programs_.emplace(std::string(name), gfx::Program(std::string(name))).first->second;
}

std::string Programs::problem() const {
  for (const auto& [name, program] : programs_) {
    if (!program.usable() && !program.error().empty()) return program.error();
  }
  return {};
}

std::string Programs::refused_edit() const {
  for (const auto& [name, program] : programs_) {
    if (program.usable() && !program.error().empty()) return program.error();
  }
  return {};
}

bool Programs::reload_if_changed() {
  bool changed = false;
  for (auto& [name, program] : programs_) changed |= program.reload_if_changed();
  return changed;
}

void Programs::abandon() {
  for (auto& [name, program] : programs_) program.abandon();
}

bool DrawPass::use(gfx::Program& program, double margin_px) const {
  if (!program.use()) return false;
  const FixedPoint centre = fixed_from_lonlat(camera.centre);
  program.set("u_centre_x", centre.x);
  program.set("u_centre_y", centre.y);
  program.set("u_px_per_unit", static_cast<float>(px_per_unit()));
  program.set("u_half_viewport_px", static_cast<float>(viewport.width_px / 2.0 + margin_px),
              static_cast<float>(viewport.height_px / 2.0 + margin_px));
  return true;
}

}  // namespace onescreen::map
