#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/bytes.hpp"
#include "loss/value_over_time.hpp"
#include "model/terms.hpp"
#include "stats/moments.hpp"

namespace hadome {

inline constexpr std::size_t threat_set_count = std::size_t{1} << threat_class_count;

/// "none", "unintended", "unintended+cyber", ...: the classes whose bits are set in `set`.
std::string threat_set_name(std::size_t set);

/// Loss of one scenario by the set of threat classes that act in it [threat set]: a cooperative game, v(S).
using ThreatGame = std::array<Jpy, threat_set_count>;

/// What a set of classes costs beyond what its parts cost: d(S) = sum over T in S of (-1)^(|S| - |T|) v(T)
/// (Harsanyi 1963). They add up to the loss with all classes.
std::array<Jpy, threat_set_count> dividends_of(const ThreatGame& game);

/// Six times the Shapley value of each class (Shapley 1953), a whole number: every dividend is shared equally among the
/// classes of its set. What no class brings (given events) is nobody's.
std::array<Jpy, threat_class_count> sixfold_shapley_of(const ThreatGame& game);

/// Games of all scenarios, added up.
struct ThreatGameTally {
    std::array<ExactMoments, threat_set_count> loss;       ///< [threat set]
    std::array<ExactMoments, threat_set_count> dividend;   ///< [threat set]
    std::array<ExactMoments, threat_class_count> sixfold;  ///< [threat] six times the Shapley value
    std::int64_t simulated = 0;                            ///< scenarios simulated beside the baseline's

    void add(const ThreatGame& game, std::int64_t simulations);
    void merge(const ThreatGameTally& other);
    void write(ByteWriter& out) const;
    void read(ByteReader& in);
    friend bool operator==(const ThreatGameTally&, const ThreatGameTally&) = default;
};

}  // namespace hadome
