#pragma once

#include <span>
#include <string>
#include <vector>

#include "input/load.hpp"

namespace hadome {

/// What is ranked: functions as if they were never hit themselves, then measures, as the run asks.
struct Candidate {
    enum class Kind { function, measure };
    Kind kind = Kind::function;
    std::string name;
    Label label;
    std::string payer;  ///< of a measure, in words
};
std::string name_of(Candidate::Kind kind);

std::vector<Candidate> candidates_of(const LoadedInput& input);
std::size_t candidate_count(const LoadedInput& input);
/// Place of the first measure among them.
std::size_t first_measure(const LoadedInput& input);
/// Those of the measures that are ranked.
std::span<const Variant> variants_ranked(const LoadedInput& input);

}  // namespace hadome
