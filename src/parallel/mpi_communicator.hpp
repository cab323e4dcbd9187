#pragma once

#include <mpi.h>

#include <string>

#include "parallel/communicator.hpp"

namespace hadome {

/// The ranks of an MPI communicator, which it does not own. Lives within `run_on_ranks`.
class MpiCommunicator final : public Communicator {
public:
    explicit MpiCommunicator(MPI_Comm communicator);

    int rank() const override { return rank_; }
    int size() const override { return size_; }
    void broadcast(std::string& bytes) override;
    void collect(const std::string& bytes, const Taker& take) override;
    std::int64_t all_max(std::int64_t value) override;
    std::int64_t all_sum(std::int64_t value) override;
    void all_sum(std::span<std::int64_t> values) override;
    void barrier() override;
    void let_root_work(const std::function<void()>& work) override;
    void let_all_work(const std::function<void()>& work) override;
    std::unique_ptr<Post> open_post() override;

    MPI_Comm handle() const { return communicator_; }

    /// Longest single message; longer ones go in pieces, since counts in MPI-3 are of type int.
    static constexpr std::size_t piece_bytes = std::size_t{1} << 30;

private:
    MPI_Comm communicator_;
    int rank_ = 0;
    int size_ = 1;
};

/// \throws IoError with MPI's own words when `result` is not MPI_SUCCESS
void check_mpi(int result, const char* doing);

}  // namespace hadome
