#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loss/account.hpp"
#include "loss/first_scenarios.hpp"
#include "loss/loss_block.hpp"
#include "loss/observation_tally.hpp"
#include "loss/people_union.hpp"
#include "loss/threat_game.hpp"
#include "stats/moments.hpp"
#include "stats/tail.hpp"

namespace hadome {

/// Sizes that a tally needs, and nothing else of the model.
struct TallyShape {
    std::size_t sectors = 0;
    std::size_t functions = 0;
    std::size_t nodes = 0;
    std::size_t worst = 0;       ///< largest losses kept
    std::size_t candidates = 0;  ///< 0 when no ranking is asked for
    std::size_t regions = 0;
    std::size_t sources = 0;             ///< of events, all kinds (`SourceRow`); 0 when sums by source are not kept
    std::size_t observe_times = 0;       ///< at which states are kept
    std::size_t affected_functions = 0;  ///< `functions`; 0 when sums by pairs of functions are not kept
    std::size_t games = 0;               ///< 1 when the loss is attributed to sets of threat classes
    friend bool operator==(const TallyShape&, const TallyShape&) = default;
};

/// What is kept of one candidate: paired differences (baseline minus counterfactual).
struct CandidateTally {
    std::array<ExactMoments, headline_count> delta;
    std::array<ExactMoments, headline_count> inside;  ///< of that, what the sectors of a measure's payers would save
    std::int64_t simulated = 0;  ///< scenarios simulated again; in all others the difference is exactly 0

    void merge(const CandidateTally& other);
    void write(ByteWriter& out) const;
    void read(ByteReader& in);
    friend bool operator==(const CandidateTally& a, const CandidateTally& b);
};

/// Everything kept in memory of a set of scenarios: its size is that of the model, whatever their number. Exact,
/// mergeable in any order to the same bits; the sums in JPY unless named. The tails are on the disk (LossBlock).
struct Tally {
    explicit Tally(const TallyShape& shape = {});

    TallyShape shape;
    std::int64_t scenarios = 0;  ///< that count: those given up are not among them
    std::array<ExactMoments, headline_count> loss;
    TailBuffer worst;                                        ///< largest losses, all causes
    std::vector<ExactMoments> by_sector;                     ///< [sector]
    std::array<ExactMoments, threat_class_count> by_threat;  ///< [threat]
    std::array<ExactMoments, damage_kind_count> by_kind;     ///< [kind]
    std::vector<Wide> origin_by_affected;                    ///< [origin function][affected function]
    std::vector<Wide> origin_by_sector;                      ///< [origin function][affected sector]
    std::vector<Wide> threat_by_sector;                      ///< [threat][affected sector]
    std::array<Wide, 2> direct_cascaded{};                   ///< loss by own damage; by that of others
    ExactMoments compound;                                   ///< loss while two or more threat classes contributed
    std::vector<Wide> source_by_sector;                      ///< [source][affected sector]
    std::vector<Wide> deficit_ticks;                         ///< [node], 2^-36 tick
    std::vector<Wide> person_ticks;                          ///< [function], people x 2^-36 tick
    std::vector<Wide> people_union_ticks;                    ///< [region], people x 2^-36 tick, united over functions
    ExactMoments people_union;                               ///< over all regions [person h], rounded in each scenario
    std::vector<std::int64_t> episodes;                      ///< [node] times left nominal
    std::vector<std::int64_t> unfinished;                    ///< [node] scenarios cut off before it was nominal again
    std::array<std::int64_t, threat_class_count> events{};   ///< [threat]
    std::array<std::int64_t, threat_class_count> damages{};  ///< [threat]
    std::vector<std::int64_t> cascade_sizes;                 ///< [threat][bin] events by nodes reached beyond those hit
    std::int64_t stuck = 0;                                  ///< scenarios cut off before all was nominal again
    std::int64_t dropped = 0;                                ///< damages ignored because their node was down
    std::int64_t given_up = 0;  ///< scenarios that asked for too much: in nothing but these counts
    std::array<std::int64_t, give_ups.size()> given_up_by{};  ///< [reason]
    FirstScenarios first_given_up;
    std::int64_t evaluations = 0;
    std::int64_t instants = 0;
    ObservationTally observed;
    std::vector<CandidateTally> candidates;  ///< functions, then measures, as the run asks
    std::vector<ThreatGameTally> games;      ///< one, or none when threats are not played

    /// Adds one baseline scenario.
    void add(const Model& model, const Scenario& scenario, const Journal& journal, const ScenarioLoss& loss,
             const std::vector<NodeOutage>& outages, const std::vector<Reach>& reached);
    /// Adds the people without services of the scenario just added.
    void add_people(const PeopleLoss& people);
    /// Adds the states of the scenario just added at the observed times.
    void add_observation(const Observation& seen) { observed.add(seen, shape.observe_times); }
    /// Adds a scenario that was given up, instead of all else.
    void give_up(std::int64_t scenario, GiveUp reason);
    /// Adds the candidates that were simulated again in the scenario just added; the others differ by 0.
    void add_candidates(std::span<const CandidateDelta> simulated);
    /// Adds, of the measures among them, what the sectors of their payers would save.
    void add_inside(std::span<const CandidateDelta> simulated);
    void merge(const Tally& other);

    /// Lower edges of the bins of `cascade_sizes` [nodes].
    static std::vector<std::int64_t> cascade_size_edges();

    std::string to_bytes() const;
    /// \throws IoError when the bytes are cut short or of another shape
    static Tally from_bytes(std::string_view bytes);
    /// The same in all that is kept.
    friend bool operator==(const Tally& a, const Tally& b);

private:
    void add_parts(const Model& model, const Scenario& scenario, const std::vector<LossPart>& parts);
};

}  // namespace hadome
