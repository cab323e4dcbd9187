#pragma once

#include <sys/types.h>

#include <filesystem>
#include <span>
#include <string>

namespace hadome {

/// An open file of the system, for what streams cannot do: holes, allocation, being sure that it is on the disk.
/// Every function throws IoError with the system's reason.
class FileDescriptor {
public:
    /// \param flags of open(2)
    FileDescriptor(const std::filesystem::path& path, int flags);
    /// A file without a name that lives in memory; parts never written take none.
    static FileDescriptor in_memory();
    FileDescriptor(FileDescriptor&& other) noexcept;
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    ~FileDescriptor();

    /// A path by which this process can open the same file again.
    std::string path_in_process() const;
    off_t size() const;
    void write_at(std::span<const char> bytes, off_t offset);
    /// Takes over the length and the contents of another file, holes left out. Asks for all the space first, so that a
    /// full disk is noticed at once and not half way, or by another process that fills the holes.
    void copy_from(const FileDescriptor& source);
    /// Contents on the disk when this returns.
    void sync_and_close();

private:
    FileDescriptor(int number, std::filesystem::path path) : number_{number}, path_{std::move(path)} {}
    void allocate(off_t size);
    void copy_range(const FileDescriptor& source, off_t first, off_t last);
    [[noreturn]] void fail(const char* doing) const;

    int number_ = -1;
    std::filesystem::path path_;
};

}  // namespace hadome
