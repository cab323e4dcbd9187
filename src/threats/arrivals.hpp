#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "core/time.hpp"
#include "random/chance.hpp"
#include "random/stream.hpp"

namespace hadome {

/// Poisson arrivals of one source on [0, horizon).
///
/// Times come by inversion from the source's own stream, one word an arrival, so that a lower rate stretches the same
/// arrivals: it delays or removes candidates, and candidate k keeps its fate. Most sources are silent in most years:
/// for them the first word is compared with the chance of any arrival, and no logarithm is taken.
class Arrivals {
public:
    /// \param name of the stream; \param rate [1/yr]
    Arrivals(std::uint64_t name, double rate, Tick horizon)
        : name_{name},
          any_{chance_word(-std::expm1(-rate * hours_from_ticks(horizon) / hours_per_year))},
          mean_gap_{rate > 0.0 ? hours_per_year * static_cast<double>(ticks_per_hour) / rate
                               : std::numeric_limits<double>::infinity()} {}

    /// Calls `arrive(k, onset)` for each candidate number k = 0, 1, ... in time order.
    template <class Arrive>
    void draw(const ScenarioKey& key, Tick horizon, Arrive&& arrive) const {
        Stream stream(key, name_);
        std::uint64_t word = stream();
        if (word >= any_) {
            return;
        }
        double time = 0.0;
        for (std::uint64_t k = 0;; ++k) {
            time += -std::log1p(-uniform_of_word(word)) * mean_gap_;
            if (!(time < static_cast<double>(horizon))) {
                return;
            }
            arrive(k, static_cast<Tick>(time));
            word = stream();
        }
    }

private:
    std::uint64_t name_;
    std::uint64_t any_;  ///< words that mean at least one arrival
    double mean_gap_;    ///< [tick]
};

}  // namespace hadome
