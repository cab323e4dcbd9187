#pragma once

#include <Random123/philox.h>

#include <cstdint>
#include <limits>

namespace hadome {

/// What one scenario's random numbers are drawn from: nothing but these three numbers and the name of the decision.
struct ScenarioKey {
    std::uint64_t seed = 0;
    std::uint64_t world = 0;
    std::uint64_t scenario = 0;
};

/// Counter-based random bits for one decision: Philox4x64-10 (Salmon et al. 2011) with the seed as key and the counter
/// (draw, name, scenario, world).
///
/// `name` is a hash of what is decided (core/name_hash.hpp), never a realised count: two models that share a decision
/// share its numbers, whatever else differs. A uniform random bit generator, to be handed to Boost.Random. Costs one
/// Philox block (about 15 ns) for every four words.
class Stream {
public:
    using result_type = std::uint64_t;

    Stream(const ScenarioKey& key, std::uint64_t name)
        : counter_{{0, name, key.scenario, key.world}}, key_{{key.seed, 0}} {}

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

    result_type operator()() {
        if (used_ == words_per_block) {
            block_ = r123::Philox4x64{}(counter_, key_);
            ++counter_[0];
            used_ = 0;
        }
        return block_[used_++];
    }

private:
    static constexpr unsigned words_per_block = 4;
    r123::Philox4x64::ctr_type counter_;
    r123::Philox4x64::key_type key_;
    r123::Philox4x64::ctr_type block_{};
    unsigned used_ = words_per_block;
};

/// Unit variates; parameters are applied by the caller.
double unit_uniform(Stream& stream);      ///< in [0, 1), 1 word
double unit_exponential(Stream& stream);  ///< mean 1, a few words (rejection)
double unit_normal(Stream& stream);       ///< mean 0, standard deviation 1, a few words (rejection)

}  // namespace hadome
