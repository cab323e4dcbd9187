#include "results/scenario_rows.hpp"

#include <numeric>
#include <string>

#include "core/check.hpp"
#include "hdf5/write_rows.hpp"
#include "parallel/agree.hpp"

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

using Blocks = std::vector<ScenarioBlock>;

/// What is read at once: a thousand items or more.
constexpr std::int64_t read_bytes = std::int64_t{16} << 20;

/// Collective. \param values of a block, row by row
template <class Values>
void write_column(hdf5::File& file, const std::string& path, const Blocks& blocks, Values values,
                  Communicator& communicator) {
    std::vector<hdf5::RowBlock> rows;
    for (const ScenarioBlock& block : blocks) {
        rows.push_back({block.first, values(block)});
    }
    hdf5::write_rows(file, path, rows, communicator);
}

/// The first `count` whole numbers from `first`.
std::vector<std::int64_t> numbered(std::int64_t first, std::int64_t count) {
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

}  // namespace

void reserve_scenario_rows(const hdf5::Group& root, const ResultAxes& axes) {
    const hdf5::Group group = root.create_group("scenarios");
    for (const RowColumn& one : row_columns) {
        hdf5::Axes along{*axes.scenario};
        if (one.across != nullptr) {
            along.push_back(axes.*one.across);
        }
        group.reserve(one.name, {one.units, one.description}, along);
    }
}

void write_scenario_rows(hdf5::File& file, std::int64_t scenarios, RowSource<ScenarioBlock>& rows,
                         Communicator& communicator) {
    const std::int64_t all = communicator.all_sum(rows.scenarios());
    agree(communicator, [&] { HADOME_EXPECT(all == scenarios); });
    rows.rewind();
    for (;;) {
        Blocks blocks;
        agree(communicator, [&] { blocks = rows.next(read_bytes); });
        if (communicator.all_max(blocks.empty() ? 0 : 1) == 0) {
            return;
        }
        std::vector<std::vector<std::int64_t>> numbers;
        for (const ScenarioBlock& block : blocks) {
            numbers.push_back(numbered(block.first, block.size()));
        }
        auto next = numbers.begin();
        write_column(
            file, "/axes/scenario", blocks, [&](const ScenarioBlock&) { return std::span(*next++); }, communicator);
        for (const RowColumn& one : row_columns) {
            write_column(
                file, std::string("/scenarios/") + one.name, blocks,
                [&](const ScenarioBlock& block) { return std::span(block.*one.values); }, communicator);
        }
    }
}

}  // namespace hadome
