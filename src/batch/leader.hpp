#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "batch/dealer.hpp"
#include "batch/letters.hpp"
#include "batch/progress.hpp"
#include "batch/silence.hpp"
#include "parallel/communicator.hpp"
#include "results/checkpoint.hpp"

namespace hadome {

/// How a run is to be kept from being lost.
struct Precautions {
    double checkpoint_every = 600.0;   ///< [s] between periodic checkpoints; at most a tenth of `stop_after`
    std::optional<double> stop_after;  ///< [s] of wall time since the clock of Progress began, checkpoint included
    double silence_allowed = 600.0;    ///< [s] after which a rank that says nothing is taken to be lost
    double publishing_takes = 0.0;     ///< [s] that are to be left when all is simulated, besides two checkpoints
    bool keep_state = true;            ///< a finished run leaves a checkpoint, to be extended
    bool must_keep_state = false;      ///< ... or else has failed, for it is a shard
};

enum class Outcome {
    finished,
    stopped,           ///< with a valid checkpoint
    checkpoint_failed  ///< stopped, but the last checkpoint could not be written
};

/// The root's part beside its own conducting: deals scenarios to all ranks, decides on checkpoints, on a stop and on
/// the end, shows progress, and notices who is silent. Acts by letters only; nobody waits for it, nor it for anybody.
class Leader {
public:
    /// \param manifest of the checkpoint that is gone on from; \param pile scenarios to deal
    /// \param threads,ranks of the whole run
    Leader(const Manifest& manifest, NumberSet pile, std::int64_t threads, int ranks, const Precautions& precautions,
           const CheckpointDirectory& checkpoints, Progress& progress, RunLog& log, Post& post);

    void hear(int rank, Letter& letter);
    /// Now and then: does what it is time for. \throws IoError when a rank has been silent for too long
    void lead();
    /// The root was suspended itself for so long [s].
    void forgive(double pause);

private:
    struct Peer {
        ProgressTotals totals;
        std::int64_t done = 0;  ///< scenarios of this session
        Silence silence;
    };

    /// What is simulated can be published, or has only to be put away.
    void finish(double now);
    /// \param left [s] for publishing
    bool is_too_late_to_publish(double left) const;
    std::string too_late_to_publish() const;
    void begin_checkpoint();
    void end_checkpoint();
    void announce_stop(const std::string& why);
    void begin_stop(const std::string& why);
    void end_run(Outcome outcome);
    void tell_all(const std::string& letter);
    /// Until the wall time is used up [s].
    double wall_time_left(double now) const;
    /// The same after all that a stop or publishing needs besides `work` [s].
    double time_left(double now, double work) const;
    std::int64_t done() const;

    Manifest manifest_;
    std::int64_t asked_for_;  ///< scenarios of this session
    Dealer dealer_;
    std::vector<Peer> peers_;
    Precautions precautions_;
    const CheckpointDirectory& checkpoints_;
    Progress& progress_;
    RunLog& log_;
    Post& post_;

    double next_ping_ = 0.0;
    double next_checkpoint_ = 0.0;
    double checkpoint_began_ = 0.0;
    double checkpoint_takes_ = 0.0;  ///< the slowest of this session, or else of the one before [s]
    bool has_written_ = false;
    std::string checkpoint_problem_;
    std::size_t parts_due_ = 0;
    bool is_writing_ = false;
    bool is_stopping_ = false;
    bool is_finishing_ = false;
    bool is_over_ = false;  ///< everybody is told, the root itself perhaps not yet
};

}  // namespace hadome
