#include "input/candidates.hpp"

#include "core/check.hpp"

namespace hadome {

std::string name_of(Candidate::Kind kind) {
    switch (kind) {
        case Candidate::Kind::function: return "function";
        case Candidate::Kind::measure: return "measure";
    }
    throw InternalError("unknown kind of candidate");
}

std::vector<Candidate> candidates_of(const LoadedInput& input) {
    std::vector<Candidate> candidates;
    if (input.options.ranks_functions()) {
        for (const Function& function : input.model.functions) {
            candidates.push_back({Candidate::Kind::function, function.name, function.label, {}});
        }
    }
    for (const Variant& variant : variants_ranked(input)) {
        const Measure& measure = variant.measure;
        candidates.push_back({Candidate::Kind::measure, measure.name, measure.label, measure.payer});
    }
    return candidates;
}

std::size_t candidate_count(const LoadedInput& input) {
    return first_measure(input) + variants_ranked(input).size();
}

std::size_t first_measure(const LoadedInput& input) {
    return input.options.ranks_functions() ? input.model.functions.size() : 0;
}

std::span<const Variant> variants_ranked(const LoadedInput& input) {
    return input.options.ranks_measures() ? std::span<const Variant>(input.variants) : std::span<const Variant>();
}

}  // namespace hadome
