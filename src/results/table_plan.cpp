#include "results/table_plan.hpp"

#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/check.hpp"
#include "parallel/agree.hpp"

namespace hadome {
namespace {

constexpr std::int64_t read_bytes = std::int64_t{16} << 20;

/// Collective: the root knows where the tails begin.
std::array<Jpy, headline_count> share_thresholds(const Metrics* metrics, Communicator& communicator) {
    std::array<Jpy, headline_count> beyond{};
    std::string bytes;
    agree_on_root(communicator, [&] {
        HADOME_EXPECT(metrics != nullptr);
        for (std::size_t h = 0; h < headline_count; ++h) {
            beyond[h] = metrics->headline[h].tail_begins;
        }
        ByteWriter out;
        out.put(beyond);
        bytes = out.take();
    });
    communicator.broadcast(bytes);
    agree(communicator, [&] { beyond = ByteReader(bytes).get<std::array<Jpy, headline_count>>(); });
    return beyond;
}

std::int64_t count_rows(const TablePlan& plan, RowSource<ScenarioBlock>& rows) {
    std::int64_t count = 0;
    rows.rewind();
    for (std::vector<ScenarioBlock> blocks; !(blocks = rows.next(read_bytes)).empty();) {
        for (const ScenarioBlock& block : blocks) {
            for (std::size_t k = 0; k < block.loss.size(); ++k) {
                count += plan.has_row(block, k);
            }
        }
    }
    return count;
}

}  // namespace

bool TablePlan::has_row(const ScenarioBlock& block, std::size_t k) const {
    return kind == ScenarioTable::all || block.given_up[k] != 0 ||
           block.loss[k] > beyond[static_cast<std::size_t>(Headline::all_causes)] ||
           block.loss_it[k] > beyond[static_cast<std::size_t>(Headline::it_caused)];
}

TablePlan plan_table(const RunOptions& options, const Metrics* metrics, RowSource<ScenarioBlock>& rows,
                     Communicator& communicator) {
    TablePlan plan;
    plan.kind = options.scenario_table;
    plan.scenarios = options.scenarios;
    if (plan.kind == ScenarioTable::none) {
        return plan;
    }
    const std::int64_t there = communicator.all_sum(rows.scenarios());
    agree(communicator, [&] { HADOME_EXPECT(there == plan.scenarios); });
    plan.rows = plan.scenarios;
    if (plan.kind == ScenarioTable::tail) {
        plan.beyond = share_thresholds(metrics, communicator);
        agree_on_long_work(communicator, [&] { plan.rows = count_rows(plan, rows); });
        plan.rows = communicator.all_sum(plan.rows);
    }
    return plan;
}

}  // namespace hadome
