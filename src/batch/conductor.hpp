#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "batch/dealer.hpp"
#include "batch/item_queue.hpp"
#include "batch/progress.hpp"
#include "batch/share.hpp"
#include "parallel/communicator.hpp"
#include "results/checkpoint.hpp"

namespace hadome {

/// How a run is to be kept from being lost.
struct Precautions {
    double checkpoint_every = 600.0;   ///< [s] between periodic checkpoints
    std::optional<double> stop_after;  ///< [s] of wall time since the clock of Progress began, checkpoint included
    double silence_allowed = 600.0;    ///< [s] after which a rank that says nothing is taken to be lost
    bool keep_state = true;            ///< a finished run leaves a checkpoint, to be extended
    bool must_keep_state = false;      ///< ... or else has failed, for it is a shard
};

enum class Outcome {
    finished,
    stopped,           ///< with a valid checkpoint
    checkpoint_failed  ///< stopped, but the last checkpoint could not be written
};

/// The main thread's part while workers simulate: on every rank it keeps the queue filled and writes states when asked;
/// on the root it deals scenarios, decides on checkpoints and stops, and shows progress. It sleeps between looks, so
/// that it costs nothing and is never kept waiting by a dear scenario.
class Conductor {
public:
    /// Collective.
    Conductor(const Manifest& manifest, NumberSet pile, const Precautions& precautions, int threads,
              const CheckpointDirectory& checkpoints, Share& share, ItemQueue& queue, std::atomic<bool>& cancelled,
              Progress& progress, RunLog& log, Communicator& communicator);

    /// Until the root says that all is over. \param failed becomes true when a worker has thrown
    Outcome run(const std::atomic<bool>& failed);
    /// Collective: after the workers have gone.
    void close();

private:
    enum class Word : char;
    struct Peer {
        ProgressTotals totals;
        std::int64_t done = 0;  ///< scenarios
        std::int64_t threads = 0;
        double last_heard = 0.0;
    };

    // Every rank.
    /// Who was suspended himself has no right to call others silent: a batch system may stop a whole job for hours.
    void forgive_own_pause();
    void look_at_queue();
    void report();
    void hear(int rank, const std::string& message);
    void write_state(std::int64_t generation);
    void stop_workers();
    void tell_root(Word word, const std::string& rest = {});

    // The root.
    void lead();
    void hear_as_root(int rank, Word word, ByteReader& in, const std::string& rest);
    void begin_checkpoint();
    void end_checkpoint();
    void begin_stop(const std::string& why);
    void end_run(Outcome outcome);
    void tell_all(Word word, const std::string& rest = {});
    void look_for_silence(double now);
    std::int64_t done() const;

    Manifest manifest_;
    Precautions precautions_;
    int threads_;
    const CheckpointDirectory& checkpoints_;
    Share& share_;
    ItemQueue& queue_;
    std::atomic<bool>& cancelled_;
    Progress& progress_;
    RunLog& log_;
    Communicator& communicator_;
    std::unique_ptr<Post> post_;

    bool has_asked_ = false;
    bool none_left_ = false;
    bool has_passed_on_signal_ = false;
    double next_report_ = 0.0;
    std::int64_t last_reported_ = 0;  ///< scenarios done
    double root_last_heard_ = 0.0;
    double last_look_ = 0.0;
    std::optional<Outcome> outcome_;

    std::int64_t asked_for_;  ///< scenarios of this session
    std::optional<Dealer> dealer_;
    std::vector<Peer> peers_;
    double next_checkpoint_;
    double checkpoint_began_ = 0.0;
    double checkpoint_took_ = 0.0;  ///< the longest one [s]
    bool is_writing_ = false;
    bool is_stopping_ = false;
    bool is_finishing_ = false;
    int parts_due_ = 0;
    std::string checkpoint_problem_;
    double next_ping_ = 0.0;
};

}  // namespace hadome
