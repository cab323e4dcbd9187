#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace hadome::hdf5 {

/// An HDF5 identifier (hid_t) and how it is given back.
class Handle {
public:
    using Close = int (*)(std::int64_t);

    Handle() = default;
    Handle(std::int64_t id, Close close) : id_{id}, close_{close} {}
    Handle(Handle&& other) noexcept : id_{std::exchange(other.id_, -1)}, close_{other.close_} {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(id_, other.id_);
        std::swap(close_, other.close_);
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { reset(); }

    std::int64_t id() const { return id_; }
    bool open() const { return id_ >= 0; }
    /// Gives the identifier back now. \return HDF5's status, negative on failure
    int reset() { return open() ? close_(std::exchange(id_, -1)) : 0; }
    /// Leaves the identifier to the library, which closes what is open when it ends.
    void release() { id_ = -1; }

private:
    std::int64_t id_ = -1;
    Close close_ = nullptr;
};

}  // namespace hadome::hdf5
