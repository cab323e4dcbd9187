#include "results/results_file.hpp"

#include <optional>
#include <string>

#include "core/check.hpp"
#include "core/time.hpp"
#include "core/version.hpp"
#include "hdf5/file.hpp"
#include "parallel/agree.hpp"
#include "results/format.hpp"
#include "results/publish.hpp"
#include "results/result_axes.hpp"
#include "results/scenario_rows.hpp"
#include "results/table_format.hpp"
#include "results/table_plan.hpp"
#include "results/tables.hpp"

namespace hadome {
namespace {

/// Words in one text, as an attribute holds them.
std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ";") + word;
    }
    return text;
}

void put_root_attributes(const hdf5::Group& root, const LoadedInput& input, const ScenarioWords& words) {
    root.put_attribute("format", std::string(results_format));
    root.put_attribute("format_version", results_format_version);
    root.put_attribute("hadome_version", std::string(version));
    root.put_attribute("git_sha", std::string(git_sha));
    root.put_attribute("input_digest", input.digest);
    root.put_attribute("seed", input.options.seed);
    root.put_attribute("scenarios", input.options.scenarios);
    root.put_attribute("title", input.options.title);
    root.put_attribute("horizon_hours", hours_from_ticks(input.options.horizon));
    root.put_attribute("scenario_kind", name_of(words.kind));
    root.put_attribute("drawn_sources", listed(words.drawn_sources));
    root.put_attribute(table_attribute,
                       std::string(table_words[static_cast<std::size_t>(input.options.scenario_table)]));
}

/// One rank: the whole file but the rows of the scenario table, for which it leaves the place.
void write_tables(const std::filesystem::path& path, const LoadedInput& input, const RunFindings& findings,
                  const TablePlan& plan) {
    hdf5::File file = hdf5::File::create(path.string());
    {
        const hdf5::Group root = file.root();
        const ScenarioWords words = scenario_words(input.model, input.options);
        put_root_attributes(root, input, words);
        const std::string text = input.options.embed_input ? input.resolved : input_notice;
        root.put("input", {"", "the resolved input as TOML, itself a valid run file"}, {},
                 std::span<const std::string>(&text, 1));
        const ResultAxes axes = write_axes(root, input, findings.tally, words, plan);
        write_metrics(root, axes, findings.metrics, findings.tally, words);
        write_causes(root, axes, findings.tally, words);
        write_outage(root, axes, findings.tally, input.options.tail, words);
        write_basis(root, axes, input.model);
        if (findings.ranking != nullptr) {
            write_ranking(root, axes, candidates_of(input), *findings.ranking, words);
        }
        if (axes.threat_set) {
            write_attribution(root, axes, findings.tally, words);
        }
        if (axes.time) {
            write_observations(root, axes, input.model, findings.tally);
        }
        if (axes.scenario) {
            reserve_scenario_rows(root, axes, plan);
        }
    }
    file.close();
}

/// Collective.
void fill_rows(const std::filesystem::path& path, const TablePlan& plan, RowSource<ScenarioBlock>& rows,
               Communicator& communicator) {
    std::optional<hdf5::File> file;
    agree(communicator, [&] { file = hdf5::File::open_together(path.string(), communicator); });
    try {
        write_scenario_rows(*file, plan, rows, communicator);
    } catch (const AgreedError&) {
        // All ranks are here: the file can be closed together, and what it says about a broken disk is known already.
        try {
            file->close();
        } catch (const IoError&) {
        }
        throw;
    }
    agree(communicator, [&] { file->close(); });
}

}  // namespace

void write_results(const std::filesystem::path& directory, const LoadedInput& input, const RunFindings* findings,
                   RowSource<ScenarioBlock>& rows, Communicator& communicator,
                   const BeforePublishing& before_publishing) {
    const std::filesystem::path file = directory / results_file_name;
    const std::filesystem::path part = part_of(file);
    try {
        hdf5::set_up();
        const Metrics* metrics = findings != nullptr ? &findings->metrics : nullptr;
        const TablePlan plan = plan_table(input.options, metrics, rows, communicator);
        agree_on_root(communicator, [&] {
            HADOME_EXPECT(findings != nullptr);
            HADOME_EXPECT((findings->ranking != nullptr) == (input.options.candidates != Candidates::none));
            write_tables(part, input, *findings, plan);
            reserve_space(part);
        });
        if (plan.kind != ScenarioTable::none) {
            fill_rows(part, plan, rows, communicator);
        }
        agree_on_root(communicator, [&] {
            // What may fail or take long comes first: then there is next to nothing between the two new names.
            sync(part);
            if (before_publishing) {
                before_publishing(digest_of_file(part));
            }
            publish(file);
        });
    } catch (const AgreedError&) {
        if (communicator.is_root()) {
            std::error_code ignored;
            std::filesystem::remove(part, ignored);
        }
        throw;
    }
}

}  // namespace hadome
