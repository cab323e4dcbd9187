#include "threats/sampler.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "threats/raised_rates.hpp"

namespace hadome {
namespace {

/// Events drawn in blocks, one after another. What is drawn first is listed last, whatever order the couplings ask for.
class EventBlocks {
public:
    explicit EventBlocks(Scenario& scenario) : scenario_{scenario} {}

    void end_block() { ends_[count_++] = scenario_.events.size(); }

    /// Turns the order of the blocks round, keeping that within each.
    void reverse() {
        auto& events = scenario_.events;
        const std::size_t all = events.size();
        std::reverse(events.begin(), events.end());
        for (std::size_t block = 0; block < count_; ++block) {
            std::reverse(events.begin() + static_cast<std::ptrdiff_t>(all - ends_[block]),
                         events.begin() + static_cast<std::ptrdiff_t>(all - start_of(block)));
        }
        for (Damage& damage : scenario_.damages) {
            const std::size_t old = damage.event.offset();
            const auto end = std::upper_bound(ends_.begin(), ends_.begin() + count_, old);
            const std::size_t first = start_of(static_cast<std::size_t>(end - ends_.begin()));
            damage.event = EventId::from_size(all - *end + (old - first));
        }
    }

private:
    std::size_t start_of(std::size_t block) const { return block == 0 ? 0 : ends_[block - 1]; }

    Scenario& scenario_;
    std::array<std::size_t, 4> ends_{};
    std::size_t count_ = 0;
};

}  // namespace

ScenarioSampler::ScenarioSampler(const Model& model, std::uint64_t seed, std::uint64_t world, Tick horizon,
                                 const DrawnClasses& drawn)
    : model_{model},
      seed_{seed},
      world_{world},
      unintended_(model, horizon),
      platform_defects_(model, horizon),
      worms_(model, horizon),
      campaigns_(model, horizon),
      earthquakes_(model, horizon),
      storms_(model, horizon),
      event_sets_(model, horizon),
      given_(model),
      drawn_{drawn} {}

void ScenarioSampler::draw(std::int64_t number, const DrawnClasses& drawn, Storage& storage, Scenario& scenario) const {
    const ScenarioKey key{seed_, world_, static_cast<std::uint64_t>(number)};
    scenario.clear();
    scenario.number = number;
    scenario.key = key;
    const auto is_drawn = [&](ThreatClass threat) {
        return drawn_[static_cast<std::size_t>(threat)] && drawn[static_cast<std::size_t>(threat)];
    };
    EventBlocks blocks(scenario);
    given_.draw(key, scenario);
    blocks.end_block();
    if (is_drawn(ThreatClass::disaster)) {
        earthquakes_.draw(key, storage.earthquakes, scenario);
        storms_.draw(key, scenario);
        event_sets_.draw(key, scenario);
    }
    blocks.end_block();
    add_disaster_windows(model_, scenario);
    if (is_drawn(ThreatClass::cyber)) {
        worms_.draw(key, scenario);
        campaigns_.draw(key, storage.campaigns, scenario);
    }
    blocks.end_block();
    add_campaign_windows(model_, scenario);
    if (is_drawn(ThreatClass::unintended)) {
        unintended_.draw(key, scenario);
        platform_defects_.draw(key, scenario);
    }
    blocks.end_block();
    blocks.reverse();

    // Two damages may agree in all but the fragility class; within an event those were made in the order of the
    // classes' names, and so were their stages.
    const auto place = [&](const Damage& damage) {
        return std::tuple(damage.onset, model_.nodes[damage.node].rank, damage.kind, scenario.events[damage.event].name,
                          damage.first_stage);
    };
    std::sort(scenario.damages.begin(), scenario.damages.end(),
              [&](const Damage& a, const Damage& b) { return place(a) < place(b); });
}

}  // namespace hadome
