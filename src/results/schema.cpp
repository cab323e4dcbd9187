#include "results/schema.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include "loss/account.hpp"
#include "loss/threat_game.hpp"
#include "scenario/give_up.hpp"

namespace hadome {
namespace {

using hdf5::Content;

/// Datasets of one group that lie along the same axes.
struct Row {
    const char* group;
    const char* names;  ///< with blanks between
    const char* axes;   ///< with blanks between
    Content content;
    const char* needs = "";
};

constexpr Content whole = Content::whole_numbers;
constexpr Content real = Content::real_numbers;
constexpr Content text = Content::text;

constexpr Row rows[] = {
    {"", "input", "", text},
    {"axes", "scenario", "scenario", whole, "scenario"},
    {"axes", "sector sector_en sector_ja", "sector", text},
    {"axes", "affected_function", "affected_function", text, "affected_function"},
    {"axes", "function function_en function_ja", "function", text},
    {"axes", "function_sector", "function", whole},
    {"axes", "region region_en region_ja", "region", text},
    {"axes", "node", "node", text},
    {"axes", "node_function node_region", "node", whole},
    {"axes", "threat", "threat", text},
    {"axes", "damage_kind", "damage_kind", text},
    {"axes", "headline", "headline", text},
    {"axes", "candidate candidate_en candidate_ja candidate_kind", "candidate", text, "candidate"},
    {"axes", "tail_level", "tail_level", real},
    {"axes", "probability", "probability", real},
    {"axes", "return_period", "probability", real, "return_period"},
    {"axes", "word", "word", text},
    {"axes", "bin", "bin", whole},
    {"axes", "basis", "basis", whole},
    {"axes", "source source_kind", "source", text},
    {"axes", "source_threat", "source", whole},
    {"axes", "worst", "worst", whole},
    {"axes", "given_up", "given_up", whole},
    {"axes", "give_up", "give_up", text},
    {"axes", "time", "time", real, "time"},
    {"axes", "quantile", "quantile", real, "time"},
    {"axes", "threat_set", "threat_set", text, "threat_set"},
    {"scenarios", "loss loss_it max_event_loss compound_loss people_hours given_up", "scenario", whole, "scenario"},
    {"scenarios", "loss_by_sector", "scenario sector", whole, "scenario"},
    {"scenarios", "loss_by_threat events", "scenario threat", whole, "scenario"},
    {"metrics", "mean mean_error mean_low mean_high sd", "headline", real},
    {"metrics", "sum sum_squares", "headline word", whole},
    {"metrics", "var var_low var_high tvar tvar_error tvar_low tvar_high", "headline tail_level", real},
    {"metrics", "tail_scenarios tail_certified", "headline tail_level", whole},
    {"metrics", "aep aep_low aep_high", "headline probability", real},
    {"metrics", "oep oep_low oep_high", "probability", real},
    {"metrics", "by_sector_mean by_sector_error", "sector", real},
    {"metrics", "by_threat_mean by_threat_error", "threat", real},
    {"metrics", "by_kind_mean by_kind_error", "damage_kind", real},
    {"metrics", "compound_mean compound_error people_mean people_error", "", real},
    {"metrics", "worst_scenario worst_loss", "worst", whole},
    {"causes", "origin_affected_mean", "function affected_function", real, "affected_function"},
    {"causes", "origin_sector_mean", "function sector", real},
    {"causes", "threat_sector_mean", "threat sector", real},
    {"causes", "source_mean", "source", real},
    {"causes", "source_sector_mean", "source sector", real},
    {"causes", "direct cascaded", "", real},
    {"outage", "hours episodes", "node", real},
    {"outage", "unfinished_by_node", "node", whole},
    {"outage", "person_hours", "function", real},
    {"outage", "person_hours_union", "region", real},
    {"outage", "cascade_size", "threat bin", whole},
    {"outage", "events damages", "threat", real},
    {"outage", "unfinished dropped given_up", "", whole},
    {"outage", "given_up_by", "give_up", whole},
    {"ranking", "delta_mean delta_mean_error delta_mean_low delta_mean_high", "headline candidate", real, "candidate"},
    {"ranking", "delta_tvar delta_tvar_error delta_tvar_low delta_tvar_high", "headline candidate", real, "candidate"},
    {"ranking", "rank rank_low rank_high tied_group", "headline candidate", whole, "candidate"},
    {"ranking", "tvar_rank tvar_rank_low tvar_rank_high tvar_tied_group", "headline candidate", whole, "candidate"},
    {"ranking", "p_top_k tvar_p_top_k", "headline candidate", real, "candidate"},
    {"ranking", "best_distance best_distance_low best_distance_high", "headline candidate", real, "candidate"},
    {"ranking", "tvar_best_distance tvar_best_distance_low tvar_best_distance_high", "headline candidate", real,
     "candidate"},
    {"ranking", "resimulated", "headline candidate", whole, "candidate"},
    {"ranking", "payer", "candidate", text, "candidate"},
    {"ranking", "cost", "candidate", real, "candidate"},
    {"ranking", "benefit_cost benefit_cost_error benefit_cost_low benefit_cost_high", "headline candidate", real,
     "candidate"},
    {"ranking", "inside_mean inside_mean_error inside_mean_low inside_mean_high", "headline candidate", real,
     "candidate"},
    {"ranking", "tail_certified", "headline", whole, "candidate"},
    {"observe", "node_mean", "time node", real, "time"},
    {"observe", "function_mean", "time function", real, "time"},
    {"observe", "function_quantile", "time function quantile", real, "time"},
    {"observe", "sector_mean", "time sector", real, "time"},
    {"observe", "sector_quantile", "time sector quantile", real, "time"},
    {"observe", "region_mean", "time region", real, "time"},
    {"observe", "region_quantile", "time region quantile", real, "time"},
    {"attribution", "loss loss_error loss_low loss_high", "threat_set", real, "threat_set"},
    {"attribution", "interplay interplay_error interplay_low interplay_high", "threat_set", real, "threat_set"},
    {"attribution", "shapley shapley_error shapley_low shapley_high", "threat", real, "threat_set"},
    {"attribution", "simulated", "", whole, "threat_set"},
    {"basis", "table entry source confidence", "basis", text},
};

/// Axes that do not depend on the run, so that figures may be looked for in their places.
constexpr std::pair<const char*, std::int64_t> fixed_axes[] = {
    {"headline", headline_count},       {"word", 2},
    {"threat", threat_class_count},     {"threat_set", threat_set_count},
    {"damage_kind", damage_kind_count}, {"give_up", static_cast<std::int64_t>(give_ups.size())}};

std::vector<std::string> words_of(const std::string& words) {
    std::istringstream in(words);
    std::vector<std::string> all;
    for (std::string word; in >> word;) {
        all.push_back(word);
    }
    return all;
}

std::string axis_path(const std::string& axis) {
    return "/axes/" + axis;
}

std::string sizes_text(const std::vector<std::int64_t>& sizes) {
    std::string words;
    for (const std::int64_t size : sizes) {
        words += (words.empty() ? "" : " x ") + std::to_string(size);
    }
    return words.empty() ? "a single value" : words;
}

/// Empty when the dataset is what it should be.
std::string violation(const hdf5::File& file, const DatasetSchema& schema) {
    const hdf5::Dataset dataset(file, schema.path);
    if (dataset.content() != schema.content) {
        return "holds values of another kind";
    }
    std::vector<std::int64_t> expected;
    for (const std::string& axis : schema.axes) {
        expected.push_back(hdf5::Dataset(file, axis_path(axis)).rows());
    }
    if (dataset.shape() != expected) {
        return "is " + sizes_text(dataset.shape()) + ", its axes say " + sizes_text(expected);
    }
    return {};
}

}  // namespace

std::vector<DatasetSchema> results_schema() {
    std::vector<DatasetSchema> all;
    for (const Row& row : rows) {
        const std::string prefix = *row.group == '\0' ? "/" : "/" + std::string(row.group) + "/";
        for (const std::string& name : words_of(row.names)) {
            all.push_back({prefix + name, words_of(row.axes), row.content, row.needs});
        }
    }
    return all;
}

std::vector<std::string> schema_violations(const hdf5::File& file) {
    const std::vector<std::string> paths = hdf5::dataset_paths(file);
    const std::set<std::string> found(paths.begin(), paths.end());
    std::set<std::string> known;
    std::vector<std::string> wrong;
    for (const DatasetSchema& schema : results_schema()) {
        known.insert(schema.path);
        const bool expected = schema.needs.empty() || found.contains(axis_path(schema.needs));
        if (!found.contains(schema.path)) {
            if (expected) {
                wrong.push_back(schema.path + ": is missing");
            }
            continue;
        }
        const auto absent = std::find_if(schema.axes.begin(), schema.axes.end(),
                                         [&](const std::string& axis) { return !found.contains(axis_path(axis)); });
        const std::string problem =
            absent != schema.axes.end() ? "there is no axis " + axis_path(*absent) : violation(file, schema);
        if (!problem.empty()) {
            wrong.push_back(schema.path + ": " + problem);
        }
    }
    for (const auto& [axis, size] : fixed_axes) {
        if (found.contains(axis_path(axis)) && hdf5::Dataset(file, axis_path(axis)).rows() != size) {
            wrong.push_back(axis_path(axis) + ": has not the " + std::to_string(size) + " places that it should have");
        }
    }
    for (const std::string& path : paths) {
        // Groups have links to the axes that they use.
        if (!known.contains(path) && !known.contains(axis_path(path.substr(path.rfind('/') + 1)))) {
            wrong.push_back(path + ": is not known");
        }
    }
    return wrong;
}

}  // namespace hadome
