#include "results/table_sums.hpp"

#include <algorithm>

#include "hdf5/dataset.hpp"
#include "loss/first_scenarios.hpp"
#include "stats/tail.hpp"

namespace hadome {
namespace {

using Numbers = std::vector<std::int64_t>;

/// One condition on every row.
class RowCheck {
public:
    RowCheck(std::string dataset, std::string rule) : dataset_{std::move(dataset)}, rule_{std::move(rule)} {}

    void require(bool good, std::int64_t row) {
        if (!good) {
            first_ = failed_ == 0 ? row : first_;
            ++failed_;
        }
    }
    void report(std::vector<std::string>& failures) const {
        if (failed_ > 0) {
            failures.push_back(dataset_ + ": " + rule_ + " in " + std::to_string(failed_) + " rows, first in row " +
                               std::to_string(first_));
        }
    }

private:
    std::string dataset_;
    std::string rule_;
    std::int64_t failed_ = 0;
    std::int64_t first_ = 0;
};

/// Sum of one row of a table of rows, which may not fit in 64 bits if the file is bad.
Wide row_sum(const Numbers& values, std::size_t row, std::size_t columns) {
    Wide sum = 0;
    for (std::size_t k = 0; k < columns; ++k) {
        sum += values[row * columns + k];
    }
    return sum;
}

bool is_reason(std::int64_t code) {
    return code >= 1 && code <= static_cast<std::int64_t>(give_ups.size());
}

bool any_negative(const Numbers& values, std::size_t row, std::size_t columns) {
    return std::any_of(values.begin() + static_cast<std::ptrdiff_t>(row * columns),
                       values.begin() + static_cast<std::ptrdiff_t>((row + 1) * columns),
                       [](std::int64_t value) { return value < 0; });
}

void add_columns(const Numbers& values, std::vector<Wide>& sums) {
    for (std::size_t k = 0; k < values.size(); ++k) {
        sums[k % sums.size()] += values[k];
    }
}

/// The table as it goes by.
class TableReader {
public:
    TableReader(const hdf5::File& file, const TableQuestions& questions)
        : questions_{questions},
          numbered_{"/axes/scenario", questions.table.kind == ScenarioTable::all
                                          ? "is not the number of the row"
                                          : "does not rise or is no scenario of the run"},
          largest_(questions.largest_kept),
          number_{file, "/axes/scenario"},
          loss_{file, "/scenarios/loss"},
          loss_it_{file, "/scenarios/loss_it"},
          by_sector_{file, "/scenarios/loss_by_sector"},
          by_threat_{file, "/scenarios/loss_by_threat"},
          max_event_{file, "/scenarios/max_event_loss"},
          compound_{file, "/scenarios/compound_loss"},
          people_{file, "/scenarios/people_hours"},
          given_up_{file, "/scenarios/given_up"},
          events_{file, "/scenarios/events"} {
        sums_.by_sector.resize(static_cast<std::size_t>(by_sector_.columns()));
        sums_.by_threat.resize(static_cast<std::size_t>(by_threat_.columns()));
        for (std::size_t h = 0; h < headline_count; ++h) {
            sums_.beyond[h].resize(questions.thresholds[h].size());
        }
    }

    std::int64_t rows() const { return loss_.rows(); }
    std::int64_t values_a_row() const { return 7 + by_sector_.columns() + 2 * by_threat_.columns(); }
    void read(std::int64_t first, std::int64_t count);
    TableSums finish();

private:
    bool is_next(std::int64_t number, std::int64_t row) const;
    bool has_row(Jpy loss, Jpy loss_it) const;
    void add_row(std::int64_t scenario, Jpy loss, Jpy loss_it);

    const TableQuestions& questions_;
    std::int64_t last_number_ = -1;
    RowCheck numbered_;
    TailBuffer largest_;
    hdf5::Dataset number_;
    hdf5::Dataset loss_;
    hdf5::Dataset loss_it_;
    hdf5::Dataset by_sector_;
    hdf5::Dataset by_threat_;
    hdf5::Dataset max_event_;
    hdf5::Dataset compound_;
    hdf5::Dataset people_;
    hdf5::Dataset given_up_;
    hdf5::Dataset events_;
    RowCheck chosen_good_{"/axes/scenario", "names a scenario that is neither beyond a threshold nor given up"};
    RowCheck loss_good_{"/scenarios/loss", "is negative"};
    RowCheck it_good_{"/scenarios/loss_it", "is not between 0 and loss"};
    RowCheck sectors_good_{"/scenarios/loss_by_sector", "does not add up to loss or has a negative part"};
    RowCheck threats_good_{"/scenarios/loss_by_threat", "does not add up to loss or has a negative part"};
    RowCheck event_good_{"/scenarios/max_event_loss", "is not between 0 and loss"};
    RowCheck compound_good_{"/scenarios/compound_loss", "is not between 0 and loss"};
    RowCheck people_good_{"/scenarios/people_hours", "is negative"};
    RowCheck flag_good_{"/scenarios/given_up", "is not 0, 1, 2 or 3, or stands beside a loss"};
    RowCheck events_good_{"/scenarios/events", "is negative"};
    FirstScenarios first_given_up_;
    TableSums sums_;
};

void TableReader::read(std::int64_t first, std::int64_t count) {
    const Numbers number = number_.whole_numbers(first, count);
    const Numbers loss = loss_.whole_numbers(first, count);
    const Numbers loss_it = loss_it_.whole_numbers(first, count);
    const Numbers by_sector = by_sector_.whole_numbers(first, count);
    const Numbers by_threat = by_threat_.whole_numbers(first, count);
    const Numbers max_event = max_event_.whole_numbers(first, count);
    const Numbers compound = compound_.whole_numbers(first, count);
    const Numbers people = people_.whole_numbers(first, count);
    const Numbers given_up = given_up_.whole_numbers(first, count);
    const Numbers events = events_.whole_numbers(first, count);
    const std::size_t sectors = sums_.by_sector.size();
    const std::size_t threats = sums_.by_threat.size();
    for (std::size_t k = 0; k < loss.size(); ++k) {
        const std::int64_t row = first + static_cast<std::int64_t>(k);
        const auto within = [&](std::int64_t part) { return part >= 0 && part <= loss[k]; };
        numbered_.require(is_next(number[k], row), row);
        last_number_ = number[k];
        chosen_good_.require(given_up[k] != 0 || has_row(loss[k], loss_it[k]), row);
        loss_good_.require(loss[k] >= 0, row);
        it_good_.require(within(loss_it[k]), row);
        event_good_.require(within(max_event[k]), row);
        compound_good_.require(within(compound[k]), row);
        sectors_good_.require(row_sum(by_sector, k, sectors) == loss[k] && !any_negative(by_sector, k, sectors), row);
        threats_good_.require(row_sum(by_threat, k, threats) == loss[k] && !any_negative(by_threat, k, threats), row);
        events_good_.require(!any_negative(events, k, threats), row);
        people_good_.require(people[k] >= 0, row);
        flag_good_.require(given_up[k] == 0 || (is_reason(given_up[k]) && loss[k] == 0), row);
        sums_.compound += compound[k];
        sums_.people_hours += people[k];
        if (given_up[k] != 0) {
            ++sums_.given_up;
            if (is_reason(given_up[k])) {
                ++sums_.given_up_by[static_cast<std::size_t>(given_up[k]) - 1];
            }
            first_given_up_.add(number[k]);
        } else {
            add_row(number[k], loss[k], loss_it[k]);
        }
    }
    add_columns(by_sector, sums_.by_sector);
    add_columns(by_threat, sums_.by_threat);
}

bool TableReader::is_next(std::int64_t number, std::int64_t row) const {
    return questions_.table.kind == ScenarioTable::all ? number == row
                                                       : number > last_number_ && number < questions_.scenarios;
}

bool TableReader::has_row(Jpy loss, Jpy loss_it) const {
    const auto& beyond = questions_.table.beyond;
    return questions_.table.kind == ScenarioTable::all ||
           loss > beyond[static_cast<std::size_t>(Headline::all_causes)] ||
           loss_it > beyond[static_cast<std::size_t>(Headline::it_caused)];
}

void TableReader::add_row(std::int64_t scenario, Jpy loss, Jpy loss_it) {
    ++sums_.counted;
    largest_.add({loss, scenario});
    std::array<Jpy, headline_count> totals{};
    totals[static_cast<std::size_t>(Headline::all_causes)] = loss;
    totals[static_cast<std::size_t>(Headline::it_caused)] = loss_it;
    for (std::size_t h = 0; h < headline_count; ++h) {
        sums_.sum[h] += static_cast<TableSums::Word128>(totals[h]);
        sums_.sum_squares[h] += static_cast<TableSums::Word128>(static_cast<Wide>(totals[h]) * totals[h]);
        for (std::size_t level = 0; level < sums_.beyond[h].size(); ++level) {
            const std::optional<Jpy>& threshold = questions_.thresholds[h][level];
            if (threshold && totals[h] > *threshold) {
                ++sums_.beyond[h][level].scenarios;
                sums_.beyond[h][level].excess += static_cast<Wide>(totals[h]) - *threshold;
            }
        }
    }
}

TableSums TableReader::finish() {
    for (const RowCheck* check : {&numbered_, &chosen_good_, &loss_good_, &it_good_, &sectors_good_, &threats_good_,
                                  &event_good_, &compound_good_, &people_good_, &flag_good_, &events_good_}) {
        check->report(sums_.failures);
    }
    for (const TailEntry& entry : largest_.descending()) {
        sums_.largest.push_back(entry.value);
    }
    sums_.first_given_up = first_given_up_.numbers();
    return std::move(sums_);
}

}  // namespace

TableSums sum_table(const hdf5::File& file, const TableQuestions& questions, std::int64_t block_values) {
    TableReader table(file, questions);
    const std::int64_t block = std::max<std::int64_t>(block_values / table.values_a_row(), 1);
    for (std::int64_t first = 0; first < table.rows(); first += block) {
        table.read(first, std::min(block, table.rows() - first));
    }
    return table.finish();
}

}  // namespace hadome
