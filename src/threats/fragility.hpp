#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/hazard.hpp"
#include "model/ids.hpp"
#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/decision.hpp"
#include "threats/damage_drawer.hpp"
#include "threats/event_log.hpp"

namespace hadome {

/// A node that a fragility class may hurt.
struct Target {
    NodeId node;
    std::uint64_t hash = 0;  ///< of (node, class)
    HashedSubject state;     ///< which state it reaches
};

/// What comes upon a site.
struct Impact {
    double ln_intensity = 0.0;  ///< natural logarithm, in the unit of the class's measure
    double share = 1.0;         ///< of its sites that are exposed; of a single site the chance that it is
    Tick delay = 0;             ///< from the onset of the event
};

/// Lognormal fragility of one class: P(state >= d | im) = max over e >= d of Phi(ln(im / median_e) / beta_e). The
/// maximum matters where curves of different beta cross: who reaches the worse state has reached the lighter ones too.
class Fragility {
public:
    /// Parts of a node's sites below this are not followed: it is about the usual quantum of announced inoperability.
    static constexpr double least_share = 1e-6;

    /// \param quantum of announced inoperability: a node of many sites that would lose less of itself is not hurt
    explicit Fragility(const FragilityClass& spec, double quantum = 0.0);

    IntensityMeasure measure() const { return spec_->measure; }

    /// P(state >= d) for the state at position `d`.
    double reached(std::size_t d, double ln_intensity) const;

    /// Hurts those of `targets`, which stand at one site, that the impact breaks.
    void strike(const Impact& impact, std::span<const Target> targets, const ScenarioKey& key, EventLog& log) const;

private:
    struct Curve {
        double score(double ln_intensity) const;

        double ln_median;
        double beta;
        std::uint64_t hash;            ///< of the state's name
        RestorationCurve restoration;  ///< empty: the sites of a state come back together
    };

    /// What a node of many sites loses of itself at once.
    double lost(const Impact& impact) const;
    void strike_one_site(const Impact& impact, const Target& target, std::uint64_t word, const ScenarioKey& key,
                         EventLog& log) const;
    void strike_many_sites(const Impact& impact, const Target& target, const ScenarioKey& key, EventLog& log) const;
    Tick draw_work(std::size_t d, const Target& target, const ScenarioKey& key, const EventLog& log) const;
    Damage damage_of(const Impact& impact, const Target& target, const EventLog& log) const;

    const FragilityClass* spec_;
    double least_;               ///< loss of a node that is followed
    std::vector<Curve> curves_;  ///< by state
};

/// All classes of a model, which must outlive them.
IndexVector<FragilityId, Fragility> fragilities_of(const Model& model);

}  // namespace hadome
