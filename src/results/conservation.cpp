#include "results/conservation.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "hdf5/dataset.hpp"
#include "loss/account.hpp"
#include "loss/first_scenarios.hpp"
#include "model/terms.hpp"
#include "results/check_sheet.hpp"
#include "results/format.hpp"
#include "results/table_conservation.hpp"

namespace hadome {
namespace {

using Reals = std::vector<double>;

constexpr auto all_causes = static_cast<std::size_t>(Headline::all_causes);
constexpr auto it_caused = static_cast<std::size_t>(Headline::it_caused);

class Conservation {
public:
    Conservation(const hdf5::File& file, std::int64_t scenarios, Verification& verification)
        : sheet_{file, verification}, scenarios_{scenarios} {}

    void run();

private:
    void check_worst();
    void check_means();
    void check_splits();
    bool has_pairs();
    void check_pairs();
    void check_margins();
    void check_margin(const std::string& matrix, const std::string& margin, bool over_rows);
    void check_unfinished();

    CheckSheet sheet_;
    std::int64_t scenarios_;
    std::int64_t counted_ = 0;  ///< scenarios that were not given up
};

void Conservation::run() {
    const std::int64_t given_up = sheet_.wholes("/outage/given_up").front();
    if (given_up < 0 || given_up > scenarios_) {
        sheet_.fail("/outage/given_up",
                    "is " + std::to_string(given_up) + " of " + std::to_string(scenarios_) + " scenarios");
        sheet_.done("count of scenarios given up");
        return;
    }
    counted_ = scenarios_ - given_up;
    if (sheet_.size("given_up") != std::min<std::int64_t>(given_up, FirstScenarios::capacity)) {
        sheet_.fail("/outage/given_up", "is " + std::to_string(given_up) + ", /axes/given_up names " +
                                            std::to_string(sheet_.size("given_up")));
    }
    const std::vector<std::int64_t> by_reason = sheet_.wholes("/outage/given_up_by");
    if (std::accumulate(by_reason.begin(), by_reason.end(), Wide{0}) != given_up) {
        sheet_.fail("/outage/given_up_by", "does not add up to /outage/given_up");
    }
    sheet_.done("count of scenarios given up");
    check_worst();
    check_table(sheet_, scenarios_, counted_);
    check_unfinished();
    if (counted_ < 1) {
        sheet_.done("no scenario counts: there are no means");
        return;
    }
    check_means();
    check_splits();
    check_margins();
}

void Conservation::check_worst() {
    const std::vector<std::int64_t> numbers = sheet_.wholes("/metrics/worst_scenario");
    const std::vector<std::int64_t> losses = sheet_.wholes("/metrics/worst_loss");
    if (static_cast<std::int64_t>(numbers.size()) !=
        std::min<std::int64_t>(counted_, static_cast<std::int64_t>(worst_kept))) {
        sheet_.fail("/metrics/worst_scenario",
                    "names " + std::to_string(numbers.size()) + " of " + std::to_string(counted_) + " scenarios");
    }
    if (!std::is_sorted(losses.rbegin(), losses.rend())) {
        sheet_.fail("/metrics/worst_loss", "does not fall");
    }
    std::vector<std::int64_t> sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    const bool repeated = std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
    if (repeated || (!sorted.empty() && (sorted.front() < 0 || sorted.back() >= scenarios_))) {
        sheet_.fail("/metrics/worst_scenario", "names a scenario twice, or one that there is not");
    }
    sheet_.done("worst scenarios");
}

/// A scenario is unfinished when at least one node is.
void Conservation::check_unfinished() {
    const std::int64_t scenarios = sheet_.wholes("/outage/unfinished").front();
    Wide all = 0;
    bool good = scenarios >= 0 && scenarios <= counted_;
    for (const std::int64_t nodes : sheet_.wholes("/outage/unfinished_by_node")) {
        good = good && nodes >= 0 && nodes <= scenarios;
        all += nodes;
    }
    if (!good || all < scenarios) {
        sheet_.fail("/outage/unfinished_by_node", "does not fit the " + std::to_string(scenarios) +
                                                      " scenarios of /outage/unfinished, of " +
                                                      std::to_string(counted_));
    }
    sheet_.done("nodes still down at the end against the scenarios in which any was");
}

void Conservation::check_means() {
    const Reals mean = sheet_.reals("/metrics/mean");
    for (std::size_t h = 0; h < headline_count; ++h) {
        const auto sum = static_cast<double>(static_cast<Wide>(sheet_.exact("/metrics/sum", h)));
        sheet_.same("/metrics/mean", mean[h], sum / static_cast<double>(counted_), 1, "/metrics/sum");
    }
    if (!(mean[it_caused] <= mean[all_causes])) {
        sheet_.fail("/metrics/mean", "of it_caused exceeds that of all causes");
    }
    const double compound = sheet_.reals("/metrics/compound_mean").front();
    if (!(compound >= 0.0 && compound <= mean[all_causes])) {
        sheet_.fail("/metrics/compound_mean", "is not between 0 and the mean loss");
    }
    sheet_.done("means against exact sums");
}

/// Whether losses were kept by pairs of functions.
bool Conservation::has_pairs() {
    const std::vector<std::string> paths = hdf5::dataset_paths(sheet_.file());
    return std::find(paths.begin(), paths.end(), "/causes/origin_affected_mean") != paths.end();
}

void Conservation::check_splits() {
    const double mean = sheet_.reals("/metrics/mean")[all_causes];
    std::vector<const char*> splits{"/metrics/by_sector_mean",    "/metrics/by_threat_mean",    "/metrics/by_kind_mean",
                                    "/causes/origin_sector_mean", "/causes/threat_sector_mean", "/causes/source_mean",
                                    "/causes/source_sector_mean"};
    if (has_pairs()) {
        splits.push_back("/causes/origin_affected_mean");
    }
    for (const char* path : splits) {
        const Reals parts = sheet_.reals(path);
        if (std::any_of(parts.begin(), parts.end(), [](double part) { return !(part >= 0.0); })) {
            sheet_.fail(path, "has a part that is negative or not a number");
        }
        sheet_.same(path, std::accumulate(parts.begin(), parts.end(), 0.0), mean, parts.size(), "/metrics/mean");
    }
    sheet_.same("/causes/direct", sheet_.reals("/causes/direct").front() + sheet_.reals("/causes/cascaded").front(),
                mean, 2, "with /causes/cascaded, /metrics/mean");
    const Reals kinds = sheet_.reals("/metrics/by_kind_mean");
    sheet_.same("/metrics/by_kind_mean",
                kinds[static_cast<std::size_t>(DamageKind::ot)] + kinds[static_cast<std::size_t>(DamageKind::it)],
                sheet_.reals("/metrics/mean")[it_caused], 2, "for OT and IT, /metrics/mean of it_caused");
    sheet_.done(
        "sectors, threats, kinds, origins, sources, direct and cascaded against the mean, within (parts + 4) x 2^-52");
}

void Conservation::check_margin(const std::string& matrix, const std::string& margin, bool over_rows) {
    const hdf5::Dataset dataset(sheet_.file(), matrix);
    const Reals values = dataset.real_numbers();
    const Reals expected = sheet_.reals(margin);
    const auto columns = static_cast<std::size_t>(dataset.columns());
    Reals sums(over_rows ? columns : static_cast<std::size_t>(dataset.rows()), 0.0);
    for (std::size_t k = 0; k < values.size(); ++k) {
        sums[over_rows ? k % columns : k / columns] += values[k];
    }
    for (std::size_t k = 0; k < sums.size(); ++k) {
        if (!sheet_.same(matrix, sums[k], expected[k], values.size() / sums.size(),
                         margin + " [" + std::to_string(k) + "]")) {
            break;  // one line a table
        }
    }
}

void Conservation::check_pairs() {
    const hdf5::Dataset origin(sheet_.file(), "/causes/origin_affected_mean");
    const Reals by_function = origin.real_numbers();
    const Reals by_sector = sheet_.reals("/causes/origin_sector_mean");
    const auto functions = static_cast<std::size_t>(origin.rows());
    for (std::size_t k = 0; k < functions && !sheet_.has_failed(); ++k) {
        const auto row_total = [&](const Reals& matrix) {
            const std::size_t columns = matrix.size() / functions;
            const auto first = matrix.begin() + static_cast<std::ptrdiff_t>(k * columns);
            return std::accumulate(first, first + static_cast<std::ptrdiff_t>(columns), 0.0);
        };
        sheet_.same("/causes/origin_affected_mean", row_total(by_function), row_total(by_sector), functions,
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
    sheet_.done("rows and columns of origins, sources and threats against one another, within the same bound");
}

}  // namespace

void check_conservation(const hdf5::File& file, std::int64_t scenarios, Verification& verification) {
    Conservation(file, scenarios, verification).run();
}

}  // namespace hadome
