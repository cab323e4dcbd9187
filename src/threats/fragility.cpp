#include "threats/fragility.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "random/chance.hpp"

namespace hadome {

namespace {

double normal_cdf(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

/// Rounded down, so that shares that sum to at most one still do.
Fixed floor_fixed(double value) {
    return Fixed::from_raw(static_cast<std::int64_t>(std::ldexp(value, Fixed::fraction_bits)));
}

}  // namespace

Fragility::Fragility(const FragilityClass& spec, double quantum)
    : spec_{&spec}, least_{std::max(least_share, quantum)} {
    const double spread = spec.sites == FragilityClass::Sites::many ? spec.site_spread : 0.0;
    for (const DamageState& state : spec.states) {
        curves_.push_back({std::log(state.median), std::hypot(state.beta, spread), name_hash(state.name),
                           RestorationCurve(state.restoration, spec.curve_steps)});
    }
}

/// Standard deviations by which the intensity exceeds the median; comparable between curves as their chances are.
double Fragility::Curve::score(double ln_intensity) const {
    const double excess = ln_intensity - ln_median;
    if (beta == 0.0) {
        return excess >= 0.0 ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
    }
    return excess / beta;
}

double Fragility::reached(std::size_t d, double ln_intensity) const {
    double score = -std::numeric_limits<double>::infinity();
    for (std::size_t e = d; e < curves_.size(); ++e) {
        score = std::max(score, curves_[e].score(ln_intensity));
    }
    return normal_cdf(score);
}

double Fragility::lost(const Impact& impact) const {
    double sum = 0.0;
    double worse = 0.0;
    for (std::size_t d = curves_.size(); d-- > 0;) {
        const double this_or_worse = reached(d, impact.ln_intensity) * impact.share;
        sum += (this_or_worse - worse) * (1.0 - spec_->states[d].capacity_left);
        worse = this_or_worse;
    }
    return sum;
}

void Fragility::strike(const Impact& impact, std::span<const Target> targets, const ScenarioKey& key,
                       EventLog& log) const {
    const double any = reached(0, impact.ln_intensity) * impact.share;
    switch (spec_->sites) {
        case FragilityClass::Sites::single: {
            // One chance for all targets of the site: the usual fate, no damage, costs a comparison. Where the chance
            // is below the resolution of a word, no draw could have hurt anyone.
            const std::uint64_t chance = chance_word(any);
            if (chance == 0) {
                return;
            }
            for (const Target& target : targets) {
                const std::uint64_t word = stream_for(key, log.event().name, target.state)();
                if (word < chance) {
                    strike_one_site(impact, target, word, key, log);
                }
            }
            return;
        }
        case FragilityClass::Sites::many: {
            if (any < least_ || lost(impact) < least_) {
                return;
            }
            for (const Target& target : targets) {
                strike_many_sites(impact, target, key, log);
            }
            return;
        }
    }
    throw InternalError("unknown kind of sites");
}

void Fragility::strike_one_site(const Impact& impact, const Target& target, std::uint64_t word, const ScenarioKey& key,
                                EventLog& log) const {
    std::size_t d = curves_.size() - 1;
    while (d > 0 && word >= chance_word(reached(d, impact.ln_intensity) * impact.share)) {
        --d;
    }
    log.add_part({draw_work(d, target, key, log), Fixed::from_double(1.0 - spec_->states[d].capacity_left)});
    log.hurt(damage_of(impact, target, log));
}

void Fragility::strike_many_sites(const Impact& impact, const Target& target, const ScenarioKey& key,
                                  EventLog& log) const {
    double worse = 0.0;
    for (std::size_t d = curves_.size(); d-- > 0;) {
        const double this_or_worse = reached(d, impact.ln_intensity) * impact.share;
        const double part = (this_or_worse - worse) * (1.0 - spec_->states[d].capacity_left);
        worse = this_or_worse;
        if (part < least_share) {
            continue;
        }
        if (const RestorationCurve& curve = curves_[d].restoration; !curve.empty()) {
            curve.add_parts(floor_fixed(part), {}, log);
        } else {
            log.add_part({draw_work(d, target, key, log), floor_fixed(part)});
        }
    }
    log.hurt(damage_of(impact, target, log));
}

Tick Fragility::draw_work(std::size_t d, const Target& target, const ScenarioKey& key, const EventLog& log) const {
    Stream stream =
        stream_for(key, log.event().name, combine_hashes({target.hash, curves_[d].hash}), Decision::restoration);
    return work_ticks(sample(spec_->states[d].restoration, stream));
}

IndexVector<FragilityId, Fragility> fragilities_of(const Model& model) {
    IndexVector<FragilityId, Fragility> fragilities;
    for (const FragilityClass& spec : model.fragilities) {
        fragilities.push_back(Fragility(spec, std::ldexp(1.0, -model.quantum_bits)));
    }
    return fragilities;
}

Damage Fragility::damage_of(const Impact& impact, const Target& target, const EventLog& log) const {
    Damage damage;
    damage.node = target.node;
    damage.kind = spec_->kind;
    damage.onset = log.event().onset + impact.delay;
    return damage;
}

}  // namespace hadome
