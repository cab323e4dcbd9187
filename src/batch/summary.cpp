#include "batch/summary.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "batch/progress_text.hpp"

namespace hadome {

namespace {

constexpr std::size_t candidates_shown = 5;

std::string tail_line(const TailRisk& risk) {
    return fmt::format("{} % level: VaR {}, TVaR {}{}", 100.0 * risk.level, estimate_text(risk.value_at_risk),
                       estimate_text(risk.tail_value_at_risk),
                       risk.certified ? "" : ", from fewer than 1 000 tail scenarios");
}

/// Counts of work, which compare two programs on any machine where seconds do not.
std::string effort_line(const Tally& tally) {
    const auto each = [&](std::int64_t count) {
        return static_cast<double>(count) / static_cast<double>(tally.scenarios);
    };
    std::int64_t simulated_again = 0;
    for (const CandidateTally& candidate : tally.candidates) {
        simulated_again += candidate.simulated;
    }
    return fmt::format(
        "{} scenarios; each took {:.0f} evaluations of nodes in {:.0f} instants{}", tally.scenarios,
        each(tally.evaluations), each(tally.instants),
        tally.candidates.empty() ? "" : fmt::format(", and {:.1f} candidates anew", each(simulated_again)));
}

std::string reasons_text(const Tally& tally) {
    const auto told = [](GiveUp reason) {
        switch (reason) {
            case GiveUp::no: break;
            case GiveUp::too_large: return "too large to draw: lower rates or the horizon";
            case GiveUp::too_much_work: return "for more work than work_limit: raise it, or look for what never ends";
            case GiveUp::too_many_changes: return "for more changes of state than can be kept";
        }
        return "";
    };
    std::string text;
    for (std::size_t k = 0; k < give_ups.size(); ++k) {
        if (tally.given_up_by[k] > 0) {
            text += fmt::format("{}{} {}", text.empty() ? "" : "; ", tally.given_up_by[k], told(give_ups[k]));
        }
    }
    return text;
}

/// What nobody should overlook.
void add_warning(const Tally& tally, std::vector<std::string>& lines) {
    if (tally.given_up == 0) {
        return;
    }
    constexpr std::size_t shown = 10;
    const std::vector<std::int64_t>& first = tally.first_given_up.numbers();
    std::string numbers;
    for (std::size_t k = 0; k < std::min(first.size(), shown); ++k) {
        numbers += (k == 0 ? "" : ", ") + std::to_string(first[k]);
    }
    lines.push_back(fmt::format(
        "WARNING: {} of {} scenarios were GIVEN UP ({}); every figure is of the other {} alone and may be far too "
        "low; given up: {}{}",
        tally.given_up, tally.given_up + tally.scenarios, reasons_text(tally), tally.scenarios, numbers,
        static_cast<std::size_t>(tally.given_up) > shown ? ", ..." : ""));
}

void add_ranking(std::span<const Candidate> candidates, const Ranking& ranking, const ScenarioWords& words,
                 std::vector<std::string>& lines) {
    std::vector<RankedCandidate> best = ranking.by_headline[static_cast<std::size_t>(Headline::all_causes)];
    std::stable_sort(best.begin(), best.end(), [](const RankedCandidate& a, const RankedCandidate& b) {
        return a.by_mean.rank < b.by_mean.rank;
    });
    best.resize(std::min(best.size(), candidates_shown));
    const bool functions = candidates.front().kind == Candidate::Kind::function;
    const bool measures = candidates.back().kind == Candidate::Kind::measure;
    lines.push_back("average loss of a " + words.one + " avoided " +
                    (functions ? "if a function were never hit itself" : "by a measure") +
                    (functions && measures ? ", or by a measure" : "") + ", all causes:");
    for (const RankedCandidate& candidate : best) {
        lines.push_back(fmt::format("  {}. {}: {}", candidate.by_mean.rank,
                                    candidates[static_cast<std::size_t>(candidate.candidate)].name,
                                    estimate_text(candidate.delta_mean)));
    }
}

}  // namespace

std::vector<std::string> summary_lines(std::span<const Candidate> candidates, const Tally& tally,
                                       const Metrics& metrics, const Ranking* ranking, const ScenarioWords& words) {
    std::vector<std::string> lines;
    add_warning(tally, lines);
    if (tally.scenarios == 0) {
        lines.emplace_back("0 scenarios");
        return lines;
    }
    lines.push_back(effort_line(tally));
    const HeadlineMetrics& all = metrics.headline[static_cast<std::size_t>(Headline::all_causes)];
    lines.push_back(words.mean_loss + " " + estimate_text(all.mean));
    for (const TailRisk& risk : all.tail) {
        lines.push_back(tail_line(risk));
    }
    if (ranking != nullptr) {
        add_ranking(candidates, *ranking, words, lines);
    }
    return lines;
}

}  // namespace hadome
