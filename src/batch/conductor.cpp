#include "batch/conductor.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <thread>

#include "batch/stop_signal.hpp"
#include "core/check.hpp"

namespace hadome {

/// The first byte of a message.
enum class Conductor::Word : char {
    // To the root:
    want,       ///< threads: the queue runs low
    totals,     ///< how far this rank is; also a sign of life
    written,    ///< a part of the checkpoint
    unwritten,  ///< ... could not be written: why
    signalled,  ///< this rank was asked to stop: the signal
    // From the root:
    deal,   ///< scenarios; none: there are none left
    write,  ///< generation: write your state
    stop,   ///< finish nothing more
    over,   ///< outcome
    ping    ///< a sign of life
};

namespace {

using namespace std::chrono_literals;

constexpr auto look_every = 1ms;
constexpr double report_every = 0.5;    // [s]
constexpr double ping_every = 5.0;      // [s]
constexpr double worth_keeping = 60.0;  // [s]

template <class T>
std::string bytes_of(const T& value) {
    ByteWriter out;
    out.put(value);
    return out.take();
}

std::string bytes_of(const CheckpointPart& part) {
    ByteWriter out;
    out.put(part.bytes);
    return out.take() + part.file + "\n" + part.digest;
}

CheckpointPart part_of_bytes(const std::string& bytes) {
    ByteReader in(bytes);
    CheckpointPart part;
    part.bytes = in.get<std::int64_t>();
    const std::string words = bytes.substr(in.position());
    const std::size_t end = words.find('\n');
    part.file = words.substr(0, end);
    part.digest = words.substr(end + 1);
    return part;
}

/// Signs of life come so often that a healthy rank is never silent for as long as is allowed.
double often_enough(double every, double silence_allowed) {
    return std::min(every, silence_allowed / 4.0);
}

/// What a rank says of itself now and then.
struct Report {
    ProgressTotals totals;
    std::int64_t done = 0;
};

}  // namespace

Conductor::Conductor(const Manifest& manifest, NumberSet pile, const Precautions& precautions, int threads,
                     const CheckpointDirectory& checkpoints, Share& share, ItemQueue& queue,
                     std::atomic<bool>& cancelled, Progress& progress, RunLog& log, Communicator& communicator)
    : manifest_{manifest},
      precautions_{precautions},
      threads_{threads},
      checkpoints_{checkpoints},
      share_{share},
      queue_{queue},
      cancelled_{cancelled},
      progress_{progress},
      log_{log},
      communicator_{communicator},
      post_{communicator.open_post()},
      asked_for_{pile.size()},
      next_checkpoint_{progress.elapsed() + precautions.checkpoint_every} {
    const std::int64_t all_threads = communicator.all_sum(threads);
    if (communicator.is_root()) {
        dealer_.emplace(std::move(pile), all_threads);
        peers_.resize(static_cast<std::size_t>(communicator.size()));
    }
    last_look_ = progress.elapsed();
    root_last_heard_ = last_look_;
    for (Peer& peer : peers_) {
        peer.last_heard = root_last_heard_;
    }
}

Outcome Conductor::run(const std::atomic<bool>& failed) {
    while (!outcome_) {
        if (failed) {
            throw InternalError("a worker has failed");  // its own exception is the one that is told
        }
        post_->poll([this](int rank, const std::string& message) { hear(rank, message); });
        if (const int signal = stop_signal(); signal != 0 && !has_passed_on_signal_) {
            has_passed_on_signal_ = true;
            tell_root(Word::signalled, bytes_of(signal));
        }
        look_at_queue();
        forgive_own_pause();
        report();
        if (communicator_.is_root()) {
            lead();
        }
        std::this_thread::sleep_for(look_every);
    }
    stop_workers();
    return *outcome_;
}

void Conductor::close() {
    post_->close([](int, const std::string&) {});
}

void Conductor::forgive_own_pause() {
    const double now = progress_.elapsed();
    const double pause = now - last_look_;
    last_look_ = now;
    if (pause > precautions_.silence_allowed / 2.0) {
        root_last_heard_ += pause;
        for (Peer& peer : peers_) {
            peer.last_heard += pause;
        }
    }
}

void Conductor::look_at_queue() {
    if (!has_asked_ && !none_left_ && !cancelled_ && queue_.size() < threads_) {
        has_asked_ = true;
        tell_root(Word::want, bytes_of(std::int64_t{threads_}));
    }
}

void Conductor::report() {
    const double now = progress_.elapsed();
    const bool idle = none_left_ && queue_.size() == 0;
    if (now >= next_report_ || (idle && share_.scenarios_done() != last_reported_)) {
        next_report_ = now + often_enough(report_every, precautions_.silence_allowed);
        last_reported_ = share_.scenarios_done();
        tell_root(Word::totals, bytes_of(Report{share_.totals(), last_reported_}));
    }
    if (!communicator_.is_root() && now - root_last_heard_ > precautions_.silence_allowed) {
        throw IoError(
            fmt::format("rank 0 has not answered for {:.0f} s; it or the network has stopped; the last "
                        "checkpoint stands, go on with `hadome resume`",
                        now - root_last_heard_));
    }
}

void Conductor::hear(int rank, const std::string& message) {
    HADOME_EXPECT(!message.empty());
    const auto word = static_cast<Word>(message.front());
    const std::string rest = message.substr(1);
    ByteReader in(rest);
    if (rank == Communicator::root) {
        root_last_heard_ = progress_.elapsed();
    }
    switch (word) {
        case Word::deal: {
            const auto scenarios = in.get<NumberRange>();
            has_asked_ = false;
            none_left_ = scenarios.size() == 0;
            queue_.add(scenarios);
            break;
        }
        case Word::write: write_state(in.get<std::int64_t>()); break;
        case Word::stop: stop_workers(); break;
        case Word::over: outcome_ = in.get<Outcome>(); break;
        case Word::ping: break;
        case Word::want:
        case Word::totals:
        case Word::written:
        case Word::unwritten:
        case Word::signalled: hear_as_root(rank, word, in, rest); break;
    }
}

void Conductor::write_state(std::int64_t generation) {
    try {
        tell_root(Word::written,
                  bytes_of(checkpoints_.write_part(generation, communicator_.rank(), share_.state().to_bytes())));
    } catch (const IoError& error) {
        checkpoints_.discard(generation, communicator_.rank());
        tell_root(Word::unwritten, error.what());
    }
}

void Conductor::stop_workers() {
    cancelled_ = true;
    queue_.close();
}

void Conductor::tell_root(Word word, const std::string& rest) {
    post_->send(Communicator::root, static_cast<char>(word) + rest);
}

// ---- the root -------------------------------------------------------------------------------------------------------

void Conductor::lead() {
    const double now = progress_.elapsed();
    progress_.show();
    if (now >= next_ping_) {
        next_ping_ = now + often_enough(ping_every, precautions_.silence_allowed);
        tell_all(Word::ping);
    }
    look_for_silence(now);
    if (is_writing_) {
        return;
    }
    if (done() == asked_for_ && !is_stopping_) {
        // What took long is put away before it is published.
        if (precautions_.keep_state || precautions_.must_keep_state || now > worth_keeping) {
            is_finishing_ = true;
            begin_checkpoint();
        } else {
            end_run(Outcome::finished);
        }
        return;
    }
    // A stop needs a checkpoint, and what the slowest one took may be taken again.
    const double reserve = 1.0 + 2.0 * checkpoint_took_;
    if (!is_stopping_ && precautions_.stop_after && now + reserve >= *precautions_.stop_after) {
        begin_stop("the wall time is used up");
    } else if (!is_stopping_ && now >= next_checkpoint_) {
        begin_checkpoint();
    }
}

void Conductor::hear_as_root(int rank, Word word, ByteReader& in, const std::string& rest) {
    Peer& peer = peers_[static_cast<std::size_t>(rank)];
    peer.last_heard = progress_.elapsed();
    switch (word) {
        case Word::want: {
            const auto threads = in.get<std::int64_t>();
            const NumberRange scenarios = is_stopping_ ? NumberRange{} : dealer_->deal(threads);
            post_->send(rank, static_cast<char>(Word::deal) + bytes_of(scenarios));
            break;
        }
        case Word::totals: {
            const auto report = in.get<Report>();
            peer.totals = report.totals;
            peer.done = report.done;
            progress_.note(rank, report.totals);
            break;
        }
        case Word::written:
            manifest_.parts.push_back(part_of_bytes(rest));
            --parts_due_;
            break;
        case Word::unwritten:
            checkpoint_problem_ = rest;
            --parts_due_;
            break;
        case Word::signalled:
            if (!is_stopping_) {
                begin_stop(fmt::format("rank {} received signal {}", rank, in.get<int>()));
            }
            break;
        default: break;
    }
    if (is_writing_ && parts_due_ == 0) {
        end_checkpoint();
    }
}

void Conductor::begin_checkpoint() {
    is_writing_ = true;
    checkpoint_began_ = progress_.elapsed();
    checkpoint_problem_.clear();
    parts_due_ = communicator_.size();
    ++manifest_.generation;
    manifest_.parts.clear();
    tell_all(Word::write, bytes_of(manifest_.generation));
}

void Conductor::end_checkpoint() {
    is_writing_ = false;
    if (checkpoint_problem_.empty()) {
        try {
            checkpoints_.publish(manifest_);
        } catch (const IoError& error) {
            checkpoint_problem_ = error.what();
        }
    }
    const double now = progress_.elapsed();
    checkpoint_took_ = std::max(checkpoint_took_, now - checkpoint_began_);
    // Checkpoints take less than a hundredth of the time, whatever was asked for.
    next_checkpoint_ = now + std::max(precautions_.checkpoint_every, 100.0 * (now - checkpoint_began_));
    if (checkpoint_problem_.empty()) {
        log_.say_in_file(
            fmt::format("checkpoint {} written in {:.2f} s", manifest_.generation, now - checkpoint_began_));
    } else {
        log_.say("WARNING: checkpoint not written, the one before stands: " + checkpoint_problem_);
        // A disk that is full is not filled further by what is nobody's.
        for (int rank = 0; rank < communicator_.size(); ++rank) {
            checkpoints_.discard(manifest_.generation, rank);
        }
    }
    if (is_finishing_) {
        const bool lost = !checkpoint_problem_.empty() && precautions_.must_keep_state;
        end_run(lost ? Outcome::checkpoint_failed : Outcome::finished);
    } else if (is_stopping_) {
        end_run(checkpoint_problem_.empty() ? Outcome::stopped : Outcome::checkpoint_failed);
    }
}

void Conductor::begin_stop(const std::string& why) {
    is_stopping_ = true;
    log_.say("stopping: " + why);
    tell_all(Word::stop);
    if (!is_writing_) {
        begin_checkpoint();
    }
}

void Conductor::end_run(Outcome outcome) {
    tell_all(Word::over, bytes_of(outcome));
}

void Conductor::tell_all(Word word, const std::string& rest) {
    for (int rank = 0; rank < communicator_.size(); ++rank) {
        post_->send(rank, static_cast<char>(word) + rest);
    }
}

void Conductor::look_for_silence(double now) {
    for (std::size_t rank = 0; rank < peers_.size(); ++rank) {
        const double silent = now - peers_[rank].last_heard;
        if (silent > precautions_.silence_allowed) {
            throw IoError(
                fmt::format("rank {} has not answered for {:.0f} s; it or the network has stopped; the last "
                            "checkpoint stands, go on with `hadome resume`",
                            rank, silent));
        }
    }
}

std::int64_t Conductor::done() const {
    std::int64_t sum = 0;
    for (const Peer& peer : peers_) {
        sum += peer.done;
    }
    return sum;
}

}  // namespace hadome
