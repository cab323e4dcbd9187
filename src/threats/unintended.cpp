#include "threats/unintended.hpp"

#include <algorithm>

#include "scenario/decision.hpp"
#include "threats/event_log.hpp"
#include "threats/raised_rates.hpp"

namespace hadome {
namespace {

/// The yearly factors of one source at a time: all its processes share them.
class YearlyFactors {
public:
    YearlyFactors(const ScenarioKey& key, const std::vector<ShapedRate>& shapes) : key_{key}, shapes_{shapes} {}

    double of(std::int32_t source, std::uint64_t year) {
        if (source != source_ || year != year_) {
            source_ = source;
            year_ = year;
            factor_ = shapes_[static_cast<std::size_t>(source)].in_year(key_, year);
        }
        return factor_;
    }

private:
    const ScenarioKey& key_;
    const std::vector<ShapedRate>& shapes_;
    std::int32_t source_ = -1;
    std::uint64_t year_ = 0;
    double factor_ = 1.0;
};

}  // namespace

UnintendedSampler::UnintendedSampler(const Model& model, Tick horizon)
    : model_{model}, horizon_{horizon}, stress_{model.couplings.degraded_unintended} {
    for (const UnintendedSource& source : model.unintended) {
        damages_.emplace_back(source.damage);
        shapes_.emplace_back(model, source.shape, source.hash);
    }
    arrivals_.reserve(model.unintended_processes.size());
    for (const UnintendedProcess& process : model.unintended_processes) {
        const double peak = shapes_[static_cast<std::size_t>(process.source)].peak();
        arrivals_.emplace_back(arrivals_name(ThreatClass::unintended, process.hash), process.rate * peak * stress_);
    }
}

void UnintendedSampler::draw(const ScenarioKey& key, Scenario& scenario) const {
    YearlyFactors yearly(key, shapes_);
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
        const UnintendedProcess& process = model_.unintended_processes[i];
        const ShapedRate& shape = shapes_[static_cast<std::size_t>(process.source)];
        const RaisedRate raised = RaisedRate::of_unintended(model_, scenario, process.node);
        const double highest = std::max(raised.highest(), stress_) / stress_;
        const auto bound = [&](std::uint64_t year) { return highest * yearly.of(process.source, year); };
        arrivals_[i].draw(key, horizon_, bound, [&](std::uint64_t k, Tick onset, double height) {
            const double rate = process.rate * shape.in_season(onset) * yearly.of(process.source, year_of(onset));
            const double factor = raised.at(onset);
            if (height < rate * factor) {
                strike(key, process, k, onset, false, scenario);
            } else if (height < rate * std::max(factor, stress_)) {
                strike(key, process, k, onset, true, scenario);
            }
        });
    }
}

void UnintendedSampler::strike(const ScenarioKey& key, const UnintendedProcess& process, std::uint64_t k, Tick onset,
                               bool only_while_degraded, Scenario& scenario) const {
    const std::uint64_t name = candidate_name(ThreatClass::unintended, process.hash, k);
    const std::uint64_t node = model_.nodes[process.node].hash;
    const DamageDrawer& drawer = damages_[static_cast<std::size_t>(process.source)];
    EventLog log(scenario, {ThreatClass::unintended, process.source, onset, 0.0, name, SourceKind::unintended});
    Damage damage;
    damage.node = process.node;
    damage.kind = drawer.kind();
    damage.onset = onset;
    damage.detection = drawer.detection(key, name, node);
    damage.only_while_degraded = only_while_degraded;
    drawer.add_parts(key, name, node, log);
    log.hurt(damage);
}

}  // namespace hadome
