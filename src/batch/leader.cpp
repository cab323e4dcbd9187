#include "batch/leader.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/check.hpp"

namespace hadome {

namespace {

constexpr double ping_every = 5.0;      // [s]
constexpr double worth_keeping = 60.0;  // [s]
constexpr double checkpoints_before_stop = 10.0;
constexpr double most_inherited = 0.2;  // of the wall time: what was once slow must not keep all sessions from work

}  // namespace

Leader::Leader(const Manifest& manifest, NumberSet pile, std::int64_t threads, int ranks,
               const Precautions& precautions, const CheckpointDirectory& checkpoints, Progress& progress, RunLog& log,
               Post& post)
    : manifest_{manifest},
      asked_for_{pile.size()},
      dealer_{std::move(pile), threads},
      peers_(static_cast<std::size_t>(ranks)),
      precautions_{precautions},
      checkpoints_{checkpoints},
      progress_{progress},
      log_{log},
      post_{post} {
    const double now = progress.elapsed();
    checkpoint_takes_ = 1e-3 * static_cast<double>(manifest.slowest_ms);
    if (precautions.stop_after) {
        const double left = *precautions.stop_after - now;
        // So that it is known in time how long the checkpoint of the stop may take, which writes about as much.
        precautions_.checkpoint_every = std::min(precautions.checkpoint_every, left / checkpoints_before_stop);
        checkpoint_takes_ = std::min(checkpoint_takes_, most_inherited * std::max(left, 0.0));
    }
    next_checkpoint_ = now + precautions_.checkpoint_every;
    for (Peer& peer : peers_) {
        peer.silence.end(now);
    }
}

void Leader::hear(int rank, Letter& letter) {
    Peer& peer = peers_[static_cast<std::size_t>(rank)];
    peer.silence.end(progress_.elapsed());
    switch (letter.word()) {
        case Word::want: {
            const auto threads = letter.content<std::int64_t>();
            const NumberRange scenarios = is_stopping_ ? NumberRange{} : dealer_.deal(threads);
            post_.send(rank, write_letter(Word::deal, scenarios));
            break;
        }
        case Word::totals: {
            const auto report = letter.content<Report>();
            peer.totals = report.totals;
            peer.done = report.done;
            progress_.note(rank, report.totals);
            break;
        }
        case Word::written:
            manifest_.parts.push_back(letter.content<CheckpointPart>());
            --parts_due_;
            break;
        case Word::unwritten:
            checkpoint_problem_ = letter.content<std::string>();
            --parts_due_;
            break;
        case Word::signalled:
            if (!is_stopping_ && !is_over_) {
                begin_stop(fmt::format("rank {} received signal {}", rank, letter.content<int>()));
            }
            break;
        default: throw InternalError("a letter that is not for the root");
    }
    if (is_writing_ && parts_due_ == 0) {
        end_checkpoint();
    }
}

void Leader::lead() {
    if (is_over_) {
        return;  // the root's own letter of it comes with the next post
    }
    const double now = progress_.elapsed();
    progress_.show();
    if (now >= next_ping_) {
        next_ping_ = now + often_enough(ping_every, precautions_.silence_allowed);
        tell_all(write_letter(Word::ping));
    }
    for (std::size_t rank = 0; rank < peers_.size(); ++rank) {
        peers_[rank].silence.check(static_cast<int>(rank), now, precautions_.silence_allowed);
    }
    if (is_writing_) {
        return;
    }
    if (done() == asked_for_ && !is_stopping_) {
        finish(now);
    } else if (!is_stopping_ && time_left(now, 1.0) <= 0.0) {
        begin_stop("the wall time is used up");
    } else if (!is_stopping_ && now >= next_checkpoint_) {
        begin_checkpoint();
    }
}

void Leader::finish(double now) {
    if (is_too_late_to_publish(time_left(now, 0.0))) {
        begin_stop(too_late_to_publish());
    } else if (precautions_.must_keep_state || (asked_for_ > 0 && (precautions_.keep_state || now > worth_keeping))) {
        // To be extended, or because it took long.
        is_finishing_ = true;
        begin_checkpoint();
    } else {
        end_run(Outcome::finished);
    }
}

bool Leader::is_too_late_to_publish(double left) const {
    // Who has simulated nothing will not have more time the next time.
    const bool may_stop = asked_for_ > 0 && !precautions_.must_keep_state;
    return may_stop && left <= precautions_.publishing_takes;
}

std::string Leader::too_late_to_publish() const {
    return fmt::format(
        "all is simulated, and the wall time may not suffice to publish it, which is reckoned to take {:.0f} s; "
        "`hadome resume` will only have to publish",
        precautions_.publishing_takes);
}

void Leader::forgive(double pause) {
    for (Peer& peer : peers_) {
        peer.silence.forgive(pause);
    }
}

void Leader::begin_checkpoint() {
    is_writing_ = true;
    checkpoint_began_ = progress_.elapsed();
    checkpoint_problem_.clear();
    parts_due_ = peers_.size();
    ++manifest_.generation;
    manifest_.parts.clear();
    tell_all(write_letter(Word::write, manifest_.generation));
}

void Leader::end_checkpoint() {
    is_writing_ = false;
    if (checkpoint_problem_.empty()) {
        try {
            checkpoints_.publish(manifest_);
            manifest_.follows = manifest_.generation;
        } catch (const IoError& error) {
            checkpoint_problem_ = error.what();
        }
    }
    const double now = progress_.elapsed();
    checkpoint_takes_ = has_written_ ? std::max(checkpoint_takes_, now - checkpoint_began_) : now - checkpoint_began_;
    has_written_ = true;
    manifest_.slowest_ms = std::llround(1e3 * checkpoint_takes_);  // read in the manifest of the next one
    // Checkpoints take less than a hundredth of the time, whatever was asked for.
    next_checkpoint_ = now + std::max(precautions_.checkpoint_every, 100.0 * (now - checkpoint_began_));
    if (checkpoint_problem_.empty()) {
        log_.say_in_file(
            fmt::format("checkpoint {} written in {:.2f} s", manifest_.generation, now - checkpoint_began_));
    } else {
        log_.say("WARNING: checkpoint not written, the one before stands: " + checkpoint_problem_);
        // A disk that is full is not filled further by what is nobody's.
        for (std::size_t rank = 0; rank < peers_.size(); ++rank) {
            checkpoints_.discard(manifest_.generation, static_cast<int>(rank));
        }
    }
    if (is_finishing_ && !is_stopping_ && checkpoint_problem_.empty() && is_too_late_to_publish(wall_time_left(now))) {
        announce_stop(too_late_to_publish());  // this checkpoint took longer than those before it
    }
    // What is announced is done: a signal that came while the last checkpoint was written is a stop, which it serves.
    if (is_stopping_) {
        end_run(checkpoint_problem_.empty() ? Outcome::stopped : Outcome::checkpoint_failed);
    } else if (is_finishing_) {
        const bool lost = !checkpoint_problem_.empty() && precautions_.must_keep_state;
        end_run(lost ? Outcome::checkpoint_failed : Outcome::finished);
    }
}

void Leader::announce_stop(const std::string& why) {
    is_stopping_ = true;
    log_.say("stopping: " + why);
    tell_all(write_letter(Word::stop));
}

void Leader::begin_stop(const std::string& why) {
    announce_stop(why);
    if (!is_writing_) {
        begin_checkpoint();
    }
}

void Leader::end_run(Outcome outcome) {
    is_over_ = true;
    tell_all(write_letter(Word::over, outcome));
}

void Leader::tell_all(const std::string& letter) {
    for (std::size_t rank = 0; rank < peers_.size(); ++rank) {
        post_.send(static_cast<int>(rank), letter);
    }
}

double Leader::wall_time_left(double now) const {
    return precautions_.stop_after.value_or(std::numeric_limits<double>::infinity()) - now;
}

double Leader::time_left(double now, double work) const {
    // What the slowest checkpoint took may be taken again.
    return wall_time_left(now) - work - 2.0 * checkpoint_takes_;
}

std::int64_t Leader::done() const {
    std::int64_t sum = 0;
    for (const Peer& peer : peers_) {
        sum += peer.done;
    }
    return sum;
}

}  // namespace hadome
