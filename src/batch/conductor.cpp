#include "batch/conductor.hpp"

#include <chrono>
#include <thread>

#include "batch/stop_signal.hpp"
#include "core/check.hpp"

namespace hadome {

namespace {

using namespace std::chrono_literals;

constexpr auto look_every = 1ms;
constexpr double report_every = 0.5;  // [s]

}  // namespace

Conductor::Conductor(int rank, int threads, const Precautions& precautions, const CheckpointDirectory& checkpoints,
                     Share& share, ItemQueue& queue, std::atomic<bool>& cancelled, const Progress& clock, Post& post,
                     Leader* leader)
    : rank_{rank},
      threads_{threads},
      precautions_{precautions},
      checkpoints_{checkpoints},
      share_{share},
      queue_{queue},
      cancelled_{cancelled},
      clock_{clock},
      post_{post},
      leader_{leader},
      last_look_{clock.elapsed()} {
    root_silence_.end(last_look_);
}

Outcome Conductor::run(const std::atomic<bool>& failed) {
    while (!outcome_) {
        if (failed) {
            throw InternalError("a worker has failed");  // its own exception is the one that is told
        }
        post_.poll([this](int rank, const std::string& letter) { hear(rank, Letter(letter)); });
        pass_on_signal();
        look_at_queue();
        forgive_own_pause();
        report();
        if (leader_ != nullptr) {
            leader_->lead();
        } else {
            root_silence_.check(Communicator::root, clock_.elapsed(), precautions_.silence_allowed);
        }
        std::this_thread::sleep_for(look_every);
    }
    stop_workers();
    return *outcome_;
}

void Conductor::hear(int rank, Letter letter) {
    if (rank == Communicator::root) {
        root_silence_.end(clock_.elapsed());
    }
    switch (letter.word()) {
        case Word::deal: {
            const auto scenarios = letter.content<NumberRange>();
            has_asked_ = false;
            none_left_ = scenarios.size() == 0;
            queue_.add(scenarios);
            break;
        }
        case Word::write: write_state(letter.content<std::int64_t>()); break;
        case Word::stop: stop_workers(); break;
        case Word::over: outcome_ = letter.content<Outcome>(); break;
        case Word::ping: break;
        default: HADOME_EXPECT(leader_ != nullptr); leader_->hear(rank, letter);
    }
}

void Conductor::pass_on_signal() {
    if (const int signal = stop_signal(); signal != 0 && !has_passed_on_signal_) {
        has_passed_on_signal_ = true;
        tell_root(write_letter(Word::signalled, signal));
    }
}

void Conductor::look_at_queue() {
    if (!has_asked_ && !none_left_ && !cancelled_ && queue_.size() < threads_) {
        has_asked_ = true;
        tell_root(write_letter(Word::want, std::int64_t{threads_}));
    }
}

void Conductor::forgive_own_pause() {
    const double now = clock_.elapsed();
    const double pause = now - last_look_;
    last_look_ = now;
    if (pause > precautions_.silence_allowed / 2.0) {
        root_silence_.forgive(pause);
        if (leader_ != nullptr) {
            leader_->forgive(pause);
        }
    }
}

void Conductor::report() {
    const double now = clock_.elapsed();
    const bool idle = none_left_ && queue_.size() == 0;
    if (now >= next_report_ || (idle && share_.scenarios_done() != last_reported_)) {
        next_report_ = now + often_enough(report_every, precautions_.silence_allowed);
        last_reported_ = share_.scenarios_done();
        tell_root(write_letter(Word::totals, Report{share_.totals(), last_reported_}));
    }
}

void Conductor::write_state(std::int64_t generation) {
    checkpoints_.require_same_place();
    try {
        tell_root(write_letter(Word::written, checkpoints_.write_part(generation, rank_, share_.state().to_bytes())));
    } catch (const IoError& error) {
        checkpoints_.discard(generation, rank_);
        tell_root(write_letter(Word::unwritten, std::string(error.what())));
    }
}

void Conductor::stop_workers() {
    cancelled_ = true;
    queue_.close();
}

}  // namespace hadome
