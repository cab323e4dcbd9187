#include "loss/tail_survey.hpp"

#include <algorithm>
#include <type_traits>

#include "core/check.hpp"

namespace hadome {
namespace {

/// The last look is for what lies beyond.
constexpr int all_looks = Selection::passes + 1;

void add_excess(Excesses& beyond, Jpy loss, std::int64_t threshold) {
    if (loss > threshold) {
        ++beyond.scenarios;
        beyond.moments.add(loss - threshold);
    }
}

/// All sums of the last look.
template <class Findings, class Visit>
void for_each_sum(Findings& findings, Visit&& visit) {
    for (auto& tail : findings.headline) {
        for (auto& beyond : tail.beyond) {
            visit(beyond.scenarios);
            visit(beyond.moments);
        }
        visit(tail.beyond_it.scenarios);
        visit(tail.beyond_it.moments);
        for (auto& differences : tail.differences) {
            visit(differences);
        }
        visit(tail.delta_blocks);
        visit(tail.difference_blocks);
    }
}

void merge_sum(std::int64_t& into, std::int64_t from) {
    into += from;
}
void merge_sum(ExactMoments& into, const ExactMoments& from) {
    into.merge(from);
}

Jpy excess(Jpy loss, std::int64_t threshold) {
    return std::max<Jpy>(loss - threshold, 0);
}

}  // namespace

TailSurvey::TailSurvey(TailQuestions questions) : questions_{std::move(questions)} {
    const std::int64_t n = questions_.scenarios;
    for (HeadlineTail& tail : found_.headline) {
        tail.beyond.resize(questions_.levels.size());
        tail.candidate_value_at_risk.resize(questions_.candidates);
        tail.differences.resize(questions_.candidates);
        tail.delta_blocks = BlockSums(questions_.candidates, questions_.numbers);
        tail.difference_blocks = BlockSums(questions_.candidates, questions_.numbers);
    }
    if (n == 0) {
        looks_ = all_looks;  // there is nothing to see
        return;
    }
    std::vector<std::int64_t> curve;
    for (const double probability : exceedance_probabilities(n)) {
        add_ranks(quantile_ranks(n, 1.0 - probability), n, curve);
    }
    const std::int64_t ranking_rank = quantile_ranks(n, questions_.ranking_level).value;
    std::vector<std::int64_t> ranks = curve;
    for (const double level : questions_.levels) {
        add_ranks(quantile_ranks(n, level), n, ranks);
    }
    ranks.push_back(ranking_rank);
    for (Selections& selections : selections_) {
        selections.loss = Selection(ranks);
        selections.candidates.assign(questions_.candidates, Selection({ranking_rank}));
    }
    largest_event_ = Selection(curve);
}

bool TailSurvey::wants_look() const {
    return looks_ < all_looks;
}

void TailSurvey::look(const LossBlock& block) {
    HADOME_EXPECT(wants_look());
    block.for_each_counted(
        [this](std::int64_t number, const LossBlock::Row& row, std::span<const CandidateDelta> deltas) {
            HADOME_EXPECT(number < questions_.numbers);
            HADOME_EXPECT(deltas.empty() || static_cast<std::size_t>(deltas.back().candidate) < questions_.candidates);
            if (looks_ < Selection::passes) {
                select(row, deltas);
            } else {
                look_beyond(number, row, deltas);
            }
        });
}

void TailSurvey::select(const LossBlock::Row& row, std::span<const CandidateDelta> deltas) {
    largest_event_.count(row.largest_event);
    for (std::size_t h = 0; h < headline_count; ++h) {
        selections_[h].loss.count(row.loss[h]);
        auto delta = deltas.begin();
        for (std::size_t k = 0; k < questions_.candidates; ++k) {
            const bool differs = delta != deltas.end() && static_cast<std::size_t>(delta->candidate) == k;
            selections_[h].candidates[k].count(row.loss[h] - (differs ? delta->delta[h] : 0));
            delta += differs;
        }
    }
}

void TailSurvey::look_beyond(std::int64_t number, const LossBlock::Row& row, std::span<const CandidateDelta> deltas) {
    for (std::size_t h = 0; h < headline_count; ++h) {
        HeadlineTail& tail = found_.headline[h];
        const Jpy loss = row.loss[h];
        for (std::size_t k = 0; k < questions_.levels.size(); ++k) {
            add_excess(tail.beyond[k], loss, value_at_risk_[h][k]);
        }
        add_excess(tail.beyond_it, loss, tail.value_at_risk);
        tail.delta_blocks.count(number);
        tail.difference_blocks.count(number);
        for (const CandidateDelta& one : deltas) {
            tail.delta_blocks.add(number, static_cast<std::size_t>(one.candidate), one.delta[h]);
        }
        add_differences(h, number, loss, deltas);
    }
}

/// Beyond no value at risk with and without the candidate, the difference is 0.
void TailSurvey::add_differences(std::size_t h, std::int64_t number, Jpy loss, std::span<const CandidateDelta> deltas) {
    HeadlineTail& tail = found_.headline[h];
    const auto add = [&](std::size_t k, Jpy counterfactual) {
        const Jpy difference =
            excess(loss, tail.value_at_risk) - excess(counterfactual, tail.candidate_value_at_risk[k]);
        tail.differences[k].add(difference);
        tail.difference_blocks.add(number, k, difference);
    };
    auto delta = deltas.begin();
    const std::size_t unchanged = loss > lowest_value_at_risk_[h] ? questions_.candidates : 0;
    for (std::size_t k = 0; k < unchanged; ++k) {
        if (delta != deltas.end() && static_cast<std::size_t>(delta->candidate) == k) {
            ++delta;
        } else {
            add(k, loss);
        }
    }
    for (const CandidateDelta& one : deltas) {
        add(static_cast<std::size_t>(one.candidate), loss - one.delta[h]);
    }
}

std::vector<std::span<std::int64_t>> TailSurvey::counts() {
    std::vector<std::span<std::int64_t>> all;
    if (looks_ < Selection::passes) {
        all.push_back(largest_event_.counts());
        for (Selections& selections : selections_) {
            all.push_back(selections.loss.counts());
            for (Selection& candidate : selections.candidates) {
                all.push_back(candidate.counts());
            }
        }
    }
    return all;
}

void TailSurvey::end_look() {
    HADOME_EXPECT(wants_look());
    ++looks_;
    if (looks_ > Selection::passes) {
        return;
    }
    largest_event_.narrow();
    for (Selections& selections : selections_) {
        selections.loss.narrow();
        for (Selection& candidate : selections.candidates) {
            candidate.narrow();
        }
    }
    if (looks_ == Selection::passes) {
        take_selections();
    }
}

void TailSurvey::take_selections() {
    const std::int64_t rank = quantile_ranks(questions_.scenarios, questions_.ranking_level).value;
    found_.largest_event = largest_event_.found();
    for (std::size_t h = 0; h < headline_count; ++h) {
        HeadlineTail& tail = found_.headline[h];
        tail.order = selections_[h].loss.found();
        for (const double level : questions_.levels) {
            value_at_risk_[h].push_back(tail.order.at(quantile_ranks(questions_.scenarios, level).value));
        }
        tail.value_at_risk = tail.order.at(rank);
        lowest_value_at_risk_[h] = tail.value_at_risk;
        for (std::size_t k = 0; k < questions_.candidates; ++k) {
            tail.candidate_value_at_risk[k] = selections_[h].candidates[k].found().at(rank);
            lowest_value_at_risk_[h] = std::min(lowest_value_at_risk_[h], tail.candidate_value_at_risk[k]);
        }
    }
    selections_ = std::array<Selections, headline_count>{};
}

std::string TailSurvey::sums() const {
    ByteWriter out;
    for_each_sum(found_, [&]<class Sum>(const Sum& sum) {
        if constexpr (std::is_same_v<Sum, BlockSums>) {
            sum.write(out);
        } else {
            out.put(sum);
        }
    });
    return out.take();
}

void TailSurvey::add_sums(const std::string& of_another_part) {
    ByteReader in(of_another_part);
    for_each_sum(found_, [&]<class Sum>(Sum& sum) {
        if constexpr (std::is_same_v<Sum, BlockSums>) {
            BlockSums part = sum;
            part.read(in);
            sum.merge(part);
        } else {
            merge_sum(sum, in.get<Sum>());
        }
    });
}

TailFindings survey_tails(const TailQuestions& questions, std::span<const LossBlock> sample) {
    TailQuestions asked = questions;
    for (const LossBlock& block : sample) {
        asked.numbers = std::max(asked.numbers, block.first + block.size());
    }
    TailSurvey survey(asked);
    while (survey.wants_look()) {
        for (const LossBlock& block : sample) {
            survey.look(block);
        }
        survey.end_look();
    }
    return std::move(survey).findings();
}

}  // namespace hadome
