#pragma once

#include <cmath>
#include <cstdint>

#include "core/name_hash.hpp"
#include "core/time.hpp"
#include "model/disaster.hpp"
#include "random/chance.hpp"
#include "random/stream.hpp"
#include "scenario/decision.hpp"

namespace hadome {

/// Aftershocks by the law of Omori and Utsu, their magnitudes by Gutenberg and Richter (Reasenberg and Jones 1989).
/// None has aftershocks of its own.
class AftershockSampler {
public:
    explicit AftershockSampler(const Aftershocks& parameters)
        : parameters_{parameters}, whole_{parameters.drawn ? omori_integral(parameters, parameters.duration) : 0.0} {}

    /// Time after the main shock before which the share `u` of a sequence falls [d].
    double time_of(double u) const;
    /// \param u uniform in [0, 1)
    double magnitude_of(double main_magnitude, double u) const;

    /// Calls `strike(name, after)` for each aftershock, with the ticks since the main shock. Like other arrivals
    /// (arrivals.hpp) they are points (time, height) below what is expected: a lower productivity takes some away and
    /// moves none. \param main name of the main shock
    template <class Strike>
    void draw(const ScenarioKey& key, std::uint64_t main, double main_magnitude, Strike&& strike) const {
        if (!parameters_.drawn || main_magnitude < parameters_.threshold) {
            return;
        }
        const double most = expected_aftershocks(parameters_, main_magnitude);
        Stream stream = stream_for(key, main, Decision::aftershock);
        double height = 0.0;
        for (std::uint64_t k = 0;; ++k) {
            height += -std::log1p(-uniform_of_word(stream()));
            if (!(height < most)) {
                return;
            }
            const double days = time_of(uniform_of_word(stream()));
            strike(combine_hashes({main, k, static_cast<std::uint64_t>(Decision::aftershock)}),
                   ticks_from_hours(24.0 * days));
        }
    }

private:
    Aftershocks parameters_;
    double whole_;  ///< integral over a sequence
};

}  // namespace hadome
