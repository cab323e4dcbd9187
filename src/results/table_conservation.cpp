#include "results/table_conservation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "hdf5/dataset.hpp"
#include "results/format.hpp"
#include "results/stored_table.hpp"
#include "results/table_format.hpp"
#include "results/table_sums.hpp"

namespace hadome {
namespace {

using Word128 = CheckSheet::Word128;

constexpr auto all_causes = static_cast<std::size_t>(Headline::all_causes);
constexpr const char* headline_names[] = {"it_caused", "all_causes"};

/// The whole yen that a double holds; nothing where its spacing is wider than one.
std::optional<Jpy> exact_yen(double value) {
    constexpr double most = 9007199254740992.0;  // 2^53
    return value >= 0.0 && value < most ? std::optional<Jpy>(static_cast<Jpy>(value)) : std::nullopt;
}

class TableCheck {
public:
    TableCheck(CheckSheet& sheet, std::int64_t scenarios, std::int64_t counted)
        : sheet_{sheet}, scenarios_{scenarios}, counted_{counted}, stored_{read_table(sheet.file())} {}

    void run();

private:
    bool has_all() const { return stored_.kind == ScenarioTable::all; }
    void check_thresholds();
    void check_given_up();
    void check_exact_sums();
    void check_beyond();
    void check_worst();
    void check_means();

    CheckSheet& sheet_;
    std::int64_t scenarios_;
    std::int64_t counted_;
    StoredTable stored_;
    TableQuestions questions_;
    TableSums table_;
};

void TableCheck::run() {
    if (stored_.kind == ScenarioTable::none) {
        sheet_.done("there is no scenario table");
        return;
    }
    if (has_all() && sheet_.size("scenario") != scenarios_) {
        sheet_.fail("/axes/scenario", "has " + std::to_string(sheet_.size("scenario")) + " rows for " +
                                          std::to_string(scenarios_) + " scenarios");
    }
    check_thresholds();
    table_ = sum_table(sheet_.file(), questions_);
    sheet_.fail(table_.failures);
    sheet_.done(std::string("every row of the scenario table (") + table_words[static_cast<std::size_t>(stored_.kind)] +
                "): sectors and threats add up to the loss, no part exceeds it");
    check_given_up();
    check_exact_sums();
    check_beyond();
    check_worst();
    if (counted_ > 0) {
        check_means();
    }
}

/// Where the tails begin, as exactly as the file says.
void TableCheck::check_thresholds() {
    questions_.table = stored_;
    questions_.scenarios = scenarios_;
    questions_.largest_kept = worst_kept;
    const std::vector<double> var = sheet_.reals("/metrics/var");
    const std::size_t levels = var.size() / headline_count;
    for (std::size_t h = 0; h < headline_count; ++h) {
        for (std::size_t level = 0; level < levels; ++level) {
            questions_.thresholds[h].push_back(exact_yen(var[h * levels + level]));
        }
        if (has_all() || counted_ < 1 || levels == 0) {
            continue;
        }
        if (static_cast<double>(stored_.beyond[h]) != var[h * levels]) {
            sheet_.fail("/scenarios", std::string(beyond_attributes[h]) + " is " + std::to_string(stored_.beyond[h]) +
                                          ", the value at risk at the lowest level is " + text_of(var[h * levels]));
        }
        questions_.thresholds[h].front() = stored_.beyond[h];
    }
}

void TableCheck::check_given_up() {
    const std::vector<std::int64_t> by_reason = sheet_.wholes("/outage/given_up_by");
    if (table_.given_up != scenarios_ - counted_) {
        sheet_.fail("/scenarios/given_up", "marks " + std::to_string(table_.given_up) +
                                               " scenarios, /outage/given_up says " +
                                               std::to_string(scenarios_ - counted_));
    }
    if (!std::equal(table_.given_up_by.begin(), table_.given_up_by.end(), by_reason.begin(), by_reason.end())) {
        sheet_.fail("/outage/given_up_by", "is not what /scenarios/given_up counts");
    }
    if (table_.first_given_up != sheet_.wholes("/axes/given_up")) {
        sheet_.fail("/axes/given_up", "does not name the scenarios that /scenarios/given_up marks");
    }
    sheet_.done("scenarios given up against the scenario table");
}

/// What the rows do not come to is left to scenarios without one, none of which lost more than the threshold.
void TableCheck::check_exact_sums() {
    if (table_.counted > counted_) {
        sheet_.fail("/axes/scenario", "names " + std::to_string(table_.counted) + " scenarios that count, of " +
                                          std::to_string(counted_));
    }
    const auto others = static_cast<Word128>(std::max<std::int64_t>(counted_ - table_.counted, 0));
    for (std::size_t h = 0; h < headline_count; ++h) {
        const auto most = static_cast<Word128>(std::max<Jpy>(stored_.beyond[h], 0));
        const auto check = [&](const std::string& path, Word128 sum, Word128 most_each, const std::string& what) {
            Word128 most_of_others = 0;
            const bool unbounded = __builtin_mul_overflow(others, most_each, &most_of_others);
            const Word128 total = sheet_.exact(path, h);
            if (total < sum || (!unbounded && total - sum > most_of_others)) {
                sheet_.fail(path, std::string("of ") + headline_names[h] + " is not the " + what +
                                      " over the scenario table" +
                                      (has_all() ? "" : ", nor what other scenarios could add to it"));
            }
        };
        check("/metrics/sum", table_.sum[h], most, "sum");
        check("/metrics/sum_squares", table_.sum_squares[h], most * most, "sum of squares");
    }
    sheet_.done("exact sums and sums of squares over the scenario table");
}

/// Every scenario beyond a value at risk has a row.
void TableCheck::check_beyond() {
    const std::vector<double> level = sheet_.reals("/axes/tail_level");
    const std::vector<double> var = sheet_.reals("/metrics/var");
    const std::vector<double> tvar = sheet_.reals("/metrics/tvar");
    const std::vector<std::int64_t> beyond = sheet_.wholes("/metrics/tail_scenarios");
    for (std::size_t k = 0; k < beyond.size() && counted_ > 0; ++k) {
        const std::size_t h = k / level.size();
        const std::size_t at = k % level.size();
        if (!questions_.thresholds[h][at]) {
            continue;
        }
        const TableSums::Beyond& found = table_.beyond[h][at];
        const std::string place =
            std::string("the scenario table for ") + headline_names[h] + " at level " + text_of(level[at]);
        if (beyond[k] != found.scenarios) {
            sheet_.fail("/metrics/tail_scenarios",
                        "is " + std::to_string(beyond[k]) + ", " + place + " says " + std::to_string(found.scenarios));
        }
        const double mean_excess = static_cast<double>(found.excess) / static_cast<double>(counted_);
        sheet_.same("/metrics/tvar", tvar[k], var[k] + mean_excess / (1.0 - level[at]), 2, place);
    }
    sheet_.done("scenarios beyond the values at risk and their losses against the scenario table");
}

void TableCheck::check_worst() {
    const std::vector<std::int64_t> numbers = sheet_.wholes("/metrics/worst_scenario");
    const std::vector<std::int64_t> losses = sheet_.wholes("/metrics/worst_loss");
    const hdf5::Dataset table_losses(sheet_.file(), "/scenarios/loss");
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        const std::optional<std::int64_t> row = row_of(sheet_.file(), numbers[k]);
        const bool agrees =
            row ? table_losses.whole_numbers(*row, 1).front() == losses[k] : losses[k] <= stored_.beyond[all_causes];
        if (!agrees) {
            sheet_.fail("/metrics/worst_loss", "of scenario " + std::to_string(numbers[k]) + " is " +
                                                   std::to_string(losses[k]) + ", the scenario table says otherwise");
            break;
        }
    }
    const auto beyond = [&](std::vector<Jpy> falling) {
        std::erase_if(falling, [&](Jpy loss) { return loss <= stored_.beyond[all_causes]; });
        return falling;
    };
    if (beyond(losses) != beyond(table_.largest)) {
        sheet_.fail("/metrics/worst_loss", "is not the largest losses of the scenario table");
    }
    sheet_.done("worst scenarios against the scenario table");
}

void TableCheck::check_means() {
    const auto n = static_cast<double>(counted_);
    const auto compare = [&](const std::string& path, const std::vector<Wide>& sums) {
        const std::vector<double> means = sheet_.reals(path);
        for (std::size_t k = 0; k < means.size(); ++k) {
            const double of_rows = static_cast<double>(sums[k]) / n;
            const std::string against = "the scenario table [" + std::to_string(k) + "]";
            if (has_all()) {
                sheet_.same(path, means[k], of_rows, 1, against);
            } else {
                sheet_.no_less(path, means[k], of_rows, 1, against);
            }
        }
    };
    compare("/metrics/by_sector_mean", table_.by_sector);
    compare("/metrics/by_threat_mean", table_.by_threat);
    compare("/metrics/compound_mean", {table_.compound});
    compare("/metrics/people_mean", {table_.people_hours});
    const std::vector<double> by_region = sheet_.reals("/outage/person_hours_union");
    const double people = std::accumulate(by_region.begin(), by_region.end(), 0.0);
    const double expected = static_cast<double>(table_.people_hours) / n;
    // Each row was rounded to whole hours.
    const double slack = 0.5 + rounding_bound(expected, by_region.size());
    if (!(people >= expected - slack && (!has_all() || people <= expected + slack))) {
        sheet_.fail("/outage/person_hours_union",
                    "comes to " + text_of(people) + ", the scenario table says " + text_of(expected));
    }
    sheet_.done("means of sectors, threats, compound loss and people against the scenario table");
}

}  // namespace

void check_table(CheckSheet& sheet, std::int64_t scenarios, std::int64_t counted) {
    TableCheck(sheet, scenarios, counted).run();
}

}  // namespace hadome
