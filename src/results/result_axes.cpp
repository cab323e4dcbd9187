#include "results/result_axes.hpp"

#include <string>
#include <vector>

#include "core/check.hpp"
#include "results/columns.hpp"

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

Axis probability_axis(const hdf5::Group& axes, std::int64_t scenarios) {
    const std::vector<double> probabilities = exceedance_probabilities(scenarios);
    const std::vector<double> periods = column(probabilities, [](double p) { return 1.0 / p; });
    Axis axis = axes.put_axis("probability", {"1", "probability of a year with a larger loss"},
                              std::span<const double>(probabilities));
    axis.add_scale(axes.put_axis("return_period", {"yr", "mean time between years with a larger loss"},
                                 std::span<const double>(periods)));
    return axis;
}

std::vector<std::int64_t> numbers_up_to(std::size_t count) {
    std::vector<std::int64_t> numbers(count);
    for (std::size_t k = 0; k < count; ++k) {
        numbers[k] = static_cast<std::int64_t>(k);
    }
    return numbers;
}

void put_memberships(const hdf5::Group& axes, const ResultAxes& written, const Model& model) {
    put_column(axes, "function_sector", {"1", "position of the function's sector in /axes/sector"}, {written.function},
               model.functions, [](const Function& function) { return std::int64_t{function.sector.value()}; });
    put_column(axes, "node_function", {"1", "position of the node's function in /axes/function"}, {written.node},
               model.nodes, [](const Node& node) { return std::int64_t{node.function.value()}; });
    put_column(axes, "node_region", {"1", "position of the node's region in /axes/region"}, {written.node}, model.nodes,
               [](const Node& node) { return std::int64_t{node.region.value()}; });
}

}  // namespace

ResultAxes write_axes(const hdf5::Group& root, const LoadedInput& input) {
    const hdf5::Group axes = root.create_group("axes");
    const Model& model = input.model;
    const RunOptions& options = input.options;
    const std::vector<std::int64_t> bins = Tally::cascade_size_edges();
    const std::vector<std::int64_t> basis_rows = numbers_up_to(model.bases.size());

    std::optional<Axis> scenario;
    if (options.scenario_table == ScenarioTable::all) {
        scenario = axes.reserve_axis("scenario", {"1", "number of the scenario"}, options.scenarios);
    }
    std::optional<Axis> candidate;
    if (options.candidates == Candidates::functions) {
        candidate =
            named_axis(axes, "candidate", "function that is never hit itself (candidate `own`)", model.functions);
        put_labels(axes, "candidate", *candidate, model.functions);
    }
    ResultAxes written{
        .scenario = std::move(scenario),
        .sector = named_axis(axes, "sector", "critical-infrastructure sector", model.sectors),
        .function = named_axis(axes, "function", "function of a sector", model.functions),
        .affected_function =
            named_axis(axes, "affected_function", "function that lost, whoever was hit", model.functions),
        .region = named_axis(axes, "region", "region", model.regions),
        .node = named_axis(axes, "node", "one function in one region", model.nodes),
        .threat = text_axis(axes, "threat", "class of the root cause", names_of<ThreatClass>(threat_class_count)),
        .damage_kind =
            text_axis(axes, "damage_kind", "what the root cause damaged", names_of<DamageKind>(damage_kind_count)),
        .headline = text_axis(axes, "headline", "root damage to IT or OT only, or any", {"it_caused", "all_causes"}),
        .candidate = std::move(candidate),
        .tail_level =
            axes.put_axis("tail_level", {"1", "level of VaR and TVaR"}, std::span<const double>(options.tail_levels)),
        .probability = probability_axis(axes, options.scenarios),
        .word = text_axis(axes, "word", "half of a 128-bit number: value = high x 2^64 + low, low taken as unsigned",
                          {"high", "low"}),
        .bin = axes.put_axis("bin", {"nodes", "smallest cascade size of the bin"}, std::span<const std::int64_t>(bins)),
        .basis = axes.put_axis("basis", {"1", "row of the list of sources"}, std::span<const std::int64_t>(basis_rows)),
    };
    put_labels(axes, "sector", written.sector, model.sectors);
    put_labels(axes, "function", written.function, model.functions);
    put_labels(axes, "region", written.region, model.regions);
    put_memberships(axes, written, model);
    return written;
}

}  // namespace hadome
