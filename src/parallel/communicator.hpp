#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace hadome {

/// Small messages of one size from every rank to the root, none of which anybody waits for. Main thread only.
class MessageChannel {
public:
    using Handler = std::function<void(int rank, std::span<const std::byte> message)>;

    virtual ~MessageChannel() = default;
    /// Sends unless the message before is still under way: then nothing is sent and false returned. A sender whose
    /// messages are running totals loses nothing by that.
    virtual bool post(std::span<const std::byte> message) = 0;
    /// Root: hands over what has arrived, in the order of sending for each rank. Elsewhere: nothing.
    virtual void poll(const Handler& handler) = 0;
    /// Collective, to be called once: the root is handed all that was posted. Nothing may be posted afterwards.
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
    /// Root: the bytes of every rank, by rank. Elsewhere: empty.
    virtual std::vector<std::string> gather(const std::string& bytes) = 0;
    virtual std::int64_t all_max(std::int64_t value) = 0;
    virtual std::int64_t all_sum(std::int64_t value) = 0;
    virtual void barrier() = 0;
    virtual std::unique_ptr<MessageChannel> open_channel(std::size_t message_bytes) = 0;
};

}  // namespace hadome
