#include "threats/campaign.hpp"

#include "scenario/decision.hpp"
#include "threats/event_log.hpp"
#include "threats/raised_rates.hpp"
#include "threats/response.hpp"

namespace hadome {

CampaignSampler::CampaignSampler(const Model& model, Tick horizon)
    : model_{model}, horizon_{horizon}, movement_{model} {
    for (const CampaignSource& source : model.campaigns) {
        choices_.emplace_back(model, source);
        damages_.emplace_back(source.damage);
        arrivals_.emplace_back(arrivals_name(ThreatClass::cyber, source.hash), source.rate);
    }
}

void CampaignSampler::draw(const ScenarioKey& key, Storage& storage, Scenario& scenario) const {
    const RaisedRate raised = RaisedRate::of_campaigns(model_, scenario);
    const auto highest = [&](std::uint64_t /*year*/) { return raised.highest(); };
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
        arrivals_[i].draw(key, horizon_, highest, [&](std::uint64_t k, Tick onset, double height) {
            if (height < model_.campaigns[i].rate * raised.at(onset)) {
                strike(key, static_cast<std::int32_t>(i), k, onset, storage, scenario);
            }
        });
    }
}

void CampaignSampler::strike(const ScenarioKey& key, std::int32_t position, std::uint64_t k, Tick onset,
                             Storage& storage, Scenario& scenario) const {
    const auto place = static_cast<std::size_t>(position);
    const CampaignSource& source = model_.campaigns[place];
    const std::uint64_t name = candidate_name(ThreatClass::cyber, source.hash, k);
    storage.victims.clear();
    choices_[place].draw(key, name, storage.ranked, storage.victims);
    if (storage.victims.empty()) {
        return;
    }
    Response response(model_, key, name, source.containment);
    movement_.spread(key, name, source.lateral, damages_[place], response, storage.lateral, storage.victims);
    Tick attack = never;
    if (source.duration) {
        Stream stream = stream_for(key, name, Decision::attack_duration);
        attack = ticks_from_hours(sample(*source.duration, stream));
    }
    EventLog log(scenario, {ThreatClass::cyber, position, onset, 0.0, name, SourceKind::campaign});
    for (const Victim& victim : storage.victims) {
        response.hurt(victim, onset, attack, damages_[place], log);
    }
}

}  // namespace hadome
