#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "loss/loss_block.hpp"
#include "stats/block_sums.hpp"
#include "stats/risk.hpp"
#include "stats/selection.hpp"

namespace hadome {

/// What is asked of the tails of a run.
struct TailQuestions {
    std::int64_t scenarios = 0;   ///< that count
    std::vector<double> levels;   ///< of VaR and TVaR
    std::size_t candidates = 0;   ///< 0 when no ranking is asked for
    double ranking_level = 0.99;  ///< of the candidates' TVaR
    std::int64_t numbers = 0;     ///< scenarios are numbered from 0 to below this
};

/// The tail of one headline.
struct HeadlineTail {
    OrderStatistics order;         ///< the ranks of all levels and of the exceedance curve
    std::vector<Excesses> beyond;  ///< [level] VaR
    // At the ranking level.
    std::int64_t value_at_risk = 0;                     ///< [JPY]
    Excesses beyond_it;                                 ///< of the baseline
    std::vector<std::int64_t> candidate_value_at_risk;  ///< [candidate] of the counterfactual [JPY]
    std::vector<ExactMoments> differences;              ///< [candidate] as `tail_difference` takes them
    BlockSums delta_blocks;                             ///< [block][candidate] baseline minus counterfactual [JPY]
    BlockSums difference_blocks;                        ///< [block][candidate] of `differences`
};

struct TailFindings {
    std::array<HeadlineTail, headline_count> headline;
    OrderStatistics largest_event;  ///< the ranks of the exceedance curve
};

/// Reads the tails of a sample that is too large to keep: it is looked at several times, first for the values at risk,
/// then for what lies beyond. Several surveys may look at parts of the sample if their counts and sums are added.
class TailSurvey {
public:
    explicit TailSurvey(TailQuestions questions);

    /// Whether the sample is to be looked at (again).
    bool wants_look() const;
    void look(const LossBlock& block);
    /// Counts of this look, to be added over all parts before it ends: none in the last one.
    std::vector<std::span<std::int64_t>> counts();
    /// Ends a look, with the counts of all parts.
    void end_look();

    /// Sums of the last look, to be added over all parts.
    std::string sums() const;
    void add_sums(const std::string& of_another_part);
    TailFindings findings() && { return std::move(found_); }

private:
    struct Selections {
        Selection loss;
        std::vector<Selection> candidates;
    };
    void select(const LossBlock::Row& row, std::span<const CandidateDelta> deltas);
    void look_beyond(std::int64_t number, const LossBlock::Row& row, std::span<const CandidateDelta> deltas);
    void add_differences(std::size_t h, std::int64_t number, Jpy loss, std::span<const CandidateDelta> deltas);
    void take_selections();

    TailQuestions questions_;
    int looks_ = 0;  ///< ended
    std::array<Selections, headline_count> selections_;
    Selection largest_event_;
    TailFindings found_;
    std::array<std::vector<std::int64_t>, headline_count> value_at_risk_;  ///< [headline][level]
    std::array<Jpy, headline_count> lowest_value_at_risk_{};  ///< of baseline and candidates: below, nothing differs
};

/// Of a whole sample in memory.
TailFindings survey_tails(const TailQuestions& questions, std::span<const LossBlock> sample);

}  // namespace hadome
