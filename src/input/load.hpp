#pragma once

#include <string>

#include "input/file_bundle.hpp"
#include "input/run_options.hpp"
#include "input/variants.hpp"
#include "model/model.hpp"

namespace hadome {

/// A run file and everything it names, read, checked and expanded.
struct LoadedInput {
    RunOptions options;
    Model model;
    std::vector<Variant> variants;  ///< with each of its measures
    /// The fully resolved input as TOML, every default written out: itself a valid run file that gives the same run.
    std::string resolved;
    /// 128-bit digest of `resolved`: the same for the same input whatever its file layout.
    std::string digest;
};

/// Values given on the command line win over the file's.
struct Overrides {
    std::int64_t scenarios = -1;  ///< -1: as in the file
    std::int64_t seed = -1;
};

/// \throws InputError with everything that is wrong
LoadedInput load_input(const std::string& run_file, FileBundle& files, const Overrides& overrides);

}  // namespace hadome
