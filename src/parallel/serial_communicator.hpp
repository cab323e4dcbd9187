#pragma once

#include "parallel/communicator.hpp"

namespace hadome {

/// One rank without MPI: for commands that need no company, and for tests.
class SerialCommunicator final : public Communicator {
public:
    int rank() const override { return root; }
    int size() const override { return 1; }
    void broadcast(std::string&) override {}
    void collect(const std::string& bytes, const Taker& take) override { take(root, bytes); }
    std::int64_t all_max(std::int64_t value) override { return value; }
    std::int64_t all_sum(std::int64_t value) override { return value; }
    void all_sum(std::span<std::int64_t>) override {}
    void barrier() override {}
    void let_root_work(const std::function<void()>& work) override { work(); }
    void let_all_work(const std::function<void()>& work) override { work(); }
    std::unique_ptr<Post> open_post() override;
};

}  // namespace hadome
