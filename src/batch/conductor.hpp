#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "batch/item_queue.hpp"
#include "batch/leader.hpp"
#include "batch/letters.hpp"
#include "batch/progress.hpp"
#include "batch/share.hpp"
#include "batch/silence.hpp"
#include "parallel/communicator.hpp"
#include "results/checkpoint.hpp"

namespace hadome {

/// The main thread's part on every rank while workers simulate: keeps the queue filled, writes states when asked, says
/// how far the rank has come, and notices when the root is silent. It sleeps between looks, so that it costs nothing
/// and is never kept waiting by a dear scenario.
class Conductor {
public:
    /// \param leader on the root; nobody elsewhere
    Conductor(int rank, int threads, const Precautions& precautions, const CheckpointDirectory& checkpoints,
              Share& share, ItemQueue& queue, std::atomic<bool>& cancelled, const Progress& clock, Post& post,
              Leader* leader);

    /// Until the root says that all is over. \param failed becomes true when a worker has thrown
    Outcome run(const std::atomic<bool>& failed);

private:
    void hear(int rank, Letter letter);
    void pass_on_signal();
    void look_at_queue();
    /// Who was suspended himself has no right to call others silent: a batch system may stop a whole job for hours.
    void forgive_own_pause();
    void report();
    void write_state(std::int64_t generation);
    void stop_workers();
    void tell_root(std::string letter) { post_.send(Communicator::root, std::move(letter)); }

    int rank_;
    int threads_;
    Precautions precautions_;
    const CheckpointDirectory& checkpoints_;
    Share& share_;
    ItemQueue& queue_;
    std::atomic<bool>& cancelled_;
    const Progress& clock_;
    Post& post_;
    Leader* leader_;

    bool has_asked_ = false;
    bool none_left_ = false;
    bool has_passed_on_signal_ = false;
    double next_report_ = 0.0;
    std::int64_t last_reported_ = 0;  ///< scenarios done
    double last_look_;
    Silence root_silence_;
    std::optional<Outcome> outcome_;
};

}  // namespace hadome
