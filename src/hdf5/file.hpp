#pragma once

#include <string>

#include "hdf5/group.hpp"
#include "hdf5/handle.hpp"
#include "parallel/communicator.hpp"

namespace hadome::hdf5 {

/// An HDF5 file. Writing has two phases, for variable-length text cannot be written through MPI-IO: first one rank
/// creates the file with all names, labels, scales and small tables, and reserves the bulk; then all ranks open it
/// together and write their rows.
class File {
public:
    /// \throws IoError if the file cannot be made; one that stands there is replaced
    static File create(const std::string& path);
    /// Collective: for writing rows. With one rank without MPI, an ordinary file.
    static File open_together(const std::string& path, const Communicator& communicator);
    static File open_to_read(const std::string& path);
    /// A file whose bytes lie in memory. \param name for messages
    static File open_image(const std::string& name, const std::string& bytes);

    File(File&&) = default;
    File& operator=(File&&) = default;
    /// Does not close a file opened together, which would wait for the other ranks: `close` does.
    ~File();

    Group root() const;
    const std::string& path() const { return path_; }
    std::int64_t id() const { return file_.id(); }
    /// Writes what is left and closes. Collective if opened together. \throws IoError if that fails
    void close();

private:
    enum class Closing { by_destructor, explicitly };
    File(Handle file, std::string path, Closing closing)
        : file_{std::move(file)}, path_{std::move(path)}, closing_{closing} {}

    Handle file_;
    std::string path_;
    Closing closing_;
};

/// Sets the library up, for which it calls MPI: by the thread that may, before another one uses it.
void set_up();

/// "1.10.8"
std::string library_version();

}  // namespace hadome::hdf5
