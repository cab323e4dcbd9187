#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "story/story.hpp"
#include "story/words.hpp"

namespace hadome {

/// One line of a story in words.
struct Line {
    enum class Tone { event, hit, worse, better, note, lesser };
    Tick time = 0;
    EventId event;  ///< invalid: belongs to none, or to several (lesser events)
    Tone tone = Tone::note;
    std::string text;
    double weight = 0.0;  ///< which lines go first when there is no room for all
};

/// What a reader is told: same function, same instant, same reason in one line; what matters little left out.
struct Telling {
    std::vector<EventId> events;  ///< told in full, by loss, the largest first
    std::vector<Line> lines;      ///< in time order
    std::int64_t lines_left_out = 0;
    std::map<EventId, std::size_t> places;  ///< of each of the events among them, from 1

    bool tells(EventId event) const { return places.contains(event); }
};

struct TellingOptions {
    std::size_t most_lines = 60;
    bool all = false;  ///< every event and every change, however small, and as many lines as it takes
};

/// Events that cost less than 1 % of the loss of the scenario are summed up, and changes of less than 5 % points that
/// neither begin nor end an outage are left out. Who was not nominal at the end is told beyond the room for lines.
Telling tell_story(const Story& story, const Words& words, const TellingOptions& options);

}  // namespace hadome
