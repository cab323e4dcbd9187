#pragma once

#include <algorithm>
#include <vector>

#include "cascade/journal.hpp"
#include "core/index.hpp"
#include "model/model.hpp"

namespace hadome {

/// Writes the journal of a simulation in progress: only what differs from what was written last.
class JournalWriter {
public:
    /// \param record_limit changes and notes that the journal may hold
    JournalWriter(const Model& model, std::int64_t record_limit, bool keep_notes)
        : written_(model.nodes.size()), record_limit_{record_limit}, keep_notes_{keep_notes} {}

    void reset() {
        for (const Change& change : journal_.changes) {
            written_[change.node] = Change{};
        }
        journal_.clear();
        not_nominal_ = 0;
    }
    void note(Tick now, Note::Kind kind, std::int32_t index) {
        journal_.dropped += kind == Note::Kind::dropped;
        if (keep_notes_) {
            journal_.notes.push_back({now, kind, index});
        }
    }
    void leave_out(DamageId candidate) { journal_.unmet.push_back(candidate); }
    /// One state of the present instant.
    void write(const Change& change) {
        Change& written = written_[change.node];
        if (change.deficit == written.deficit && change.cause == written.cause && change.compound == written.compound) {
            return;
        }
        not_nominal_ += (change.deficit > Fixed::zero()) - (written.deficit > Fixed::zero());
        written = change;
        journal_.changes.push_back(change);
    }
    /// All states of the instant have been written.
    /// \throws ScenarioGivenUp
    void end_instant() {
        const auto of_instant = journal_.changes.begin() + static_cast<std::ptrdiff_t>(instant_begin_);
        std::sort(of_instant, journal_.changes.end(), [](const Change& a, const Change& b) { return a.node < b.node; });
        ++journal_.instants;
        if (static_cast<std::int64_t>(journal_.changes.size() + journal_.notes.size()) > record_limit_) {
            throw ScenarioGivenUp(GiveUp::too_many_changes, "the scenario has more changes than a journal may hold");
        }
    }
    void begin_instant() { instant_begin_ = journal_.changes.size(); }

    const Journal& finish(Tick cap, std::int64_t evaluations, GiveUp given_up) {
        journal_.evaluations = evaluations;
        journal_.given_up = given_up;
        journal_.stuck = not_nominal_ > 0;
        journal_.end = journal_.stuck ? cap : journal_.changes.empty() ? 0 : journal_.changes.back().time;
        return journal_;
    }

private:
    Journal journal_;
    IndexVector<NodeId, Change> written_;
    std::size_t instant_begin_ = 0;
    std::int64_t not_nominal_ = 0;
    std::int64_t record_limit_;
    bool keep_notes_;
};

}  // namespace hadome
