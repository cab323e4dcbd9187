#pragma once

#include <filesystem>

namespace hadome {

/// A directory claimed for one run: made if need be, and locked against a second run until this object goes.
///
/// The lock is the kernel's (flock) on the file `lock`, so that it falls with the process that holds it, however that
/// ends; what the file says (host and process) is for people.
class RunDirectory {
public:
    enum class For {
        new_run,  ///< made if need be; refused when it holds a run, finished or not
        resume    ///< refused unless it holds a run
    };
    /// \throws InputError when it is refused, or another run is at work in it
    /// \throws IoError when it cannot be made or locked
    RunDirectory(std::filesystem::path path, For purpose);
    ~RunDirectory();
    RunDirectory(const RunDirectory&) = delete;
    RunDirectory& operator=(const RunDirectory&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    std::filesystem::path lock_path_;
    int lock_ = -1;  ///< file descriptor
};

}  // namespace hadome
