#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/bytes.hpp"
#include "loss/account.hpp"
#include "scenario/give_up.hpp"

namespace hadome {

/// By how much one candidate lowers the loss of one scenario (baseline minus counterfactual).
struct CandidateDelta {
    std::int64_t candidate = 0;
    std::array<Jpy, headline_count> delta{};
    friend bool operator==(const CandidateDelta&, const CandidateDelta&) = default;
};

/// What consecutive scenarios lost in all, and would have lost with each candidate: of this the tails of the run are
/// read (TailSurvey), from the disk, so that memory does not grow with the number of scenarios.
struct LossBlock {
    /// One scenario; one that was given up has no losses.
    struct Row {
        std::array<Jpy, headline_count> loss{};
        Jpy largest_event = 0;
        std::uint32_t given_up = 0;  ///< GiveUp
        std::uint32_t deltas = 0;    ///< how many of the block's `deltas` are this scenario's
        friend bool operator==(const Row&, const Row&) = default;
    };

    std::int64_t first = 0;  ///< number of the first scenario
    std::vector<Row> rows;
    std::vector<CandidateDelta> deltas;  ///< by scenario, then by candidate; of all others the difference is 0

    explicit LossBlock(std::int64_t first_scenario = 0) : first{first_scenario} {}
    std::int64_t size() const { return static_cast<std::int64_t>(rows.size()); }

    /// Appends a scenario. \param valued by rising candidate
    void add(const ScenarioLoss& loss, std::span<const CandidateDelta> valued);
    void add_given_up(GiveUp reason);
    /// Calls `visit(number, row, its deltas)` for the scenarios that count.
    template <class Visit>
    void for_each_counted(Visit&& visit) const {
        std::span<const CandidateDelta> rest(deltas);
        std::int64_t number = first;
        for (const Row& row : rows) {
            if (row.given_up == 0) {
                visit(number, row, rest.first(row.deltas));
            }
            rest = rest.subspan(row.deltas);
            ++number;
        }
    }

    void write(ByteWriter& out) const;
    /// Replaces all but `first`. \throws IoError for what is cut short or no such block
    void read(ByteReader& in);
    friend bool operator==(const LossBlock&, const LossBlock&) = default;
};

}  // namespace hadome
