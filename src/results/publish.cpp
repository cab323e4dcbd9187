#include "results/publish.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "core/check.hpp"
#include "core/name_hash.hpp"

namespace hadome {
namespace {

[[noreturn]] void throw_system_error(const std::string& doing, const std::filesystem::path& path) {
    throw IoError("cannot " + doing + " '" + path.string() + "'; " + std::strerror(errno) +
                  "; check that the directory exists, may be written to and has space left");
}

/// An open file descriptor.
class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags) : path_{path}, number_{::open(path.c_str(), flags, 0666)} {
        if (number_ < 0) {
            throw_system_error("open", path_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }

    void write(const std::string& text) {
        for (std::size_t done = 0; done < text.size();) {
            const ssize_t now = ::write(number_, text.data() + done, text.size() - done);
            if (now < 0 && errno != EINTR) {
                throw_system_error("write", path_);
            }
            done += now < 0 ? 0 : static_cast<std::size_t>(now);
        }
    }
    /// \return bytes read, 0 at the end
    std::size_t read(std::vector<char>& buffer) {
        ssize_t now = -1;
        do {
            now = ::read(number_, buffer.data(), buffer.size());
        } while (now < 0 && errno == EINTR);
        if (now < 0) {
            throw_system_error("read", path_);
        }
        return static_cast<std::size_t>(now);
    }
    void allocate_to_end() {
        struct stat status {};
        if (::fstat(number_, &status) != 0) {
            throw_system_error("look at", path_);
        }
        // File systems that cannot promise space (EOPNOTSUPP) will say so when it is used up.
        if (status.st_size > 0 && ::fallocate(number_, 0, 0, status.st_size) != 0 && errno != EOPNOTSUPP) {
            throw_system_error("find space for", path_);
        }
    }
    void sync_and_close() {
        if (::fsync(number_) != 0 || ::close(std::exchange(number_, -1)) != 0) {
            throw_system_error("put on the disk", path_);
        }
    }

private:
    std::filesystem::path path_;
    int number_;
};

}  // namespace

std::filesystem::path part_of(const std::filesystem::path& file) {
    return file.string() + ".part";
}

void reserve_space(const std::filesystem::path& file) {
    Descriptor(file, O_RDWR | O_CLOEXEC).allocate_to_end();
}

void sync(const std::filesystem::path& file) {
    Descriptor(file, O_RDWR | O_CLOEXEC).sync_and_close();
}

void publish(const std::filesystem::path& file) {
    sync(part_of(file));
    if (::rename(part_of(file).c_str(), file.c_str()) != 0) {
        throw_system_error("rename to", file);
    }
    // The new name itself is part of the directory.
    const std::filesystem::path directory = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    Descriptor(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC).sync_and_close();
}

std::string digest_of_file(const std::filesystem::path& file) {
    Descriptor input(file, O_RDONLY | O_CLOEXEC);
    Digester digester;
    std::vector<char> buffer(std::size_t{1} << 20);
    while (const std::size_t size = input.read(buffer)) {
        digester.add({buffer.data(), size});
    }
    return digester.text();
}

void publish_text(const std::filesystem::path& file, const std::string& text) {
    Descriptor part(part_of(file), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
    part.write(text);
    part.sync_and_close();
    publish(file);
}

}  // namespace hadome
