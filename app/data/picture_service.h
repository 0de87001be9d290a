// All sets of still pictures of a site: panels say each time they are drawn which ones they show, only these are
// polled, and what is there is read from one immutable value. Nothing here makes the caller wait for a back end. Any
// thread.
#pragma once

#include <vector>

#include "data/picture_loader.h"
#include "data/shown_sets.h"

namespace onescreen::data {

// Publishes about ten times a second at most. What a panel wants is to be said again with each drawing: an old wish
// ends by itself.
class PictureService : public ShownSets<PictureLoader, model::Pictures> {
 public:
  explicit PictureService(model::Clock clock);

  // Exactly these sets from now on. Sets that did not change keep their pictures.
  void replace(std::vector<PictureSetConfig> sets);
  // Of all pictures at hand.
  size_t bytes() const;

 private:
  const model::Clock clock_;
};

}  // namespace onescreen::data
