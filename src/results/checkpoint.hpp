#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/number_set.hpp"
#include "loss/tally.hpp"
#include "results/row_log.hpp"

namespace hadome {

/// What one rank has finished of a run: the unit that a checkpoint is made of. Shares of one run add up to it whatever
/// the ranks that made them.
struct ShareState {
    NumberSet scenarios;          ///< finished
    Tally tally;                  ///< of exactly these
    std::vector<RowFile> losses;  ///< of exactly these
    std::vector<RowFile> rows;    ///< of the scenario table, if one is wanted

    std::string to_bytes() const;
    /// \throws IoError when they are no such state
    static ShareState from_bytes(const std::string& bytes);
};

/// A file of a checkpoint and what must stand in it.
struct CheckpointPart {
    std::string file;
    std::int64_t bytes = 0;
    std::string digest;
};

/// What a checkpoint says about itself; its parts hold the states. Written last: a checkpoint without it does not
/// exist.
struct Manifest {
    std::string hadome_version;
    std::string git_sha;
    std::string input_digest;
    std::int64_t generation = 0;
    std::int64_t session = 0;    ///< times that the run was begun or gone on with
    std::int64_t scenarios = 0;  ///< of the whole run, as many as were asked for when it was written
    std::int64_t shard_index = 1;
    std::int64_t shard_count = 1;
    std::vector<CheckpointPart> parts;  ///< none: nothing is finished
    std::int64_t follows = 0;           ///< the good generation before, which is kept beside this one
    std::int64_t slowest_ms = 0;        ///< what a checkpoint may take, as those before this one did [ms]

    /// JSON, held by a digest of its own.
    std::string to_text() const;
    /// \param name for messages; \throws IoError when it is no manifest, or not what was written
    static Manifest from_text(const std::string& name, const std::string& text);
};

/// DIR/checkpoint: the last two good generations of a run's state, its input, and its rows.
class CheckpointDirectory {
public:
    explicit CheckpointDirectory(const std::filesystem::path& run_directory);

    const std::filesystem::path& path() const { return path_; }
    bool exists() const;
    /// \throws IoError when the directory is another than when this object was made, or gone: somebody removed or moved
    /// it, and what is written now would be lost, or would damage another run
    void require_same_place() const;
    /// \throws IoError
    void make() const;
    /// All of it, when the run will not be extended. Failing to is not an error.
    void remove() const;

    /// The resolved input. \throws IoError
    void write_input(const std::string& resolved) const;
    std::string read_input() const;

    /// More scenarios are wanted than the input says. \throws IoError
    void extend_to(std::int64_t scenarios) const;
    /// The number of scenarios that the run was extended to, if it was. \throws IoError when the note is damaged
    std::optional<std::int64_t> extended_to() const;
    /// Of all files [bytes].
    std::int64_t size() const;

    std::filesystem::path loss_file(std::int64_t session, int rank) const;
    std::filesystem::path row_file(std::int64_t session, int rank) const;
    /// The last session that has left losses or rows; 0 when none has.
    std::int64_t last_session() const;
    /// Removes losses and rows of later sessions, which no checkpoint names.
    void remove_logs_after(std::int64_t session) const;

    /// On the disk when this returns. \throws IoError
    CheckpointPart write_part(std::int64_t generation, int rank, const std::string& bytes) const;
    /// Makes a generation the newest, and removes all but the one that it follows: good or not, complete or not.
    /// \throws IoError
    void publish(const Manifest& manifest) const;
    /// Removes what is left of a generation that did not come about.
    void discard(std::int64_t generation, int rank) const;

    /// Newest first. What cannot be read is named in `problems`. \throws InputError when another version wrote one
    std::vector<Manifest> manifests(std::vector<std::string>& problems) const;
    /// \throws IoError when it is missing, damaged, or not what the manifest says
    ShareState read_part(const CheckpointPart& part) const;

private:
    std::filesystem::path manifest_file(std::int64_t generation) const;
    /// What the file system knows the directory by; a name can come to mean another one.
    using Place = std::pair<std::uint64_t, std::uint64_t>;
    std::optional<Place> place() const;

    std::filesystem::path path_;
    std::optional<Place> first_place_;
};

}  // namespace hadome
