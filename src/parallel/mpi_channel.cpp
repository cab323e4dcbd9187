#include "parallel/mpi_channel.hpp"

#include <utility>

#include "core/check.hpp"
#include "parallel/mpi_communicator.hpp"

namespace hadome {
namespace {

constexpr int message_tag = 1;
/// Messages of one sender do not overtake each other, so after this one nothing more comes from it.
constexpr int goodbye_tag = 2;

}  // namespace

MpiChannel::MpiChannel(MPI_Comm parent, std::size_t message_bytes)
    : outgoing_(message_bytes), incoming_(message_bytes) {
    check_mpi(MPI_Comm_dup(parent, &communicator_), "open a message channel");
    MPI_Comm_rank(communicator_, &rank_);
    MPI_Comm_size(communicator_, &open_senders_);
    --open_senders_;
}

bool MpiChannel::post(std::span<const std::byte> message) {
    HADOME_EXPECT(message.size() == outgoing_.size());
    if (is_root()) {
        own_.emplace_back(message.begin(), message.end());
        return true;
    }
    int gone = 0;
    check_mpi(MPI_Test(&sending_, &gone, MPI_STATUS_IGNORE), "send progress");
    if (gone == 0) {
        return false;
    }
    outgoing_.assign(message.begin(), message.end());
    check_mpi(MPI_Isend(outgoing_.data(), static_cast<int>(outgoing_.size()), MPI_BYTE, Communicator::root, message_tag,
                        communicator_, &sending_),
              "send progress");
    return true;
}

void MpiChannel::poll(const Handler& handler) {
    if (!is_root()) {
        return;
    }
    deliver_own(handler);
    for (;;) {
        int arrived = 0;
        MPI_Status status;
        check_mpi(MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, communicator_, &arrived, &status), "look for progress");
        if (arrived == 0) {
            return;
        }
        receive(status, handler);
    }
}

void MpiChannel::close(const Handler& handler) {
    if (is_root()) {
        deliver_own(handler);
        while (open_senders_ > 0) {
            MPI_Status status;
            check_mpi(MPI_Probe(MPI_ANY_SOURCE, MPI_ANY_TAG, communicator_, &status), "wait for progress");
            receive(status, handler);
        }
    } else {
        check_mpi(MPI_Wait(&sending_, MPI_STATUS_IGNORE), "send progress");
        check_mpi(MPI_Send(nullptr, 0, MPI_BYTE, Communicator::root, goodbye_tag, communicator_),
                  "close a message channel");
    }
    check_mpi(MPI_Comm_free(&communicator_), "close a message channel");
}

void MpiChannel::deliver_own(const Handler& handler) {
    for (const auto& message : std::exchange(own_, {})) {
        handler(rank_, message);
    }
}

void MpiChannel::receive(const MPI_Status& status, const Handler& handler) {
    check_mpi(MPI_Recv(incoming_.data(), static_cast<int>(incoming_.size()), MPI_BYTE, status.MPI_SOURCE,
                       status.MPI_TAG, communicator_, MPI_STATUS_IGNORE),
              "receive progress");
    if (status.MPI_TAG == goodbye_tag) {
        --open_senders_;
    } else {
        handler(status.MPI_SOURCE, incoming_);
    }
}

}  // namespace hadome
