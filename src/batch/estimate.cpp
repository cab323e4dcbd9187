#include "batch/estimate.hpp"

#include <spdlog/fmt/fmt.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <fstream>

#include "batch/progress_text.hpp"
#include "batch/publishing_time.hpp"
#include "batch/worker.hpp"
#include "core/bytes.hpp"
#include "core/fixed.hpp"
#include "results/row_log.hpp"
#include "stats/block_sums.hpp"
#include "stats/risk.hpp"

namespace hadome {
namespace {

/// Blocks that are read and written at once when results are published, buffers of logs, of MPI and of HDF5.
constexpr std::int64_t buffer_bytes = std::int64_t{64} << 20;
/// Of results.h5 besides its rows and tables: descriptions and scales of axes.
constexpr std::int64_t file_frame_bytes = std::int64_t{300} << 10;

/// Memory of this process that is in use (Linux; 0 where it cannot be told).
std::int64_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::int64_t pages_of_addresses = 0;
    std::int64_t pages = 0;
    statm >> pages_of_addresses >> pages;
    return pages * ::sysconf(_SC_PAGESIZE);
}

template <class Block>
std::int64_t written_bytes(const Block& block) {
    ByteWriter out;
    block.write(out);
    return static_cast<std::int64_t>(out.take().size());
}

/// Of a block of one scenario: what it adds to a record, which holds those of a work item.
template <class Block>
std::int64_t bytes_on_disk(const Block& block) {
    return written_bytes(block) - written_bytes(Block()) + (written_bytes(Block()) + RowLog::record_bytes) / item_size;
}

std::string bytes_text(double bytes) {
    constexpr const char* prefixes[] = {"k", "M", "G", "T"};
    std::size_t prefix = 0;
    for (bytes /= 1e3; bytes >= 1e3 && prefix + 1 < std::size(prefixes); bytes /= 1e3) {
        ++prefix;
    }
    return fmt::format("{:.{}f} {}B", bytes, bytes < 10.0 ? 1 : 0, prefixes[prefix]);
}

std::string time_text(double seconds) {
    return seconds < 60.0 ? fmt::format("{:.3g} s", seconds) : duration_text(seconds);
}

}  // namespace

Probe probe_run(const LoadedInput& input, double seconds) {
    using Clock = std::chrono::steady_clock;
    Probe probe;
    probe.process_bytes = resident_bytes();
    const std::atomic<bool> cancelled = false;
    const TallyShape shape = tally_shape(input);
    Worker worker{input, shape, cancelled};
    Tally of_thread{shape};
    const auto began = Clock::now();
    for (std::int64_t number = 0; number < input.options.scenarios && seconds > 0.0; ++number) {
        const auto before = Clock::now();
        const FinishedItem* finished = worker.run({number, number + 1});
        of_thread.merge(finished->tally);
        const auto now = Clock::now();
        ++probe.scenarios;
        probe.nanoseconds.add(std::chrono::duration_cast<std::chrono::nanoseconds>(now - before).count());
        probe.loss_bytes += bytes_on_disk(finished->losses);
        probe.row_bytes += bytes_on_disk(finished->rows);
        if (std::chrono::duration<double>(now - began).count() >= seconds) {
            break;
        }
    }
    probe.thread_bytes = std::max<std::int64_t>(resident_bytes() - probe.process_bytes, 0);
    return probe;
}

std::string memory_line(const LoadedInput& input, const Probe& probe, int threads) {
    // Besides its threads': what was taken over, a state to be put away, and that of another rank to be added.
    const TallyShape shape = tally_shape(input);
    const auto tally_bytes = static_cast<std::int64_t>(Tally{shape}.to_bytes().size());
    // Of the ranking, by mean and by tail: a rank's own, its message, and what comes from another.
    const std::int64_t block_bytes =
        3 * static_cast<std::int64_t>(2 * headline_count * shape.candidates * sizeof(Wide)) * BlockSums::most_blocks;
    const std::int64_t bytes =
        probe.process_bytes + threads * probe.thread_bytes + 4 * tally_bytes + block_bytes + buffer_bytes;
    return fmt::format("memory: up to about {} a rank, whatever the number of scenarios",
                       bytes_text(static_cast<double>(bytes)));
}

std::vector<std::string> estimate_lines(const LoadedInput& input, const Probe& probe, int ranks, int threads) {
    std::vector<std::string> lines;
    const std::int64_t n = input.options.scenarios;
    const auto all = static_cast<double>(n);
    lines.push_back(fmt::format(
        "estimate for {} scenarios on {} ranks x {} threads, from {} scenarios on one thread of this machine:", n,
        ranks, threads, probe.scenarios));
    if (probe.scenarios > 0) {
        const Estimate each = mean_estimate(probe.nanoseconds, probe.scenarios);
        const double cores = static_cast<double>(ranks) * threads;
        const auto whole = [&](double nanoseconds) {
            return time_text(std::max(nanoseconds, 0.0) * 1e-9 * all / cores);
        };
        lines.push_back(
            probe.scenarios < 2
                ? fmt::format("  time: about {}, from one scenario, which says little", whole(each.value))
                : fmt::format("  time: {} (95 % interval {} to {}) with a core for every thread; {} of a core in all",
                              whole(each.value), whole(each.low), whole(each.high),
                              time_text(each.value * 1e-9 * all)));
    }
    lines.push_back("  " + memory_line(input, probe, threads));
    lines.push_back(fmt::format("  publishing: up to {} more", time_text(publishing_time(input))));
    const double share = probe.scenarios > 0 ? all / static_cast<double>(probe.scenarios) : 0.0;
    const auto tally_bytes = static_cast<double>(Tally{tally_shape(input)}.to_bytes().size());
    const double rows = share * static_cast<double>(probe.row_bytes);
    const bool keeps_rows = input.options.scenario_table != ScenarioTable::none;
    const bool writes_all = input.options.scenario_table == ScenarioTable::all;
    lines.push_back(
        fmt::format("  disk: {} in DIR/checkpoint until it is removed, {} in DIR/results.h5{}",
                    bytes_text(share * static_cast<double>(probe.loss_bytes) + (keeps_rows ? rows : 0.0) +
                               2.0 * ranks * tally_bytes),
                    bytes_text((writes_all ? rows : 0.0) + tally_bytes + static_cast<double>(file_frame_bytes)),
                    keeps_rows && !writes_all ? " and the rows of the tail" : ""));
    return lines;
}

}  // namespace hadome
