#include "core/file_descriptor.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "core/check.hpp"

namespace hadome {

FileDescriptor::FileDescriptor(const std::filesystem::path& path, int flags)
    : number_{::open(path.c_str(), flags | O_CLOEXEC, 0666)}, path_{path} {
    if (number_ < 0) {
        fail("open");
    }
}

FileDescriptor FileDescriptor::in_memory() {
    FileDescriptor file(::memfd_create("hadome", MFD_CLOEXEC), "a file in memory");
    if (file.number_ < 0) {
        file.fail("make");
    }
    return file;
}

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept
    : number_{std::exchange(other.number_, -1)}, path_{std::move(other.path_)} {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    std::swap(path_, other.path_);
    return *this;
}

FileDescriptor::~FileDescriptor() {
    if (number_ >= 0) {
        ::close(number_);
    }
}

std::string FileDescriptor::path_in_process() const {
    return "/proc/self/fd/" + std::to_string(number_);
}

off_t FileDescriptor::size() const {
    struct stat status {};
    if (::fstat(number_, &status) != 0) {
        fail("look at");
    }
    return status.st_size;
}

void FileDescriptor::write_at(std::span<const char> bytes, off_t offset) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(number_, bytes.data(), bytes.size(), offset);
        if (written < 0 && errno != EINTR) {
            fail("write");
        }
        const ssize_t done = std::max<ssize_t>(written, 0);
        bytes = bytes.subspan(static_cast<std::size_t>(done));
        offset += done;
    }
}

void FileDescriptor::copy_from(const FileDescriptor& source) {
    const off_t size = source.size();
    allocate(size);
    off_t at = 0;
    while ((at = ::lseek(source.number_, at, SEEK_DATA)) >= 0) {
        const off_t end = ::lseek(source.number_, at, SEEK_HOLE);
        copy_range(source, at, end);
        at = end;
    }
    if (errno != ENXIO) {  // which says that there is nothing but a hole up to the end
        source.fail("read");
    }
    if (::ftruncate(number_, size) != 0) {
        fail("extend");
    }
}

void FileDescriptor::sync_and_close() {
    if (::fsync(number_) != 0 || ::close(std::exchange(number_, -1)) != 0) {
        fail("put on the disk");
    }
}

void FileDescriptor::allocate(off_t size) {
    // What cannot promise space (some network file systems) will say so when it has been used up.
    if (size > 0 && ::fallocate(number_, 0, 0, size) != 0 && errno != EOPNOTSUPP && errno != ENODEV) {
        fail("find space for");
    }
}

void FileDescriptor::copy_range(const FileDescriptor& source, off_t first, off_t last) {
    std::vector<char> buffer(static_cast<std::size_t>(std::min<off_t>(last - first, off_t{1} << 20)));
    while (first < last) {
        const std::size_t wanted = std::min(buffer.size(), static_cast<std::size_t>(last - first));
        const ssize_t got = ::pread(source.number_, buffer.data(), wanted, first);
        if (got <= 0) {
            source.fail("read");
        }
        write_at(std::span(buffer).first(static_cast<std::size_t>(got)), first);
        first += got;
    }
}

void FileDescriptor::fail(const char* doing) const {
    throw IoError(std::string("cannot ") + doing + " '" + path_.string() + "'; " + std::strerror(errno) +
                  "; check that the directory exists, may be written to and has space left");
}

}  // namespace hadome
