// JSON Schemas of the site and layout files, made from the descriptions that widgets, formats and the site reader give
// of their keys. The files in assets/schema are these texts; a test keeps them in step.
#pragma once

#include <string>

namespace onescreen::app {

std::string layout_schema();
std::string site_schema();

}  // namespace onescreen::app
