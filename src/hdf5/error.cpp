#include "hdf5/error.hpp"

#include <hdf5.h>

namespace hadome::hdf5 {
namespace {

static_assert(std::is_same_v<hid_t, std::int64_t>, "Handle holds identifiers as 64-bit numbers (HDF5 1.10 or later)");

/// The innermost record says what really happened ("No space left on device"); those above it only where.
herr_t take_innermost(unsigned, const H5E_error2_t* record, void* text) {
    *static_cast<std::string*>(text) = record->desc;
    return 1;
}

/// After a write has failed (a full disk), HDF5's own clean-up flushes again what cannot be flushed and crashes; all
/// handles are closed by their owners. It would come at exit, and in MPI_Finalize when the library is begun after MPI:
/// so it is begun before main.
[[maybe_unused]] const bool begun_before_mpi = H5dont_atexit() >= 0 && H5open() >= 0;

}  // namespace

void silence_errors() {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

void throw_error(const std::string& doing) {
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_innermost, &reason);
    throw LibraryError("cannot " + doing + "; HDF5: " + reason +
                           "; check that the directory exists, may be written to and has space left",
                       reason);
}

}  // namespace hadome::hdf5
