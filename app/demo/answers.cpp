#include "demo/answers.h"

namespace onescreen::demo {

Slice slice_of(size_t total, const Page& page) {
  Slice slice;
  const auto size = static_cast<size_t>(std::max<int64_t>(1, page.size));
  slice.pages = static_cast<int64_t>((total + size - 1) / size);
  slice.number = std::clamp<int64_t>(page.number, 1, std::max<int64_t>(1, slice.pages));
  slice.begin = std::min(total, static_cast<size_t>(slice.number - 1) * size);
  slice.end = std::min(total, slice.begin + size);
  return slice;
}

void add_scene_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  add_peak_endpoints(city, endpoints);
  add_waste_endpoints(city, endpoints);
  add_renewal_endpoints(city, endpoints);
  add_community_endpoints(city, endpoints);
  add_civility_endpoints(city, endpoints);
}

std::string error_answer(int code, std::string_view message) {
  JsonWriter out;
  out.begin_object().key("demo").boolean(true).key("code").integer(code).key("msg").text(message).end_object();
  return out.take();
}

std::string denied_answer(std::string_view path) {
  return error_answer(401, "请求访问：" + std::string(path) + "，认证失败，无法访问系统资源");
}

}  // namespace onescreen::demo
