#pragma once

#include <functional>

#include "parallel/communicator.hpp"
#include "parallel/exit_code.hpp"

namespace hadome {

/// Collective: runs `work` on every rank and goes on only if it went well on all of them. Within `work` no rank may
/// wait for another, unless `work` is one collective call with nothing before it that could fail.
/// \throws AgreedError on every rank, with the failure of the lowest rank that failed
void agree(Communicator& communicator, const std::function<void()>& work);

/// Collective: as `agree`, for work that may take longer than a watchdog waits (reading all that was simulated). It
/// runs on a thread of its own on every rank, and may not communicate.
void agree_on_long_work(Communicator& communicator, const std::function<void()>& work);

/// Collective: as `agree`, for work that only the root does (reading input, creating a file), however long it takes. It
/// runs on a thread of its own, and may not communicate.
void agree_on_root(Communicator& communicator, const std::function<void()>& work);

}  // namespace hadome
