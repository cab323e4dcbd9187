#include "counterfactual/threat_game.hpp"

namespace hadome {
namespace {

/// Classes that were drawn, by their bits.
std::size_t classes_in(const Scenario& scenario) {
    std::size_t classes = 0;
    for (const Event& event : scenario.events) {
        if (event.kind != SourceKind::given) {
            classes |= std::size_t{1} << static_cast<unsigned>(event.threat);
        }
    }
    return classes;
}

}  // namespace

ThreatGamePlayer::ThreatGamePlayer(const Model& model, Simulator& simulator, Tick starts)
    : simulator_{simulator}, account_{model, starts} {}

GiveUp ThreatGamePlayer::play(const Scenario& scenario, Jpy loss, const Draw& draw) {
    const std::size_t present = classes_in(scenario);
    simulations_ = 0;
    for (std::size_t set = 0; set < threat_set_count; ++set) {
        const std::size_t acting = set & present;
        if (acting == present) {
            game_[set] = loss;
        } else if (acting != set) {
            game_[set] = game_[acting];  // a smaller number: known already
        } else {
            draw(set, part_);
            ++simulations_;
            const Journal& journal = simulator_.run(part_, Treatment{});
            if (journal.given_up != GiveUp::no) {
                return journal.given_up;
            }
            game_[set] = account_.assess(part_, journal).all();
        }
    }
    return GiveUp::no;
}

}  // namespace hadome
