#include "batch/run_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "results/checkpoint.hpp"
#include "results/format.hpp"

namespace hadome {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, std::string problem, std::string reason,
                         std::string remedy) {
    Diagnostics diagnostics;
    diagnostics.add({path.string()}, std::move(problem), std::move(reason), std::move(remedy));
    throw InputError(std::move(diagnostics));
}

/// Open MPI 4.1 overruns a buffer of its own on longer names, after the whole run.
void refuse_long(const std::filesystem::path& path) {
    constexpr std::size_t longest = 240;
    const std::size_t length = path.empty() ? 0 : std::filesystem::absolute(path).string().size();
    if (length == 0 || length > longest) {
        refuse(path, path.empty() ? "no run directory is named" : "the path of the run directory is too long",
               "it has " + std::to_string(length) + " bytes, and MPI takes 1 to " + std::to_string(longest),
               "choose another directory with -o");
    }
}

void refuse_finished(const std::filesystem::path& path) {
    if (std::filesystem::exists(path / results_file_name)) {
        refuse(path, "holds the results of a finished run", "results are never overwritten",
               "remove or rename the directory, or choose another with -o");
    }
}

void refuse_stopped(const std::filesystem::path& path) {
    std::vector<std::string> problems;
    const CheckpointDirectory checkpoint(path);
    if (!checkpoint.manifests(problems).empty() || !problems.empty()) {
        refuse(path, "holds a run that was stopped", "a new one would lose what it has done",
               "go on with `hadome resume " + path.string() + "`, remove the directory, or choose another with -o");
    }
}

void refuse_empty(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path / results_file_name) && !CheckpointDirectory(path).exists()) {
        refuse(path, "there is no run to go on with", "it has neither results nor a checkpoint",
               "name the directory of a run, or begin one with `hadome run`");
    }
}

void refuse_unless(RunDirectory::For purpose, const std::filesystem::path& path) {
    purpose == RunDirectory::For::new_run ? refuse_finished(path) : refuse_empty(path);
}

[[noreturn]] void fail_on_lock(const std::filesystem::path& lock, int error) {
    throw IoError(lock.string() + ": the run directory cannot be locked; " + std::strerror(error) +
                  "; choose a directory on a file system that you can write and that supports flock");
}

std::string holder_of(const std::filesystem::path& lock) {
    std::ifstream file{lock};
    std::string holder;
    std::getline(file, holder);
    return holder.empty() ? "a process that has not yet said its name" : holder;
}

void write_holder(int descriptor) {
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    const std::string holder = "process " + std::to_string(getpid()) + " on " + host.data() + "\n";
    // For people only: that it could not be written is no reason to stop.
    if (ftruncate(descriptor, 0) == 0) {
        [[maybe_unused]] const auto written = write(descriptor, holder.data(), holder.size());
    }
}

/// Whether the file locked is still the one that goes by this name: its last holder may have removed it in between.
bool is_file(int descriptor, const std::filesystem::path& path) {
    struct stat locked {};
    struct stat named {};
    return fstat(descriptor, &locked) == 0 && stat(path.c_str(), &named) == 0 && locked.st_dev == named.st_dev &&
           locked.st_ino == named.st_ino;
}

int lock_file(const std::filesystem::path& directory, const std::filesystem::path& lock) {
    for (;;) {
        const int descriptor = open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0) {
            fail_on_lock(lock, errno);
        }
        if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int error = errno;
            close(descriptor);
            if (error != EWOULDBLOCK) {
                fail_on_lock(lock, error);
            }
            refuse(directory, "another run is at work here", "locked by " + holder_of(lock),
                   "wait until it ends, or choose another directory with -o");
        }
        if (is_file(descriptor, lock)) {
            return descriptor;
        }
        close(descriptor);
    }
}

}  // namespace

RunDirectory::RunDirectory(std::filesystem::path path, For purpose)
    : path_{std::move(path)}, lock_path_{path_ / "lock"} {
    refuse_long(path_);
    refuse_unless(purpose, path_);
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error) {
        throw IoError(path_.string() + ": the run directory cannot be made; " + error.message() +
                      "; choose another with -o");
    }
    lock_ = lock_file(path_, lock_path_);
    write_holder(lock_);
    // The run that held the lock a moment ago may have finished.
    try {
        refuse_unless(purpose, path_);
        if (purpose == For::new_run) {
            refuse_stopped(path_);  // only the lock tells it from one that is at work
        }
    } catch (...) {
        unlink(lock_path_.c_str());
        close(lock_);
        throw;
    }
}

RunDirectory::~RunDirectory() {
    unlink(lock_path_.c_str());
    close(lock_);
}

}  // namespace hadome
