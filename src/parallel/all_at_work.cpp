#include "parallel/all_at_work.hpp"

#include <algorithm>
#include <thread>

#include "parallel/communicator.hpp"
#include "parallel/mpi_communicator.hpp"
#include "parallel/watchdog.hpp"
#include "parallel/watched_task.hpp"

namespace hadome {
namespace {

constexpr int to_root_tag = 3;
constexpr int to_others_tag = 4;
constexpr std::chrono::milliseconds sign_every{200};
constexpr std::chrono::milliseconds longest_pause{20};

/// Not by check_mpi, which takes a call that returns for an answer: these calls wait for nobody.
void check(int result, const char* doing) {
    if (result != MPI_SUCCESS) {
        check_mpi(result, doing);
    }
}

}  // namespace

void AllAtWork::wait(WatchedTask* task) {
    const bool is_root = rank_ == Communicator::root;
    const int all = is_root ? size_ : 1;
    std::chrono::milliseconds pause{1};
    auto last_sign = std::chrono::steady_clock::now();
    for (bool at_work = true; done_ < all; pause = std::min(2 * pause, longest_pause)) {
        if (at_work && (task == nullptr || task->ends_within(pause))) {
            at_work = false;
            if (is_root) {
                ++done_;
            } else {
                send(Communicator::root, Sign::done);
            }
        } else if (!at_work) {
            std::this_thread::sleep_for(pause);
        }
        hear();
        if (const auto now = std::chrono::steady_clock::now(); now - last_sign >= sign_every) {
            last_sign = now;
            const bool moves = at_work && task->has_moved();
            if (moves) {
                note_answer();
            }
            if (moves && !is_root) {
                send(Communicator::root, Sign::moves);
            } else if (is_root && (moves || somebody_moved_)) {
                tell_the_others(Sign::moves);
                somebody_moved_ = false;
            }
        }
    }
    if (is_root) {
        tell_the_others(Sign::done);
    }
}

void AllAtWork::send(int rank, Sign sign) const {
    const char byte = static_cast<char>(sign);
    const int tag = rank == Communicator::root ? to_root_tag : to_others_tag;
    check(MPI_Send(&byte, 1, MPI_BYTE, rank, tag, communicator_), "give a sign of life");
}

void AllAtWork::tell_the_others(Sign sign) const {
    for (int rank = 0; rank < size_; ++rank) {
        if (rank != Communicator::root) {
            send(rank, sign);
        }
    }
}

/// Takes the signs that have come. Those of one rank come in the order in which it gave them: behind its last one there
/// is none of this work.
void AllAtWork::hear() {
    const int tag = rank_ == Communicator::root ? to_root_tag : to_others_tag;
    const int all = rank_ == Communicator::root ? size_ : 1;
    while (done_ < all) {
        int is_there = 0;
        MPI_Status status;
        check(MPI_Iprobe(MPI_ANY_SOURCE, tag, communicator_, &is_there, &status), "listen for signs of life");
        if (is_there == 0) {
            return;
        }
        char sign = 0;
        check_mpi(MPI_Recv(&sign, 1, MPI_BYTE, status.MPI_SOURCE, tag, communicator_, MPI_STATUS_IGNORE),
                  "hear signs of life");
        if (sign == static_cast<char>(Sign::done)) {
            ++done_;
        } else {
            somebody_moved_ = true;
        }
    }
}

}  // namespace hadome
