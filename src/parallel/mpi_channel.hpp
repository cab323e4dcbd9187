#pragma once

#include <mpi.h>

#include <vector>

#include "parallel/communicator.hpp"

namespace hadome {

/// Messages over MPI, on a communicator of its own so that they cannot be taken for anybody else's.
class MpiChannel final : public MessageChannel {
public:
    /// Collective.
    MpiChannel(MPI_Comm parent, std::size_t message_bytes);

    bool post(std::span<const std::byte> message) override;
    void poll(const Handler& handler) override;
    void close(const Handler& handler) override;

private:
    bool is_root() const { return rank_ == Communicator::root; }
    void deliver_own(const Handler& handler);
    void receive(const MPI_Status& status, const Handler& handler);

    MPI_Comm communicator_ = MPI_COMM_NULL;
    int rank_ = 0;
    int open_senders_ = 0;                    ///< root: ranks that have not said goodbye
    MPI_Request sending_ = MPI_REQUEST_NULL;  ///< of `outgoing_`, which must stay until it has gone
    std::vector<std::byte> outgoing_;
    std::vector<std::byte> incoming_;
    std::vector<std::vector<std::byte>> own_;  ///< the root's own messages, which travel nowhere
};

}  // namespace hadome
