#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace hadome::hdf5 {

/// What `work` returns, done by a child process: a damaged file may crash the HDF5 library, or keep it busy for ever,
/// and only a process of its own can be lost. The child has this one's memory as it is, talks to no other rank, and
/// ends without any clean-up.
/// \param seconds of a processor that it may take
/// \throws IoError with what `work` has thrown, or \param loss when the child was lost
std::string in_child(const std::function<std::string()>& work, std::int64_t seconds, const std::string& loss);

}  // namespace hadome::hdf5
