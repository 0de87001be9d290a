// One counter a thread, so that nothing is shared.
#include "map/data_work.h"

namespace onescreen::map {

DataWork& data_work() {
    static thread_local DataWork work;
    return work;
}

}  // namespace onescreen::map
