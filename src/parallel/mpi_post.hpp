#pragma once

#include <mpi.h>

#include <list>
#include <string>

#include "parallel/communicator.hpp"

namespace hadome {

/// The post over MPI, on a communicator of its own so that its messages cannot be taken for anybody else's.
class MpiPost final : public Post {
public:
    /// Collective.
    explicit MpiPost(MPI_Comm parent);

    void send(int rank, std::string message) override;
    void poll(const Handler& handler) override;
    void close(const Handler& handler) override;

private:
    struct Letter {
        std::string text;  ///< must stay until it has gone
        MPI_Request request = MPI_REQUEST_NULL;
    };
    bool is_root() const { return rank_ == Communicator::root; }
    void post(int rank, int tag, std::string text);
    void forget_what_has_gone();
    void deliver_own(const Handler& handler);
    void receive(MPI_Message* message, const MPI_Status& status, const Handler& handler);
    void receive_until_goodbye(const Handler& handler);

    MPI_Comm communicator_ = MPI_COMM_NULL;
    int rank_ = 0;
    int size_ = 1;
    int open_senders_ = 0;        ///< from whom letters may still come
    std::list<Letter> outgoing_;  ///< under way
    std::list<std::string> own_;  ///< the root's letters to itself, which travel nowhere
};

}  // namespace hadome
