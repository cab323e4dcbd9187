#pragma once

#include <string>
#include <vector>

#include "story/story.hpp"
#include "story/words.hpp"

namespace hadome {

/// Entries told in one line: of one kind, instant, function and event.
using EntryGroup = std::vector<const StoryEntry*>;

/// Sentences about groups of entries, in the reader's language.
class Phrases {
public:
    explicit Phrases(const Words& words) : words_{words} {}

    std::string sentence(const EntryGroup& group) const;
    /// "earthquake M6.8 (Central fault) hits 14 nodes"
    std::string headline(EventId event, std::int64_t hit) const;
    /// An event that hit one node: headline and damage in one.
    std::string single_hit(const StoryEntry& entry) const;

private:
    std::string who(const EntryGroup& group, std::size_t most = 4) const;
    std::string left(const EntryGroup& group) const;
    bool lists_left(const EntryGroup& group) const;
    std::string who_and_left(EntryGroup group, std::size_t most = 4) const;
    std::string back(const EntryGroup& group) const;
    std::string struck(const EntryGroup& group) const;
    std::string why(const EntryGroup& group) const;
    std::string hop(const EntryGroup& group, std::size_t place) const;
    std::string supplier(const EntryGroup& group, std::size_t place) const;
    std::string reserve(const Reason& reason) const;
    std::string about_reserve(const EntryGroup& group) const;
    std::string turned_worse(const EntryGroup& group) const;
    std::string mended(const EntryGroup& group) const;
    std::string unfinished(const EntryGroup& group) const;
    std::string own_damage(const Reason& reason) const;

    const Words& words_;
};

}  // namespace hadome
