#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hadome {

/// What was checked of the results of a run, and what is wrong with them.
struct Verification {
    std::vector<std::string> checked;   ///< in the order in which it was done
    std::vector<std::string> failures;  ///< one a line, each beginning with the dataset or file; empty: all is well

    /// Notes a check and what it found. \param found empty: nothing
    void note(const std::string& check, const std::vector<std::string>& found) {
        checked.push_back(check);
        failures.insert(failures.end(), found.begin(), found.end());
    }
};

/// Before damaged results are given to the HDF5 library, which they may crash.
/// \throws IoError when DIR/results.h5 is not what DIR/provenance.json says; results without a provenance pass
void require_undamaged(const std::filesystem::path& directory);

/// Scenarios that DIR/results.h5 is of; nothing where there is none, or it is not what DIR/provenance.json says.
std::optional<std::int64_t> published_scenarios(const std::filesystem::path& directory);

/// Checks DIR/results.h5: the digest of its bytes against DIR/provenance.json, before anything interprets them; the
/// datasets against the schema; and that losses are conserved, reading the rows block by block. What follows a failure
/// that makes it meaningless is left out.
/// \throws IoError when there are no results at all, or they are of another format
Verification verify_results(const std::filesystem::path& directory);

}  // namespace hadome
