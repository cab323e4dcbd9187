#include "parallel/mpi_post.hpp"

#include <utility>

#include "core/check.hpp"
#include "parallel/mpi_communicator.hpp"

namespace hadome {
namespace {

constexpr int letter_tag = 1;
/// Messages of one sender do not overtake each other, so after this one nothing more comes from it.
constexpr int goodbye_tag = 2;

}  // namespace

MpiPost::MpiPost(MPI_Comm parent) {
    check_mpi(MPI_Comm_dup(parent, &communicator_), "open the post");
    MPI_Comm_rank(communicator_, &rank_);
    MPI_Comm_size(communicator_, &size_);
    open_senders_ = is_root() ? size_ - 1 : 1;
}

void MpiPost::send(int rank, std::string message) {
    HADOME_EXPECT(is_root() || rank == Communicator::root);
    if (rank == rank_) {
        own_.push_back(std::move(message));
        return;
    }
    post(rank, letter_tag, std::move(message));
}

void MpiPost::post(int rank, int tag, std::string text) {
    HADOME_EXPECT(text.size() < MpiCommunicator::piece_bytes);
    Letter& letter = outgoing_.emplace_back();
    letter.text = std::move(text);
    check_mpi(MPI_Isend(letter.text.data(), static_cast<int>(letter.text.size()), MPI_BYTE, rank, tag, communicator_,
                        &letter.request),
              "send a message");
}

void MpiPost::forget_what_has_gone() {
    for (auto letter = outgoing_.begin(); letter != outgoing_.end();) {
        int gone = 0;
        check_mpi(MPI_Test(&letter->request, &gone, MPI_STATUS_IGNORE), "send a message");
        letter = gone != 0 ? outgoing_.erase(letter) : std::next(letter);
    }
}

void MpiPost::poll(const Handler& handler) {
    forget_what_has_gone();
    deliver_own(handler);
    for (;;) {
        int arrived = 0;
        MPI_Message message = MPI_MESSAGE_NULL;
        MPI_Status status;
        check_mpi(MPI_Improbe(MPI_ANY_SOURCE, MPI_ANY_TAG, communicator_, &arrived, &message, &status),
                  "look for messages");
        if (arrived == 0) {
            return;
        }
        receive(&message, status, handler);
    }
}

void MpiPost::close(const Handler& handler) {
    deliver_own(handler);
    // The root hears everybody out before it says goodbye, so that answers to its last letters are not lost.
    if (!is_root()) {
        post(Communicator::root, goodbye_tag, {});
        receive_until_goodbye(handler);
    } else {
        receive_until_goodbye(handler);
        for (int rank = 0; rank < size_; ++rank) {
            if (rank != rank_) {
                post(rank, goodbye_tag, {});
            }
        }
    }
    for (Letter& letter : outgoing_) {
        check_mpi(MPI_Wait(&letter.request, MPI_STATUS_IGNORE), "close the post");
    }
    outgoing_.clear();
    check_mpi(MPI_Comm_free(&communicator_), "close the post");
}

void MpiPost::receive_until_goodbye(const Handler& handler) {
    while (open_senders_ > 0) {
        MPI_Message message = MPI_MESSAGE_NULL;
        MPI_Status status;
        check_mpi(MPI_Mprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, communicator_, &message, &status), "wait for messages");
        receive(&message, status, handler);
    }
}

void MpiPost::deliver_own(const Handler& handler) {
    while (!own_.empty()) {
        const std::string letter = std::move(own_.front());
        own_.pop_front();
        handler(rank_, letter);
    }
}

void MpiPost::receive(MPI_Message* message, const MPI_Status& status, const Handler& handler) {
    int size = 0;
    check_mpi(MPI_Get_count(&status, MPI_BYTE, &size), "receive a message");
    std::string letter(static_cast<std::size_t>(size), '\0');
    check_mpi(MPI_Mrecv(letter.data(), size, MPI_BYTE, message, MPI_STATUS_IGNORE), "receive a message");
    if (status.MPI_TAG == goodbye_tag) {
        --open_senders_;
    } else {
        handler(status.MPI_SOURCE, letter);
    }
}

}  // namespace hadome
