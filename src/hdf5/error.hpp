#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "core/check.hpp"
#include "hdf5/handle.hpp"

namespace hadome::hdf5 {

/// HDF5 no longer prints its error stack by itself: what fails is thrown instead. Idempotent.
void silence_errors();

/// A call of the HDF5 library has failed.
class LibraryError : public IoError {
public:
    LibraryError(const std::string& message, std::string reason) : IoError(message), reason_{std::move(reason)} {}
    /// What the library says.
    const std::string& reason() const { return reason_; }

private:
    std::string reason_;
};

/// \throws LibraryError always: what was being done, what HDF5 says about it, what the user can do
[[noreturn]] void throw_error(const std::string& doing);

/// Passes the result of an HDF5 call on. \throws LibraryError if it is negative
inline std::int64_t checked(std::int64_t result, const std::string& doing) {
    if (result < 0) {
        throw_error(doing);
    }
    return result;
}

inline Handle checked_handle(std::int64_t id, Handle::Close close, const std::string& doing) {
    return Handle(checked(id, doing), close);
}

}  // namespace hadome::hdf5
