#pragma once

#include <atomic>
#include <limits>
#include <memory>

#include "cascade/journal.hpp"
#include "cascade/treatment.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

struct SimulatorOptions {
    /// Steps (WorkBudget) after which a scenario is given up (Journal::given_up).
    std::int64_t work_limit = std::numeric_limits<std::int64_t>::max();
    /// Changes and notes after which it is: a journal of 10 million takes 320 MB.
    std::int64_t record_limit = 10'000'000;
    bool keep_notes = false;  ///< Journal::notes
    /// Looked at from instant to instant: once true, `run` throws Cancelled. May be null.
    const std::atomic<bool>* cancelled = nullptr;
};

/// Thrown by a simulation that nobody waits for any more.
struct Cancelled {};

/// The event-driven simulator: piecewise constant states, exact event times, work in proportion to what changes.
/// Agrees with `Reference` to the last unit. Immutable model, own scratch memory: one simulator per thread.
class Simulator {
public:
    /// \param cap simulated time at which a scenario is cut off [ticks]
    Simulator(const Model& model, Tick cap, const SimulatorOptions& options = {});
    ~Simulator();
    Simulator(Simulator&&) noexcept;

    /// The journal stays good until the next call. \throws Cancelled
    const Journal& run(const Scenario& scenario, const Treatment& treatment);

private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace hadome
