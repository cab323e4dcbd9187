#include "batch/publish_run.hpp"

#include <limits>
#include <optional>

#include "batch/simulate.hpp"
#include "batch/summary.hpp"
#include "batch/worker.hpp"
#include "input/candidates.hpp"
#include "parallel/agree.hpp"
#include "results/columns.hpp"
#include "results/find_tails.hpp"
#include "results/format.hpp"
#include "results/results_file.hpp"
#include "results/scenario_words.hpp"

namespace hadome {
namespace {

/// \param scenarios that count
TailQuestions questions_of(const LoadedInput& input, std::int64_t scenarios) {
    return {scenarios, input.options.tail_levels, tally_shape(input).candidates, input.options.ranking_tail_level,
            input.options.scenarios};
}

RankingQuestions ranking_questions(const RunOptions& options) {
    return {options.ranking_tail_level, options.ranking_top, options.seed};
}

/// In the time of a scenario: courses of given events are no time for which one pays.
std::vector<double> measure_costs(const LoadedInput& input) {
    const ScenarioKind kind = scenario_words(input.model, input.options).kind;
    const bool of_time = kind == ScenarioKind::year || kind == ScenarioKind::period;
    const double years =
        of_time ? hours_from_ticks(input.options.horizon) / hours_per_year : std::numeric_limits<double>::quiet_NaN();
    return column(variants_ranked(input), [&](const Variant& variant) {
        return annual_cost(variant.measure, input.options.discount_rate) * years;
    });
}

}  // namespace

void publish_run(const std::filesystem::path& directory, const LoadedInput& input, const ShareState& state,
                 const std::filesystem::path& logs_directory, Provenance& provenance, RunLog& log,
                 Communicator& communicator) {
    std::optional<RowReader<LossBlock>> losses;
    std::optional<RowReader<ScenarioBlock>> rows;
    agree_on_long_work(communicator, [&] {
        losses.emplace(logs_directory, state.losses);
        rows.emplace(logs_directory, state.rows);
    });
    const std::int64_t counted = communicator.all_sum(state.tally.scenarios);
    log.say("finding quantiles and tails of " + std::to_string(counted) + " scenarios");
    const TailFindings tails = find_tails(questions_of(input, counted), *losses, communicator);
    const Tally tally = merge_tallies(state.tally, communicator);
    std::optional<Metrics> metrics;
    std::optional<Ranking> ranking;
    std::optional<RunFindings> findings;
    agree_on_root(communicator, [&] {
        metrics = compute_metrics(tally, tails, input.options.tail_levels);
        if (input.options.candidates != Candidates::none) {
            ranking = rank_candidates(tally, tails, ranking_questions(input.options), measure_costs(input));
        }
        findings.emplace(RunFindings{tally, *metrics, ranking ? &*ranking : nullptr});
    });
    // Provenance comes before the name of the results, which say by being there that all is there.
    const auto complete_provenance = [&](const std::string& digest) {
        provenance.results_digest = digest;
        provenance.finished = std::chrono::system_clock::now();
        write_provenance(directory, provenance);
    };
    log.say("writing " + (directory / results_file_name).string());
    write_results(directory, input, findings ? &*findings : nullptr, *rows, communicator, complete_provenance);
    if (findings) {
        for (const std::string& line : summary_lines(candidates_of(input), tally, *metrics, findings->ranking,
                                                     scenario_words(input.model, input.options))) {
            log.say(line);
        }
    }
    log.say("results in " + (directory / results_file_name).string());
}

}  // namespace hadome
