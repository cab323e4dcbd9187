#pragma once

#include <cstring>
#include <functional>
#include <memory>
#include <type_traits>

#include "parallel/communicator.hpp"

namespace hadome {

/// A message channel that knows what it carries.
template <class Message>
class ProgressChannel {
    static_assert(std::is_trivially_copyable_v<Message>);

public:
    using Handler = std::function<void(int rank, const Message& message)>;

    /// Collective.
    explicit ProgressChannel(Communicator& communicator) : channel_{communicator.open_channel(sizeof(Message))} {}

    bool post(const Message& message) { return channel_->post(std::as_bytes(std::span(&message, 1))); }
    void poll(const Handler& handler) { channel_->poll(unpacking(handler)); }
    void close(const Handler& handler) { channel_->close(unpacking(handler)); }

private:
    static MessageChannel::Handler unpacking(const Handler& handler) {
        return [&handler](int rank, std::span<const std::byte> bytes) {
            Message message;
            std::memcpy(&message, bytes.data(), sizeof(Message));
            handler(rank, message);
        };
    }
    std::unique_ptr<MessageChannel> channel_;
};

}  // namespace hadome
