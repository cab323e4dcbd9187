#pragma once

#include <map>
#include <optional>
#include <string>

namespace hadome {

/// The files of one input, by path. Rank 0 reads from disk and remembers; its bundle is then sent to the other ranks,
/// which parse the same bytes and touch no disk.
class FileBundle {
public:
    enum class Mode { read_disk, sealed };
    explicit FileBundle(Mode mode = Mode::read_disk) : mode_{mode} {}

    /// The bytes of a file, or nothing (with the system's reason in `why`) when it cannot be read.
    std::optional<std::string> read(const std::string& path, std::string& why);

    std::string to_bytes() const;
    static FileBundle from_bytes(const std::string& bytes);
    /// A single file that lies in memory, such as the input kept in a results file.
    static FileBundle from_memory(const std::string& path, const std::string& bytes);

private:
    Mode mode_;
    std::map<std::string, std::string> files_;
};

}  // namespace hadome
