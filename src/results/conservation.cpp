#include "results/conservation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>
#include <optional>

#include "hdf5/dataset.hpp"
#include "loss/first_scenarios.hpp"
#include "results/format.hpp"
#include "results/table_sums.hpp"

namespace hadome {
namespace {

using Reals = std::vector<double>;
using Word128 = TableSums::Word128;

constexpr auto all_causes = static_cast<std::size_t>(Headline::all_causes);
constexpr auto it_caused = static_cast<std::size_t>(Headline::it_caused);
constexpr const char* headline_names[] = {"it_caused", "all_causes"};

std::string text_of(double value) {
    std::string text(32, '\0');
    text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.17g", value)));
    return text;
}

/// Sums of `terms` figures that are not negative, each of them rounded to double, differ by rounding alone when they
/// differ by no more than this: a half of 2^-52 for each figure and for each addition, and as much to spare.
double rounding_bound(double sum, std::size_t terms) {
    return std::abs(sum) * (static_cast<double>(terms) + 4.0) * std::numeric_limits<double>::epsilon();
}

class Conservation {
public:
    Conservation(const hdf5::File& file, std::int64_t scenarios, Verification& verification)
        : file_{file}, scenarios_{scenarios}, verification_{verification} {}

    void run();

private:
    Reals reals(const std::string& path) const { return hdf5::Dataset(file_, path).real_numbers(); }
    std::vector<std::int64_t> wholes(const std::string& path) const {
        return hdf5::Dataset(file_, path).whole_numbers();
    }
    std::int64_t size(const std::string& axis) const { return hdf5::Dataset(file_, "/axes/" + axis).rows(); }
    Word128 exact(const std::string& path, std::size_t headline) const {
        const std::vector<std::int64_t> words = wholes(path);
        return (static_cast<Word128>(static_cast<std::uint64_t>(words[2 * headline])) << 64) |
               static_cast<std::uint64_t>(words[2 * headline + 1]);
    }
    void fail(const std::string& dataset, const std::string& problem) { found_.push_back(dataset + ": " + problem); }
    /// Ends a check. \param what was checked
    void done(const std::string& what) {
        verification_.note(what, found_);
        found_.clear();
    }
    /// Fails `dataset` unless both are the same within the rounding of `terms` figures.
    void same(const std::string& dataset, double found, double expected, std::size_t terms, const std::string& against);

    void check_table();
    void check_given_up(const TableSums& table);
    void check_exact_sums(const TableSums& table);
    void check_worst(const std::optional<TableSums>& table);
    void check_means();
    void check_splits();
    bool has_pairs();
    void check_pairs();
    void check_margins();
    void check_margin(const std::string& matrix, const std::string& margin, bool over_rows);
    void check_table_means(const TableSums& table);
    void check_unfinished();

    const hdf5::File& file_;
    std::int64_t scenarios_;
    std::int64_t counted_ = 0;  ///< scenarios that were not given up
    Verification& verification_;
    std::vector<std::string> found_;
};

void Conservation::same(const std::string& dataset, double found, double expected, std::size_t terms,
                        const std::string& against) {
    // Written so that what is not a number is not the same.
    if (!(std::abs(found - expected) <= rounding_bound(expected, terms))) {
        fail(dataset, "comes to " + text_of(found) + ", " + against + " says " + text_of(expected));
    }
}

void Conservation::run() {
    const std::int64_t given_up = wholes("/outage/given_up").front();
    if (given_up < 0 || given_up > scenarios_) {
        fail("/outage/given_up", "is " + std::to_string(given_up) + " of " + std::to_string(scenarios_) + " scenarios");
        done("count of scenarios given up");
        return;
    }
    counted_ = scenarios_ - given_up;
    if (size("given_up") != std::min<std::int64_t>(given_up, FirstScenarios::capacity)) {
        fail("/outage/given_up",
             "is " + std::to_string(given_up) + ", /axes/given_up names " + std::to_string(size("given_up")));
    }
    const std::vector<std::int64_t> by_reason = wholes("/outage/given_up_by");
    if (std::accumulate(by_reason.begin(), by_reason.end(), Wide{0}) != given_up) {
        fail("/outage/given_up_by", "does not add up to /outage/given_up");
    }
    done("count of scenarios given up");
    const std::vector<std::string> paths = hdf5::dataset_paths(file_);
    std::optional<TableSums> table;
    if (std::find(paths.begin(), paths.end(), "/scenarios/loss") != paths.end()) {
        if (size("scenario") != scenarios_) {
            fail("/axes/scenario",
                 "has " + std::to_string(size("scenario")) + " rows for " + std::to_string(scenarios_) + " scenarios");
        }
        table = sum_table(file_, worst_kept);
        found_.insert(found_.end(), table->failures.begin(), table->failures.end());
        done("every row of the scenario table: sectors and threats add up to the loss, no part exceeds it");
        check_given_up(*table);
        check_exact_sums(*table);
    } else {
        done("there is no scenario table");
    }
    check_worst(table);
    check_unfinished();
    if (counted_ < 1) {
        done("no scenario counts: there are no means");
        return;
    }
    check_means();
    check_splits();
    check_margins();
    if (table) {
        check_table_means(*table);
    }
}

void Conservation::check_given_up(const TableSums& table) {
    const std::vector<std::int64_t> by_reason = wholes("/outage/given_up_by");
    if (table.given_up != scenarios_ - counted_) {
        fail("/scenarios/given_up", "marks " + std::to_string(table.given_up) + " scenarios, /outage/given_up says " +
                                        std::to_string(scenarios_ - counted_));
    }
    if (!std::equal(table.given_up_by.begin(), table.given_up_by.end(), by_reason.begin(), by_reason.end())) {
        fail("/outage/given_up_by", "is not what /scenarios/given_up counts");
    }
    if (table.first_given_up != wholes("/axes/given_up")) {
        fail("/axes/given_up", "does not name the scenarios that /scenarios/given_up marks");
    }
    done("scenarios given up against the scenario table");
}

void Conservation::check_exact_sums(const TableSums& table) {
    for (std::size_t h = 0; h < headline_count; ++h) {
        if (exact("/metrics/sum", h) != table.sum[h]) {
            fail("/metrics/sum", std::string("of ") + headline_names[h] + " is not the sum over the scenario table");
        }
        if (exact("/metrics/sum_squares", h) != table.sum_squares[h]) {
            fail("/metrics/sum_squares",
                 std::string("of ") + headline_names[h] + " is not the sum of squares over the scenario table");
        }
    }
    done("exact sums and sums of squares over the scenario table");
}

void Conservation::check_worst(const std::optional<TableSums>& table) {
    const std::vector<std::int64_t> numbers = wholes("/metrics/worst_scenario");
    const std::vector<std::int64_t> losses = wholes("/metrics/worst_loss");
    if (static_cast<std::int64_t>(numbers.size()) !=
        std::min<std::int64_t>(counted_, static_cast<std::int64_t>(worst_kept))) {
        fail("/metrics/worst_scenario",
             "names " + std::to_string(numbers.size()) + " of " + std::to_string(counted_) + " scenarios");
    }
    if (!std::is_sorted(losses.rbegin(), losses.rend())) {
        fail("/metrics/worst_loss", "does not fall");
    }
    std::vector<std::int64_t> sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    const bool repeated = std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
    if (repeated || (!sorted.empty() && (sorted.front() < 0 || sorted.back() >= scenarios_))) {
        fail("/metrics/worst_scenario", "names a scenario twice, or one that there is not");
    } else if (table) {
        const hdf5::Dataset loss(file_, "/scenarios/loss");
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            if (loss.whole_numbers(numbers[k], 1).front() != losses[k]) {
                fail("/metrics/worst_loss", "of scenario " + std::to_string(numbers[k]) + " is " +
                                                std::to_string(losses[k]) + ", the scenario table says otherwise");
                break;
            }
        }
    }
    if (table && losses != table->largest) {
        fail("/metrics/worst_loss", "is not the largest losses of the scenario table");
    }
    done(table ? "worst scenarios against the scenario table" : "worst scenarios");
}

/// A scenario is unfinished when at least one node is.
void Conservation::check_unfinished() {
    const std::int64_t scenarios = wholes("/outage/unfinished").front();
    Wide all = 0;
    bool good = scenarios >= 0 && scenarios <= counted_;
    for (const std::int64_t nodes : wholes("/outage/unfinished_by_node")) {
        good = good && nodes >= 0 && nodes <= scenarios;
        all += nodes;
    }
    if (!good || all < scenarios) {
        fail("/outage/unfinished_by_node", "does not fit the " + std::to_string(scenarios) +
                                               " scenarios of /outage/unfinished, of " + std::to_string(counted_));
    }
    done("nodes still down at the end against the scenarios in which any was");
}

void Conservation::check_means() {
    const Reals mean = reals("/metrics/mean");
    for (std::size_t h = 0; h < headline_count; ++h) {
        const auto sum = static_cast<double>(static_cast<Wide>(exact("/metrics/sum", h)));
        same("/metrics/mean", mean[h], sum / static_cast<double>(counted_), 1, "/metrics/sum");
    }
    if (!(mean[it_caused] <= mean[all_causes])) {
        fail("/metrics/mean", "of it_caused exceeds that of all causes");
    }
    const double compound = reals("/metrics/compound_mean").front();
    if (!(compound >= 0.0 && compound <= mean[all_causes])) {
        fail("/metrics/compound_mean", "is not between 0 and the mean loss");
    }
    done("means against exact sums");
}

/// Whether losses were kept by pairs of functions.
bool Conservation::has_pairs() {
    const std::vector<std::string> paths = hdf5::dataset_paths(file_);
    return std::find(paths.begin(), paths.end(), "/causes/origin_affected_mean") != paths.end();
}

void Conservation::check_splits() {
    const double mean = reals("/metrics/mean")[all_causes];
    std::vector<const char*> splits{"/metrics/by_sector_mean",    "/metrics/by_threat_mean",    "/metrics/by_kind_mean",
                                    "/causes/origin_sector_mean", "/causes/threat_sector_mean", "/causes/source_mean",
                                    "/causes/source_sector_mean"};
    if (has_pairs()) {
        splits.push_back("/causes/origin_affected_mean");
    }
    for (const char* path : splits) {
        const Reals parts = reals(path);
        if (std::any_of(parts.begin(), parts.end(), [](double part) { return !(part >= 0.0); })) {
            fail(path, "has a part that is negative or not a number");
        }
        same(path, std::accumulate(parts.begin(), parts.end(), 0.0), mean, parts.size(), "/metrics/mean");
    }
    same("/causes/direct", reals("/causes/direct").front() + reals("/causes/cascaded").front(), mean, 2,
         "with /causes/cascaded, /metrics/mean");
    const Reals kinds = reals("/metrics/by_kind_mean");
    same("/metrics/by_kind_mean",
         kinds[static_cast<std::size_t>(DamageKind::ot)] + kinds[static_cast<std::size_t>(DamageKind::it)],
         reals("/metrics/mean")[it_caused], 2, "for OT and IT, /metrics/mean of it_caused");
    done("sectors, threats, kinds, origins, sources, direct and cascaded against the mean, within (parts + 4) x 2^-52");
}

void Conservation::check_margin(const std::string& matrix, const std::string& margin, bool over_rows) {
    const hdf5::Dataset dataset(file_, matrix);
    const Reals values = dataset.real_numbers();
    const Reals expected = reals(margin);
    const auto columns = static_cast<std::size_t>(dataset.columns());
    Reals sums(over_rows ? columns : static_cast<std::size_t>(dataset.rows()), 0.0);
    for (std::size_t k = 0; k < values.size(); ++k) {
        sums[over_rows ? k % columns : k / columns] += values[k];
    }
    for (std::size_t k = 0; k < sums.size(); ++k) {
        const std::size_t before = found_.size();
        same(matrix, sums[k], expected[k], values.size() / sums.size(), margin + " [" + std::to_string(k) + "]");
        if (found_.size() > before) {
            break;  // one line a table
        }
    }
}

void Conservation::check_pairs() {
    const hdf5::Dataset origin(file_, "/causes/origin_affected_mean");
    const Reals by_function = origin.real_numbers();
    const Reals by_sector = reals("/causes/origin_sector_mean");
    const auto functions = static_cast<std::size_t>(origin.rows());
    for (std::size_t k = 0; k < functions && found_.empty(); ++k) {
        const auto row_total = [&](const Reals& matrix) {
            const std::size_t columns = matrix.size() / functions;
            const auto first = matrix.begin() + static_cast<std::ptrdiff_t>(k * columns);
            return std::accumulate(first, first + static_cast<std::ptrdiff_t>(columns), 0.0);
        };
        same("/causes/origin_affected_mean", row_total(by_function), row_total(by_sector), functions,
             "/causes/origin_sector_mean [" + std::to_string(k) + "]");
    }
}

void Conservation::check_margins() {
    check_margin("/causes/threat_sector_mean", "/metrics/by_threat_mean", false);
    check_margin("/causes/threat_sector_mean", "/metrics/by_sector_mean", true);
    check_margin("/causes/origin_sector_mean", "/metrics/by_sector_mean", true);
    check_margin("/causes/source_sector_mean", "/metrics/by_sector_mean", true);
    check_margin("/causes/source_sector_mean", "/causes/source_mean", false);
    if (has_pairs()) {
        check_pairs();
    }
    done("rows and columns of origins, sources and threats against one another, within the same bound");
}

void Conservation::check_table_means(const TableSums& table) {
    const auto n = static_cast<double>(counted_);
    const auto compare = [&](const std::string& path, const std::vector<Wide>& sums) {
        const Reals means = reals(path);
        for (std::size_t k = 0; k < means.size(); ++k) {
            same(path, means[k], static_cast<double>(sums[k]) / n, 1, "the scenario table [" + std::to_string(k) + "]");
        }
    };
    compare("/metrics/by_sector_mean", table.by_sector);
    compare("/metrics/by_threat_mean", table.by_threat);
    compare("/metrics/compound_mean", {table.compound});
    compare("/metrics/people_mean", {table.people_hours});
    const Reals by_region = reals("/outage/person_hours_union");
    const double people = std::accumulate(by_region.begin(), by_region.end(), 0.0);
    const double expected = static_cast<double>(table.people_hours) / n;
    // Each row was rounded to whole hours.
    if (!(std::abs(people - expected) <= 0.5 + rounding_bound(expected, by_region.size()))) {
        fail("/outage/person_hours_union",
             "comes to " + text_of(people) + ", the scenario table says " + text_of(expected));
    }
    done("means of sectors, threats, compound loss and people against the scenario table");
}

}  // namespace

void check_conservation(const hdf5::File& file, std::int64_t scenarios, Verification& verification) {
    Conservation(file, scenarios, verification).run();
}

}  // namespace hadome
