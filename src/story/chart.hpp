#pragma once

#include <string>

#include "story/story.hpp"
#include "story/telling.hpp"
#include "story/words.hpp"

namespace hadome {

/// The cascade as an SVG element: a lane for each sector that lost anything, with what it lost directly and through
/// others; markers of events; a time axis that shows hours and months alike, from the dearest event on.
std::string cascade_chart(const StorySource& source, const Story& story, const Telling& telling, const Words& words);

/// Text as it may stand in HTML and SVG, in elements and in quoted attributes.
std::string escaped(const std::string& text);

}  // namespace hadome
