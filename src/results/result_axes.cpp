#include "results/result_axes.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "core/check.hpp"
#include "core/time.hpp"
#include "input/candidates.hpp"
#include "loss/sources.hpp"
#include "results/columns.hpp"
#include "results/format.hpp"

namespace hadome {
namespace {

using hdf5::Axis;

template <class Table>
Axis named_axis(const hdf5::Group& axes, const std::string& name, const std::string& description, const Table& table) {
    return axes.put_axis(name, {"", description},
                         std::span<const std::string>(column(table, [](const auto& item) { return item.name; })));
}

/// `NAME_en` and `NAME_ja` along an axis.
template <class Table>
void put_labels(const hdf5::Group& axes, const std::string& name, const Axis& axis, const Table& table) {
    put_column(axes, name + "_en", {"", "label in English"}, {axis}, table,
               [](const auto& item) { return item.label.en; });
    put_column(axes, name + "_ja", {"", "label in Japanese"}, {axis}, table,
               [](const auto& item) { return item.label.ja; });
}

/// The names of an enumeration whose values run from 0.
template <class Enum>
std::vector<std::string> names_of(int count) {
    std::vector<std::string> names;
    for (int k = 0; k < count; ++k) {
        names.push_back(name_of(static_cast<Enum>(k)));
    }
    return names;
}

Axis text_axis(const hdf5::Group& axes, const std::string& name, const std::string& description,
               const std::vector<std::string>& labels) {
    return axes.put_axis(name, {"", description}, std::span<const std::string>(labels));
}

/// Shares of years have a return period; shares of other scenarios have none.
Axis probability_axis(const hdf5::Group& axes, std::int64_t scenarios, const ScenarioWords& words) {
    const std::vector<double> probabilities = exceedance_probabilities(scenarios);
    Axis axis = axes.put_axis("probability", {"1", "probability of a " + words.one + " with a larger loss"},
                              std::span<const double>(probabilities));
    if (words.kind == ScenarioKind::year) {
        const std::vector<double> periods = column(probabilities, [](double p) { return 1.0 / p; });
        axis.add_scale(axes.put_axis("return_period", {"yr", "mean time between years with a larger loss"},
                                     std::span<const double>(periods)));
    }
    return axis;
}

std::vector<std::int64_t> numbers_from(std::int64_t first, std::size_t count) {
    std::vector<std::int64_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

Axis number_axis(const hdf5::Group& axes, const std::string& name, const hdf5::Annotation& about,
                 const std::vector<std::int64_t>& numbers) {
    return axes.put_axis(name, about, std::span<const std::int64_t>(numbers));
}

/// A source of events, of whatever kind.
struct Source {
    std::string kind;
    std::string name;
    ThreatClass threat = ThreatClass::unintended;
};

/// In the order of `SourceRow`.
std::vector<Source> sources_of(const Model& model) {
    std::vector<Source> sources;
    for (const UnintendedSource& one : model.unintended) {
        sources.push_back({"unintended", one.name, ThreatClass::unintended});
    }
    for (const PlatformDefect& one : model.platform_defects) {
        sources.push_back({"platform_defect", one.name, ThreatClass::unintended});
    }
    for (const WormSource& one : model.worms) {
        sources.push_back({"worm", one.name, ThreatClass::cyber});
    }
    for (const CampaignSource& one : model.campaigns) {
        sources.push_back({"campaign", one.name, ThreatClass::cyber});
    }
    for (const EarthquakeSource& one : model.earthquakes) {
        sources.push_back({"earthquake", one.name, ThreatClass::disaster});
    }
    for (std::size_t i = 0; model.aftershocks.drawn && i < model.earthquakes.size(); ++i) {
        sources.push_back({"aftershock", model.earthquakes[i].name, ThreatClass::disaster});
    }
    for (const Tsunami& one : model.tsunamis) {
        sources.push_back({"tsunami", one.name, ThreatClass::disaster});
    }
    for (const StormSource& one : model.storms) {
        sources.push_back({"storm", one.name, ThreatClass::disaster});
    }
    for (const EventSet& one : model.event_sets) {
        sources.push_back({"event_set", one.name, ThreatClass::disaster});
    }
    for (const GivenEvent& one : model.given_events) {
        sources.push_back({"event", one.name, one.threat});
    }
    HADOME_ENSURE(sources.size() == SourceRow(model).size());
    return sources;
}

Axis source_axis(const hdf5::Group& axes, const Model& model) {
    const std::vector<Source> sources = sources_of(model);
    const std::vector<std::string> names =
        column(sources, [](const Source& source) { return source.kind + ":" + source.name; });
    Axis axis = text_axis(axes, "source", "what events are drawn from", names);
    put_column(
        axes, "source_kind",
        {"",
         "unintended, platform_defect, worm, campaign, earthquake, aftershock, tsunami, storm, event_set or event "
         "(a given one)"},
        {axis}, sources, &Source::kind);
    put_column(axes, "source_threat", {"1", "position of the source's class in /axes/threat"}, {axis}, sources,
               [](const Source& source) { return static_cast<std::int64_t>(source.threat); });
    return axis;
}

Axis worst_axis(const hdf5::Group& axes, const Tally& tally) {
    const std::size_t count = std::min(worst_kept, tally.worst.size());
    return number_axis(axes, "worst", {"1", "place among all scenarios by falling loss"}, numbers_from(1, count));
}

std::optional<Axis> time_axis(const hdf5::Group& axes, const std::vector<Tick>& times) {
    if (times.empty()) {
        return std::nullopt;
    }
    const std::vector<double> hours = column(times, hours_from_ticks);
    return axes.put_axis("time", {"h", "time since the beginning at which states were observed"},
                         std::span<const double>(hours));
}

std::optional<Axis> quantile_axis(const hdf5::Group& axes, const std::vector<Tick>& times) {
    if (times.empty()) {
        return std::nullopt;
    }
    const std::vector<double> levels =
        column(observed_quantiles, [](std::int64_t level) { return static_cast<double>(level) / 1000.0; });
    return axes.put_axis("quantile", {"1", "share of scenarios that are at or below"}, std::span<const double>(levels));
}

void put_memberships(const hdf5::Group& axes, const ResultAxes& written, const Model& model) {
    put_column(axes, "function_sector", {"1", "position of the function's sector in /axes/sector"}, {written.function},
               model.functions, [](const Function& function) { return std::int64_t{function.sector.value()}; });
    put_column(axes, "node_function", {"1", "position of the node's function in /axes/function"}, {written.node},
               model.nodes, [](const Node& node) { return std::int64_t{node.function.value()}; });
    put_column(axes, "node_region", {"1", "position of the node's region in /axes/region"}, {written.node}, model.nodes,
               [](const Node& node) { return std::int64_t{node.region.value()}; });
}

std::optional<Axis> threat_set_axis(const hdf5::Group& axes, const Tally& tally) {
    if (tally.games.empty()) {
        return std::nullopt;
    }
    std::vector<std::string> names;
    for (std::size_t set = 0; set < threat_set_count; ++set) {
        names.push_back(threat_set_name(set));
    }
    return text_axis(axes, "threat_set", "classes of threats that act together", names);
}

std::vector<std::string> reasons_to_give_up() {
    std::vector<std::string> names;
    for (const GiveUp reason : give_ups) {
        names.emplace_back(name_of(reason));
    }
    return names;
}

}  // namespace

ResultAxes write_axes(const hdf5::Group& root, const LoadedInput& input, const Tally& tally, const ScenarioWords& words,
                      const TablePlan& plan) {
    const hdf5::Group axes = root.create_group("axes");
    const Model& model = input.model;
    const RunOptions& options = input.options;
    const std::vector<std::int64_t> bins = Tally::cascade_size_edges();
    const std::vector<std::int64_t> basis_rows = numbers_from(0, model.bases.size());

    std::optional<Axis> scenario;
    if (plan.kind != ScenarioTable::none) {
        scenario = axes.reserve_axis("scenario", {"1", "number of the scenario"}, plan.rows);
    }
    std::optional<Axis> candidate;
    if (options.candidates != Candidates::none) {
        const std::vector<Candidate> candidates = candidates_of(input);
        candidate = named_axis(axes, "candidate", "function that is never hit itself (candidate `own`), or measure",
                               candidates);
        put_labels(axes, "candidate", *candidate, candidates);
        put_column(axes, "candidate_kind", {"", "function or measure"}, {*candidate}, candidates,
                   [](const Candidate& one) { return name_of(one.kind); });
    }
    std::optional<Axis> affected_function;
    if (tally.shape.affected_functions > 0) {
        affected_function =
            named_axis(axes, "affected_function", "function that lost, whoever was hit", model.functions);
    }
    ResultAxes written{
        .scenario = std::move(scenario),
        .sector = named_axis(axes, "sector", "critical-infrastructure sector", model.sectors),
        .function = named_axis(axes, "function", "function of a sector", model.functions),
        .affected_function = std::move(affected_function),
        .region = named_axis(axes, "region", "region", model.regions),
        .node = named_axis(axes, "node", "one function in one region", model.nodes),
        .threat = text_axis(axes, "threat", "class of the root cause", names_of<ThreatClass>(threat_class_count)),
        .damage_kind =
            text_axis(axes, "damage_kind", "what the root cause damaged", names_of<DamageKind>(damage_kind_count)),
        .headline = text_axis(axes, "headline", "root damage to IT or OT only, or any", {"it_caused", "all_causes"}),
        .candidate = std::move(candidate),
        .tail_level =
            axes.put_axis("tail_level", {"1", "level of VaR and TVaR"}, std::span<const double>(options.tail_levels)),
        .probability = probability_axis(axes, tally.scenarios, words),
        .word = text_axis(axes, "word", "half of a 128-bit number: value = high x 2^64 + low, low taken as unsigned",
                          {"high", "low"}),
        .bin = axes.put_axis("bin", {"nodes", "smallest cascade size of the bin"}, std::span<const std::int64_t>(bins)),
        .basis = axes.put_axis("basis", {"1", "row of the list of sources"}, std::span<const std::int64_t>(basis_rows)),
        .source = source_axis(axes, model),
        .worst = worst_axis(axes, tally),
        .give_up = text_axis(axes, "give_up", "why scenarios were given up", reasons_to_give_up()),
        .threat_set = threat_set_axis(axes, tally),
        .time = time_axis(axes, options.observe_times),
        .quantile = quantile_axis(axes, options.observe_times),
    };
    number_axis(axes, "given_up", {"1", "number of a scenario that was given up, the first 100"},
                tally.first_given_up.numbers());
    put_labels(axes, "sector", written.sector, model.sectors);
    put_labels(axes, "function", written.function, model.functions);
    put_labels(axes, "region", written.region, model.regions);
    put_memberships(axes, written, model);
    return written;
}

}  // namespace hadome
