#include "hdf5/file.hpp"

#include <hdf5.h>

#include "core/check.hpp"
#include "core/name_hash.hpp"
#include "hdf5/error.hpp"
#include "parallel/mpi_communicator.hpp"

namespace hadome::hdf5 {
namespace {

Handle access_properties(const std::string& doing) {
    silence_errors();
    Handle properties = checked_handle(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, doing);
    // A file under its final name is never written to, so nobody needs a lock, which many parallel file systems refuse.
    checked(H5Pset_file_locking(properties.id(), false, true), doing);
    // Nothing of a file outlives it, whatever order an exception takes things down in.
    checked(H5Pset_fclose_degree(properties.id(), H5F_CLOSE_STRONG), doing);
    // Object headers of 1.8 and later leave out time stamps altogether.
    checked(H5Pset_libver_bounds(properties.id(), H5F_LIBVER_V18, H5F_LIBVER_V110), doing);
    return properties;
}

}  // namespace

File File::create(const std::string& path) {
    const std::string doing = "create '" + path + "'";
    const Handle access = access_properties(doing);
    const Handle creation = checked_handle(H5Pcreate(H5P_FILE_CREATE), H5Pclose, doing);
    checked(H5Pset_obj_track_times(creation.id(), false), doing);
    return File(checked_handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose, doing),
                path, Closing::by_destructor);
}

File File::open_together(const std::string& path, const Communicator& communicator) {
    const std::string doing = "open '" + path + "' on all ranks";
    const Handle access = access_properties(doing);
    const auto* with_mpi = dynamic_cast<const MpiCommunicator*>(&communicator);
    if (with_mpi != nullptr) {
        checked(H5Pset_fapl_mpio(access.id(), with_mpi->handle(), MPI_INFO_NULL), doing);
        checked(H5Pset_all_coll_metadata_ops(access.id(), true), doing);
        checked(H5Pset_coll_metadata_write(access.id(), true), doing);
    }
    return File(checked_handle(H5Fopen(path.c_str(), H5F_ACC_RDWR, access.id()), H5Fclose, doing), path,
                with_mpi != nullptr ? Closing::explicitly : Closing::by_destructor);
}

File File::open_to_read(const std::string& path) {
    const std::string doing = "open '" + path + "'";
    const Handle access = access_properties(doing);
    return File(checked_handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose, doing), path,
                Closing::by_destructor);
}

File File::open_image(const std::string& name, const std::string& bytes) {
    const std::string doing = "open '" + name + "'";
    const Handle access = access_properties(doing);
    constexpr std::size_t increment = std::size_t{1} << 16;
    checked(H5Pset_fapl_core(access.id(), increment, false), doing);
    // The property takes a copy, and wants no constant buffer all the same.
    std::string copy = bytes;
    checked(H5Pset_file_image(access.id(), copy.data(), copy.size()), doing);
    // HDF5 refuses an image of a file that is there: beneath what is no folder there can be none. It takes two of one
    // name for the same file.
    const std::string nowhere = "/dev/null/" + digest_of(bytes);
    return File(checked_handle(H5Fopen(nowhere.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose, doing), name,
                Closing::by_destructor);
}

File::~File() {
    if (closing_ == Closing::explicitly) {
        file_.release();
    }
}

Group File::root() const {
    return Group(checked_handle(H5Gopen2(file_.id(), "/", H5P_DEFAULT), H5Gclose, "open '" + path_ + "'"), "/");
}

void File::close() {
    const std::string doing = "finish writing '" + path_ + "'";
    // With MPI-IO this is where every rank's writes are put on the disk.
    const auto flushed = H5Fflush(file_.id(), H5F_SCOPE_GLOBAL);
    try {
        checked(flushed, doing);
    } catch (const IoError&) {
        file_.reset();  // fails too, for a reason that follows from the first
        throw;
    }
    checked(file_.reset(), doing);
}

void set_up() {
    checked(H5open(), "set up HDF5");
}

std::string library_version() {
    unsigned major = 0;
    unsigned minor = 0;
    unsigned release = 0;
    H5get_libversion(&major, &minor, &release);
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

}  // namespace hadome::hdf5
