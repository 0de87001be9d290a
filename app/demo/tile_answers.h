// The demo city's map service over HTTP: /tiles/{z}/{x}/{y}.png and /wmts.
#pragma once

#include "demo/ground.h"

namespace httplib {
class Server;
}

namespace onescreen::demo {

// `ground` outlives the server.
void route_tiles(httplib::Server& server, const Ground& ground);

}  // namespace onescreen::demo
