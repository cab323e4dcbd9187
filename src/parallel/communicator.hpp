#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace hadome {

/// Letters between the root and every other rank, none of which anybody waits for. Main thread only. Two-sided, so that
/// no rank starves whatever the transport does with one-sided calls.
class Post {
public:
    using Handler = std::function<void(int rank, const std::string& message)>;

    virtual ~Post() = default;
    /// \pre sender or receiver is the root
    virtual void send(int rank, std::string message) = 0;
    /// Hands over what has arrived, in the order of sending for each rank. The handler may send.
    virtual void poll(const Handler& handler) = 0;
    /// Collective, to be called once: everybody is handed all that was sent to them before. The root's handler may
    /// still send; nobody else may.
    virtual void close(const Handler& handler) = 0;
};

/// The ranks of one run. All but `rank` and `size` are collective: every rank calls them in the same order.
///
/// Reductions are of whole numbers only: results must not depend on the order of a floating-point sum.
class Communicator {
public:
    static constexpr int root = 0;

    virtual ~Communicator() = default;
    virtual int rank() const = 0;
    virtual int size() const = 0;
    bool is_root() const { return rank() == root; }

    /// Every rank gets the root's bytes, of any number.
    virtual void broadcast(std::string& bytes) = 0;
    using Taker = std::function<void(int rank, const std::string& bytes)>;
    /// Root: takes the bytes of every rank, by rank; no two ranks' are in memory together, but the root's own.
    /// Elsewhere nothing is taken. \param take must not throw
    virtual void collect(const std::string& bytes, const Taker& take) = 0;
    /// Root: the bytes of every rank, by rank. Elsewhere: empty.
    std::vector<std::string> gather(const std::string& bytes) {
        std::vector<std::string> all;
        collect(bytes, [&](int, const std::string& one) { all.push_back(one); });
        return all;
    }
    virtual std::int64_t all_max(std::int64_t value) = 0;
    virtual std::int64_t all_sum(std::int64_t value) = 0;
    /// One by one, in place.
    virtual void all_sum(std::span<std::int64_t> values) = 0;
    virtual void barrier() = 0;
    /// The root does `work`, which must not communicate, however long it takes; the others wait, and see that it moves.
    /// Not of who hangs in a system call: signs of life are given for work that uses a processor.
    /// \throws on the root whatever `work` throws
    virtual void let_root_work(const std::function<void()>& work) = 0;
    /// Every rank does its `work`, which must not communicate, however long it takes; all wait for the last one, and
    /// see that somebody moves. \throws on each rank whatever its own `work` throws, when all have ended
    virtual void let_all_work(const std::function<void()>& work) = 0;
    virtual std::unique_ptr<Post> open_post() = 0;
};

}  // namespace hadome
