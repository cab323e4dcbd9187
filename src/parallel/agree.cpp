#include "parallel/agree.hpp"

#include <optional>

namespace hadome {
namespace {

std::string pack(const Failure& failure) {
    return static_cast<char>(failure.code) + failure.message;
}

Failure unpack(const std::string& bytes) {
    return {static_cast<ExitCode>(bytes.front()), bytes.substr(1)};
}

}  // namespace

void agree(Communicator& communicator, const std::function<void()>& work) {
    std::optional<Failure> own;
    try {
        work();
    } catch (...) {
        own = current_failure();
    }
    // The usual case costs one small reduction; words are only exchanged when there is something to say.
    if (communicator.all_max(own ? 1 : 0) == 0) {
        return;
    }
    std::string first;
    for (const std::string& bytes : communicator.gather(own ? pack(*own) : std::string())) {
        if (first.empty()) {
            first = bytes;
        }
    }
    communicator.broadcast(first);
    throw AgreedError(unpack(first));
}

void agree_on_long_work(Communicator& communicator, const std::function<void()>& work) {
    agree(communicator, [&] { communicator.let_all_work(work); });
}

void agree_on_root(Communicator& communicator, const std::function<void()>& work) {
    agree(communicator, [&] { communicator.let_root_work(work); });
}

}  // namespace hadome
