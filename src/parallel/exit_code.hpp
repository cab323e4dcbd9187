#pragma once

#include <stdexcept>
#include <string>

namespace hadome {

/// What the program tells the shell (sysexits.h numbers where they exist).
enum class ExitCode : int {
    success = 0,
    bad_input = 2,
    internal_error = 70,
    io_error = 74,
    stopped = 75  ///< stopped early, can be resumed
};

/// What went wrong, as far as a caller outside needs it.
struct Failure {
    ExitCode code = ExitCode::internal_error;
    std::string message;
};

/// The failure behind the exception now being handled. \pre called within a catch block
Failure current_failure();

/// The graver of two codes, for ranks that do not say the same: an error outweighs an early stop, a defect of the
/// program outweighs bad surroundings.
ExitCode graver(ExitCode a, ExitCode b);

/// A failure that every rank of the run knows of and throws at the same place: the ranks can still work together, so
/// the run ends in order instead of being aborted. Thrown by `agree` (parallel/agree.hpp).
class AgreedError : public std::runtime_error {
public:
    explicit AgreedError(const Failure& failure) : std::runtime_error(failure.message), code_{failure.code} {}
    ExitCode code() const { return code_; }

private:
    ExitCode code_;
};

}  // namespace hadome
