#include "parallel/mpi_communicator.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <optional>

#include "core/check.hpp"
#include "parallel/all_at_work.hpp"
#include "parallel/mpi_post.hpp"
#include "parallel/watchdog.hpp"
#include "parallel/watched_task.hpp"

namespace hadome {
namespace {

constexpr int gather_tag = 1;
constexpr int sign_tag = 2;
constexpr char is_at_work = 'w';
constexpr char is_done = 'd';
constexpr std::chrono::milliseconds sign_every{200};

/// Calls `transfer(pointer, count)` for the pieces of a buffer, in order.
template <class Item, class Transfer>
void in_pieces(Item* data, std::size_t size, Transfer transfer) {
    for (std::size_t at = 0; at < size; at += MpiCommunicator::piece_bytes) {
        transfer(data + at, static_cast<int>(std::min(size - at, MpiCommunicator::piece_bytes)));
    }
}

}  // namespace

void check_mpi(int result, const char* doing) {
    if (result != MPI_SUCCESS) {
        std::array<char, MPI_MAX_ERROR_STRING> text{};
        int length = 0;
        MPI_Error_string(result, text.data(), &length);
        throw IoError(std::string("cannot ") + doing + "; MPI: " + text.data() +
                      "; check the network and the limits of the job");
    }
    note_answer();
}

MpiCommunicator::MpiCommunicator(MPI_Comm communicator) : communicator_{communicator} {
    // Failures are thrown, not turned into an abort inside MPI: then the exit code is ours.
    check_mpi(MPI_Comm_set_errhandler(communicator_, MPI_ERRORS_RETURN), "set up MPI");
    check_mpi(MPI_Comm_rank(communicator_, &rank_), "set up MPI");
    check_mpi(MPI_Comm_size(communicator_, &size_), "set up MPI");
}

void MpiCommunicator::broadcast(std::string& bytes) {
    auto size = static_cast<std::uint64_t>(bytes.size());
    check_mpi(MPI_Bcast(&size, 1, MPI_UINT64_T, root, communicator_), "broadcast a size");
    bytes.resize(size);
    in_pieces(bytes.data(), bytes.size(), [&](char* piece, int count) {
        check_mpi(MPI_Bcast(piece, count, MPI_BYTE, root, communicator_), "broadcast");
    });
}

void MpiCommunicator::collect(const std::string& bytes, const Taker& take) {
    const auto size = static_cast<std::uint64_t>(bytes.size());
    std::vector<std::uint64_t> sizes(is_root() ? static_cast<std::size_t>(size_) : 0);
    check_mpi(MPI_Gather(&size, 1, MPI_UINT64_T, sizes.data(), 1, MPI_UINT64_T, root, communicator_), "gather sizes");
    if (!is_root()) {
        in_pieces(bytes.data(), bytes.size(), [&](const char* piece, int count) {
            // Not until the root takes it: many ranks' bytes must not lie in its memory.
            check_mpi(MPI_Ssend(piece, count, MPI_BYTE, root, gather_tag, communicator_), "gather");
        });
        return;
    }
    for (int sender = 0; sender < size_; ++sender) {
        if (sender == root) {
            take(root, bytes);
            continue;
        }
        std::string received(sizes[static_cast<std::size_t>(sender)], '\0');
        in_pieces(received.data(), received.size(), [&](char* piece, int count) {
            check_mpi(MPI_Recv(piece, count, MPI_BYTE, sender, gather_tag, communicator_, MPI_STATUS_IGNORE), "gather");
        });
        take(sender, received);
    }
}

std::int64_t MpiCommunicator::all_max(std::int64_t value) {
    std::int64_t result = 0;
    check_mpi(MPI_Allreduce(&value, &result, 1, MPI_INT64_T, MPI_MAX, communicator_), "agree on a maximum");
    return result;
}

std::int64_t MpiCommunicator::all_sum(std::int64_t value) {
    std::int64_t result = 0;
    check_mpi(MPI_Allreduce(&value, &result, 1, MPI_INT64_T, MPI_SUM, communicator_), "agree on a sum");
    return result;
}

void MpiCommunicator::all_sum(std::span<std::int64_t> values) {
    in_pieces(values.data(), values.size(), [&](std::int64_t* piece, int count) {
        check_mpi(MPI_Allreduce(MPI_IN_PLACE, piece, count, MPI_INT64_T, MPI_SUM, communicator_), "agree on sums");
    });
}

void MpiCommunicator::barrier() {
    check_mpi(MPI_Barrier(communicator_), "wait for all ranks");
}

void MpiCommunicator::let_root_work(const std::function<void()>& work) {
    if (!is_root()) {
        char sign = is_at_work;
        while (sign == is_at_work) {
            check_mpi(MPI_Recv(&sign, 1, MPI_BYTE, root, sign_tag, communicator_, MPI_STATUS_IGNORE),
                      "wait for rank 0");
        }
        return;
    }
    const auto give = [this](char sign) {
        for (int rank = 0; rank < size_; ++rank) {
            if (rank != root) {
                check_mpi(MPI_Send(&sign, 1, MPI_BYTE, rank, sign_tag, communicator_), "give a sign of life");
            }
        }
    };
    // Only this thread may call MPI, so it is the work that goes elsewhere.
    std::optional<WatchedTask> task;
    try {
        task.emplace(work);
    } catch (...) {
        give(is_done);  // what could not begin keeps nobody waiting
        throw;
    }
    while (!task->ends_within(sign_every)) {
        if (task->has_moved()) {
            give(is_at_work);
        }
    }
    give(is_done);
    task->get();
}

void MpiCommunicator::let_all_work(const std::function<void()>& work) {
    if (size_ == 1) {
        work();
        return;
    }
    std::optional<WatchedTask> task;
    std::exception_ptr no_thread;
    try {
        task.emplace(work);
    } catch (...) {
        no_thread = std::current_exception();
    }
    AllAtWork(communicator_, rank_, size_).wait(task ? &*task : nullptr);
    if (no_thread) {
        std::rethrow_exception(no_thread);
    }
    task->get();
}

std::unique_ptr<Post> MpiCommunicator::open_post() {
    return std::make_unique<MpiPost>(communicator_);
}

}  // namespace hadome
