#include "results/scenario_rows.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "core/check.hpp"
#include "hdf5/write_rows.hpp"
#include "parallel/agree.hpp"
#include "results/row_places.hpp"
#include "results/table_format.hpp"

namespace hadome {
namespace {

/// A column of the table: laid out by one rank, filled by all.
struct RowColumn {
    const char* name;
    const char* units;
    const char* description;
    std::vector<std::int64_t> ScenarioBlock::*values;
    hdf5::Axis ResultAxes::*across;  ///< second axis, if any
};

constexpr RowColumn row_columns[] = {
    {"loss", "JPY", "loss of the scenario, all causes", &ScenarioBlock::loss, nullptr},
    {"loss_it", "JPY", "loss whose root damage is to IT or OT", &ScenarioBlock::loss_it, nullptr},
    {"loss_by_sector", "JPY", "by affected sector; adds up to loss exactly", &ScenarioBlock::loss_by_sector,
     &ResultAxes::sector},
    {"loss_by_threat", "JPY", "by class of the root cause; adds up to loss exactly", &ScenarioBlock::loss_by_threat,
     &ResultAxes::threat},
    {"max_event_loss", "JPY", "largest loss from one event", &ScenarioBlock::max_event_loss, nullptr},
    {"compound_loss", "JPY", "loss while damages of two or more threat classes contributed to the deficit",
     &ScenarioBlock::compound_loss, nullptr},
    {"people_hours", "person h", "person-hours without some service, by union over functions",
     &ScenarioBlock::people_hours, nullptr},
    {"given_up", "1",
     "not 0: given up, its figures are 0 and mean nothing; 1 too large to draw, 2 more work than work_limit, 3 more "
     "changes than a journal may hold",
     &ScenarioBlock::given_up, nullptr},
    {"events", "1", "events that hit at least one node", &ScenarioBlock::events, &ResultAxes::threat},
};

/// What is read at once: a thousand items or more.
constexpr std::int64_t read_bytes = std::int64_t{16} << 20;

/// Consecutive rows of the table, of one block.
struct Rows {
    std::int64_t first = 0;
    std::vector<std::int64_t> numbers;               ///< of their scenarios
    std::vector<std::vector<std::int64_t>> columns;  ///< as `row_columns`
};

Rows all_rows(ScenarioBlock&& block) {
    Rows rows;
    rows.first = block.first;
    rows.numbers.resize(static_cast<std::size_t>(block.size()));
    std::iota(rows.numbers.begin(), rows.numbers.end(), block.first);
    for (const RowColumn& one : row_columns) {
        rows.columns.push_back(std::move(block.*one.values));
    }
    return rows;
}

/// Calls `visit(k)` for the scenarios `block.first + k` that have a row and are in the window.
template <class Visit>
void for_each_chosen(const TablePlan& plan, NumberRange window, const ScenarioBlock& block, Visit&& visit) {
    const std::int64_t last = std::min(block.size(), window.last - block.first);
    for (std::int64_t k = std::max<std::int64_t>(window.first - block.first, 0); k < last; ++k) {
        if (plan.has_row(block, static_cast<std::size_t>(k))) {
            visit(k);
        }
    }
}

Rows chosen_rows(const TablePlan& plan, const RowPlaces& places, const ScenarioBlock& block) {
    Rows rows;
    rows.columns.resize(std::size(row_columns));
    for_each_chosen(plan, places.window(), block, [&](std::int64_t k) {
        if (rows.numbers.empty()) {
            rows.first = places.row_of(block.first + k);
        }
        rows.numbers.push_back(block.first + k);
        for (std::size_t c = 0; c < rows.columns.size(); ++c) {
            const std::vector<std::int64_t>& values = block.*row_columns[c].values;
            const std::int64_t width = static_cast<std::int64_t>(values.size()) / block.size();
            rows.columns[c].insert(rows.columns[c].end(), values.begin() + k * width, values.begin() + (k + 1) * width);
        }
    });
    return rows;
}

/// Rows of blocks that follow upon each other become one part: HDF5 is slow where a selection has thousands of pieces
/// of different sizes.
void add_rows(Rows rows, std::vector<Rows>& parts) {
    if (rows.numbers.empty()) {
        return;
    }
    if (parts.empty() || parts.back().first + static_cast<std::int64_t>(parts.back().numbers.size()) != rows.first) {
        parts.push_back(std::move(rows));
        return;
    }
    const auto append = [](std::vector<std::int64_t>& to, const std::vector<std::int64_t>& more) {
        to.insert(to.end(), more.begin(), more.end());
    };
    append(parts.back().numbers, rows.numbers);
    for (std::size_t c = 0; c < rows.columns.size(); ++c) {
        append(parts.back().columns[c], rows.columns[c]);
    }
}

/// Collective: marks what all ranks have in the window.
RowPlaces find_places(const TablePlan& plan, NumberRange window, std::int64_t rows_before,
                      RowSource<ScenarioBlock>& source, Communicator& communicator) {
    std::optional<RowPlaces> places;
    agree_on_long_work(communicator, [&] {
        places.emplace(window, rows_before);
        source.rewind();
        for (std::vector<ScenarioBlock> blocks; !(blocks = source.next(read_bytes)).empty();) {
            for (const ScenarioBlock& block : blocks) {
                for_each_chosen(plan, window, block, [&](std::int64_t k) { places->mark(block.first + k); });
            }
        }
    });
    communicator.all_sum(places->marks());
    agree(communicator, [&] { places->count(); });
    return std::move(*places);
}

/// Collective. \param values of rows, row by row
template <class Values>
void write_column(hdf5::File& file, const std::string& path, const std::vector<Rows>& parts, Values values,
                  Communicator& communicator) {
    std::vector<hdf5::RowBlock> blocks;
    blocks.reserve(parts.size());
    for (const Rows& rows : parts) {
        blocks.push_back({rows.first, values(rows)});
    }
    hdf5::write_rows(file, path, blocks, communicator);
}

/// Collective: reads all blocks and writes of each what `rows_of` makes of it.
template <class RowsOf>
void write_blocks(hdf5::File& file, RowSource<ScenarioBlock>& source, RowsOf rows_of, Communicator& communicator) {
    source.rewind();
    for (;;) {
        bool at_end = false;
        std::vector<Rows> parts;
        agree(communicator, [&] {
            std::vector<ScenarioBlock> blocks = source.next(read_bytes);
            at_end = blocks.empty();
            for (ScenarioBlock& block : blocks) {
                Rows rows = rows_of(std::move(block));
                add_rows(std::move(rows), parts);
            }
        });
        if (communicator.all_max(at_end ? 0 : 1) == 0) {
            return;
        }
        write_column(
            file, "/axes/scenario", parts, [](const Rows& rows) { return std::span(rows.numbers); }, communicator);
        for (std::size_t c = 0; c < std::size(row_columns); ++c) {
            write_column(
                file, std::string("/scenarios/") + row_columns[c].name, parts,
                [c](const Rows& rows) { return std::span(rows.columns[c]); }, communicator);
        }
    }
}

}  // namespace

void reserve_scenario_rows(const hdf5::Group& root, const ResultAxes& axes, const TablePlan& plan) {
    const hdf5::Group group = root.create_group("scenarios");
    if (plan.kind == ScenarioTable::tail) {
        for (std::size_t h = 0; h < headline_count; ++h) {
            group.put_attribute(beyond_attributes[h], plan.beyond[h]);
        }
    }
    for (const RowColumn& one : row_columns) {
        hdf5::Axes along{*axes.scenario};
        if (one.across != nullptr) {
            along.push_back(axes.*one.across);
        }
        group.reserve(one.name, {one.units, one.description}, along);
    }
}

void write_scenario_rows(hdf5::File& file, const TablePlan& plan, RowSource<ScenarioBlock>& rows,
                         Communicator& communicator, std::int64_t window_scenarios) {
    if (plan.kind == ScenarioTable::all) {
        write_blocks(file, rows, all_rows, communicator);
        return;
    }
    std::int64_t written = 0;
    for (std::int64_t first = 0; first < plan.scenarios; first += window_scenarios) {
        const NumberRange window{first, std::min(first + window_scenarios, plan.scenarios)};
        const RowPlaces places = find_places(plan, window, written, rows, communicator);
        write_blocks(
            file, rows, [&](const ScenarioBlock& block) { return chosen_rows(plan, places, block); }, communicator);
        written = places.rows();
    }
    agree(communicator, [&] { HADOME_EXPECT(written == plan.rows); });
}

}  // namespace hadome
