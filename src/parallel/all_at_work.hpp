#pragma once

#include <mpi.h>

#include <chrono>

namespace hadome {

class WatchedTask;

/// All ranks at work, each on a thread of its own and some for longer than others. Who works tells the root now and
/// then that it moves, and the root tells everybody: so nobody takes those for lost whom he waits for, nor himself.
class AllAtWork {
public:
    AllAtWork(MPI_Comm communicator, int rank, int size) : communicator_{communicator}, rank_{rank}, size_{size} {}

    /// Collective: returns when all are done. \param task this rank's work; null: it could not begin, which counts as
    /// done
    void wait(WatchedTask* task);

private:
    enum class Sign : char { moves = 'w', done = 'd' };

    void send(int rank, Sign sign) const;
    void tell_the_others(Sign sign) const;
    void hear();

    MPI_Comm communicator_;
    int rank_;
    int size_;
    int done_ = 0;                 ///< ranks, as the root knows; of another rank: 1 once all are
    bool somebody_moved_ = false;  ///< since the last sign
};

}  // namespace hadome
