#pragma once

#include <iosfwd>
#include <string>

#include "story/story.hpp"
#include "story/telling.hpp"
#include "story/words.hpp"

/// A told story in the forms in which it is handed over.
namespace hadome {

/// Losses of a scenario in three figures and what led to them, for a terminal. Every line ends with a line feed.
std::string story_as_text(const StorySource& source, const Story& story, const Telling& telling, const Words& words);

/// Everything, exact and in one JSON document (docs/replay.md): times in ms, deficits in 2^-36, losses in JPY. It is
/// written item by item, one a line, for it may be long.
/// \param input_digest of the run's input
void write_story_as_json(std::ostream& out, const StorySource& source, const Story& story, std::uint64_t seed,
                         const std::string& input_digest);

/// One HTML file that needs nothing beside it: the chart of the cascade, the story and the accounts.
std::string story_as_html(const StorySource& source, const Story& story, const Telling& telling, const Words& words);

}  // namespace hadome
