#pragma once

#include <string>
#include <vector>

#include "story/story.hpp"
#include "story/telling.hpp"
#include "story/words.hpp"

namespace hadome {

/// A row of an account: what, how much, and its share.
struct AccountRow {
    std::string amount;   ///< "28.3 GJPY"
    std::string share;    ///< "64 %" of the scenario's loss; empty where there is none
    std::string subject;  ///< "[1] earthquake M6.8 (Central fault)"
    std::string remark;   ///< "14 nodes hit, 31 more reached"
};

struct AccountTable {
    std::string title;
    std::vector<AccountRow> rows;
};

/// By event, by affected sector and by node; the dearest first, the rest of a long table in one row.
std::vector<AccountTable> account_tables(const Story& story, const Telling& telling, const Words& words);

/// What the scenario came to, in sentences.
std::vector<std::string> account_sentences(const StorySource& source, const Story& story, const Words& words);

/// "[1] " for an event told in full where several are; else nothing.
std::string event_mark(const Telling& telling, EventId event);

}  // namespace hadome
