#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/name_hash.hpp"
#include "core/time.hpp"
#include "random/chance.hpp"
#include "random/stream.hpp"

namespace hadome {

/// The year of a scenario, from 0, that a time lies in.
inline std::uint64_t year_of(Tick time) {
    return static_cast<std::uint64_t>(time / ticks_per_year);
}

/// Poisson arrivals of one source on [0, horizon).
///
/// The points (time, height) of a Poisson process on the plane are drawn in order of height; those below the rate are
/// the arrivals, each at a time that is uniform in its year (Lewis and Shedler 1979, read as a process in the plane).
/// Whatever a rate is changed to, by whom and for how long, an arrival is there as long as its height is below the
/// rate at its time: a lower rate takes arrivals away and moves none, and candidate k keeps its fate. Years have
/// streams of their own, so a longer horizon adds to what a shorter one holds. Most sources are silent in most years:
/// for them one word is compared with the chance of any arrival, and no logarithm is taken.
class Arrivals {
public:
    /// \param name of the stream; \param rate the highest that is asked for at any time [1/yr], unless a draw says more
    Arrivals(std::uint64_t name, double rate) : name_{name}, any_{chance_word(-std::expm1(-rate))}, rate_{rate} {}

    /// Calls `arrive(k, onset, height)` for each candidate, in order of its year, then of its height [1/yr]. Its number
    /// k names it: 2^32 x year + its place within that year.
    template <class Arrive>
    void draw(const ScenarioKey& key, Tick horizon, Arrive&& arrive) const {
        draw(
            key, horizon, [](std::uint64_t /*year*/) { return 1.0; }, arrive);
    }

    /// The same below another height each year: `multiple(year)` of the rate.
    template <class Multiple, class Arrive>
    void draw(const ScenarioKey& key, Tick horizon, const Multiple& multiple, Arrive&& arrive) const {
        for (std::uint64_t year = 0; static_cast<Tick>(year) * ticks_per_year < horizon; ++year) {
            Stream stream(key, year == 0 ? name_ : combine_hashes({name_, year}));
            const std::uint64_t word = stream();
            const double times = multiple(year);
            if (word < (times == 1.0 ? any_ : chance_word(-std::expm1(-rate_ * times)))) {
                draw_year(year, rate_ * times, word, stream, horizon, arrive);
            }
        }
    }

private:
    template <class Arrive>
    void draw_year(std::uint64_t year, double rate, std::uint64_t word, Stream& stream, Tick horizon,
                   Arrive&& arrive) const {
        double height = 0.0;
        for (std::uint64_t k = year << 32;; ++k) {
            height += -std::log1p(-uniform_of_word(word));
            if (!(height < rate)) {
                return;
            }
            const auto within = static_cast<Tick>(uniform_of_word(stream()) * static_cast<double>(ticks_per_year));
            const Tick onset = static_cast<Tick>(year) * ticks_per_year + std::min(within, ticks_per_year - 1);
            if (onset < horizon) {
                arrive(k, onset, height);
            }
            word = stream();
        }
    }

    std::uint64_t name_;
    std::uint64_t any_;  ///< words that mean at least one arrival in a year
    double rate_;        ///< [1/yr]
};

}  // namespace hadome
