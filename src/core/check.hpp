#pragma once

#include <stdexcept>
#include <string>

/// Error policy of the whole program.
///
/// - What a user can get wrong in an input file is a `Diagnostic` (core/diagnostics.hpp): collected, reported all at
///   once, exit code 2.
/// - What the system can refuse (disk, MPI, HDF5) is an `IoError`: exit code 74.
/// - What only a programmer can get wrong is checked by `HADOME_EXPECT` (on entry) and `HADOME_ENSURE` (on exit): an
///   `InternalError`, exit code 70. Checks stay on in release builds; `HADOME_AUDIT` is for those too dear for that and
///   is on in the presets `dev`, `audit` and `asan`.
namespace hadome {

class InternalError : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

class IoError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// \throws InternalError always, with the position and the condition that did not hold.
[[noreturn]] void fail_check(const char* kind, const char* condition, const char* file, int line);

}  // namespace hadome

#define HADOME_EXPECT(condition) \
    ((condition) ? static_cast<void>(0) : ::hadome::fail_check("precondition", #condition, __FILE__, __LINE__))
#define HADOME_ENSURE(condition) \
    ((condition) ? static_cast<void>(0) : ::hadome::fail_check("postcondition", #condition, __FILE__, __LINE__))
#ifdef HADOME_AUDIT_CHECKS
#define HADOME_AUDIT(condition) HADOME_ENSURE(condition)
#else
#define HADOME_AUDIT(condition) static_cast<void>(0)
#endif
