#include "batch/simulate.hpp"

#include <omp.h>

#include <atomic>
#include <exception>
#include <mutex>

#include "batch/worker.hpp"
#include "parallel/work_deal.hpp"

namespace hadome {

namespace {

ProgressTotals totals_of(const ScenarioBlock& rows) {
    ProgressTotals totals{rows.size(), {}};
    for (const Jpy loss : rows.loss) {
        totals.loss.add(loss);
    }
    for (const std::int64_t given_up : rows.given_up) {
        totals.given_up += given_up;
    }
    return totals;
}

}  // namespace

ShareFindings simulate_share(const LoadedInput& input, const Communicator& communicator, int threads,
                             Progress& progress) {
    const WorkPlan plan{input.options.scenarios};
    const WorkDeal deal{plan.items(), communicator.rank(), communicator.size()};
    const TallyShape shape = tally_shape(input);
    const bool keeps_rows = input.options.scenario_table == ScenarioTable::all;

    ShareFindings findings{Tally{shape}, {}};
    std::atomic<std::int64_t> next = 0;
    std::exception_ptr failure;
    std::mutex writing;  // guards `findings` and `failure`

#pragma omp parallel num_threads(threads)
    {
        // An exception may not leave the region: it is carried out by hand.
        try {
            Worker worker{input, shape};
            for (std::int64_t k = next++; k < deal.count(); k = next++) {
                ScenarioBlock rows = worker.run(plan.item(deal.item(k)));
                progress.add(totals_of(rows));
                if (omp_get_thread_num() == 0) {
                    progress.beat();
                }
                if (keeps_rows) {
                    const std::scoped_lock lock{writing};
                    findings.rows.add(std::move(rows));
                }
            }
            const std::scoped_lock lock{writing};
            findings.tally.merge(worker.tally());
        } catch (...) {
            next = deal.count();
            const std::scoped_lock lock{writing};
            if (!failure) {
                failure = std::current_exception();
            }
        }
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    return findings;
}

Tally merge_tallies(const Tally& share, Communicator& communicator) {
    Tally whole{share.shape};
    for (const std::string& bytes : communicator.gather(share.to_bytes())) {
        whole.merge(Tally::from_bytes(bytes));
    }
    return whole;
}

}  // namespace hadome
