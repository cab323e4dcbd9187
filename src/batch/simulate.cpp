#include "batch/simulate.hpp"

#include <omp.h>

#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>

#include "batch/conductor.hpp"
#include "core/check.hpp"
#include "parallel/agree.hpp"

namespace hadome {

namespace {

/// Keeps the first exception of a team: none may leave a parallel region.
class FirstFailure {
public:
    /// Within a catch block.
    void keep() {
        const std::scoped_lock lock{mutex_};
        if (!failure_) {
            failure_ = std::current_exception();
        }
        has_failed = true;
    }
    void rethrow() const {
        if (failure_) {
            std::rethrow_exception(failure_);
        }
    }
    std::atomic<bool> has_failed = false;

private:
    std::mutex mutex_;
    std::exception_ptr failure_;
};

void work(int thread, const LoadedInput& input, const TallyShape& shape, const std::atomic<bool>& cancelled,
          ItemQueue& queue, Share& share) {
    Worker worker{input, shape, cancelled};
    while (const std::optional<NumberRange> item = queue.take()) {
        if (const FinishedItem* finished = worker.run(*item)) {
            share.add(thread, *item, *finished);
        }
    }
}

}  // namespace

Outcome simulate(const LoadedInput& input, const TallyShape& shape, const Manifest& manifest, NumberSet pile,
                 const Precautions& precautions, int threads, const CheckpointDirectory& checkpoints, Share& share,
                 Progress& progress, RunLog& log, Communicator& communicator) {
    ItemQueue queue;
    std::atomic<bool> cancelled = false;
    const std::unique_ptr<Post> post = communicator.open_post();
    const std::int64_t all_threads = communicator.all_sum(threads);
    std::optional<Leader> leader;
    if (communicator.is_root()) {
        leader.emplace(manifest, std::move(pile), all_threads, communicator.size(), precautions, checkpoints, progress,
                       log, *post);
    }
    Conductor conductor{
        communicator.rank(),        threads, precautions, checkpoints, share, queue, cancelled, progress, *post,
        leader ? &*leader : nullptr};
    Outcome outcome = Outcome::finished;
    FirstFailure failure;

#pragma omp parallel num_threads(threads + 1)
    {
        try {
            if (omp_get_thread_num() == 0) {
                if (omp_get_num_threads() < 2) {
                    throw IoError(
                        "OpenMP gives a process one thread only; a run needs two or more, one of them idle; "
                        "unset OMP_THREAD_LIMIT");
                }
                outcome = conductor.run(failure.has_failed);
            } else {
                work(omp_get_thread_num() - 1, input, shape, cancelled, queue, share);
            }
        } catch (...) {
            failure.keep();
            cancelled = true;
            queue.close();
        }
    }
    failure.rethrow();
    post->close([](int, const std::string&) {});  // what was still under way concerns nobody
    return outcome;
}

Tally merge_tallies(const Tally& share, Communicator& communicator) {
    Tally whole{share.shape};
    std::exception_ptr problem;
    communicator.collect(share.to_bytes(), [&](int, const std::string& bytes) {
        try {
            whole.merge(Tally::from_bytes(bytes));
        } catch (...) {
            problem = std::current_exception();
        }
    });
    agree_on_root(communicator, [&] {
        if (problem) {
            std::rethrow_exception(problem);
        }
    });
    return whole;
}

}  // namespace hadome
