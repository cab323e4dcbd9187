#pragma once

#include <filesystem>
#include <string>

namespace hadome {

/// From now on what ends the run is told in this file as well: the log of a run directory that this run has locked.
/// Every rank may be the one that has to say it.
void keep_last_words_in(const std::filesystem::path& log);

/// Why the run ends: to stderr, and as a line with the time of day to the log, if there is one. Any thread. Takes a
/// second at most, for the file system may be what has stopped.
void say_last_words(const std::string& text);

}  // namespace hadome
