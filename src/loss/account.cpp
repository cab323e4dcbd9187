#include "loss/account.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace hadome {
namespace {

/// value [mJPY/h] x deficit [2^-36] x duration [ms] in whole yen, rounded to nearest: the only rounding of a loss.
Jpy lost(std::int64_t value, Fixed deficit, Tick duration) {
    constexpr Wide scale = Wide{Fixed::one_raw} * ticks_per_hour * 1000;
    const Wide product = static_cast<Wide>(value) * deficit.raw() * duration;
    return static_cast<Jpy>((product + scale / 2) / scale);
}

}  // namespace

std::array<Jpy, headline_count> inside_delta(const ScenarioLoss& baseline, const ScenarioLoss& counterfactual,
                                             std::span<const SectorId> payers) {
    std::array<Jpy, headline_count> inside{};
    for (const SectorId sector : payers) {
        inside[static_cast<std::size_t>(Headline::it_caused)] +=
            baseline.it_by_sector[sector] - counterfactual.it_by_sector[sector];
        inside[static_cast<std::size_t>(Headline::all_causes)] +=
            baseline.by_sector[sector] - counterfactual.by_sector[sector];
    }
    return inside;
}

LossAccount::LossAccount(const Model& model, Tick starts) : model_{model}, open_(model.nodes.size()) {
    for (const Function& function : model.functions) {
        const FunctionId id = values_.push_back(ValueOverTime(model, function, starts));
        if (!values_[id].constant()) {
            ages_.resize(model.nodes.size());
        }
    }
}

const ScenarioLoss& LossAccount::assess(const Scenario& scenario, const Journal& journal) {
    HADOME_EXPECT(journal.given_up == GiveUp::no);
    loss_.total.fill(0);
    loss_.by_sector.assign(model_.sectors.size(), 0);
    loss_.it_by_sector.assign(model_.sectors.size(), 0);
    loss_.by_threat.fill(0);
    loss_.by_kind.fill(0);
    loss_.largest_event = 0;
    loss_.compound = 0;
    loss_.parts.clear();
    outages_.clear();
    reached_.clear();
    by_event_.assign(scenario.events.size(), 0);

    for (const Change& change : journal.changes) {
        Open& open = open_[change.node];
        if (open.outage < 0) {
            open.outage = static_cast<std::int32_t>(outages_.size());
            outages_.push_back({change.node, 0, 0, false});
        }
        close_segment(scenario, change.node, open, change.time);
        if (change.cause.valid() && change.cause != open.cause) {
            reached_.push_back({scenario.damages[change.cause].event, change.node});
        }
        NodeOutage& outage = outages_[static_cast<std::size_t>(open.outage)];
        outage.episodes += open.deficit == Fixed::zero() && change.deficit > Fixed::zero();
        open.since = change.time;
        open.deficit = change.deficit;
        open.cause = change.cause;
        open.compound = change.compound;
        if (change.deficit == Fixed::zero() && !ages_.empty()) {
            ages_[change.node] = 0;
        }
    }
    for (NodeOutage& outage : outages_) {
        outage.unfinished = open_[outage.node].deficit > Fixed::zero();
        close_segment(scenario, outage.node, open_[outage.node], journal.end);
        open_[outage.node] = Open{};
        if (!ages_.empty()) {
            ages_[outage.node] = 0;
        }
    }
    for (const Jpy event_loss : by_event_) {
        loss_.largest_event = std::max(loss_.largest_event, event_loss);
    }
    return loss_;
}

const std::vector<Reach>& LossAccount::reached(const Scenario& scenario, const Journal& journal) {
    std::sort(reached_.begin(), reached_.end());
    reached_.erase(std::unique(reached_.begin(), reached_.end()), reached_.end());
    hit_.clear();
    for (const DamageId id : ids_of(scenario.damages)) {
        if (journal.happened(id)) {
            hit_.push_back({scenario.damages[id].event, scenario.damages[id].node});
        }
    }
    std::sort(hit_.begin(), hit_.end());
    const auto is_hit = [&](const Reach& reach) { return std::binary_search(hit_.begin(), hit_.end(), reach); };
    reached_.erase(std::remove_if(reached_.begin(), reached_.end(), is_hit), reached_.end());
    return reached_;
}

Jpy LossAccount::lost_in(NodeId node, const Open& open, Tick until) {
    const ValueOverTime& over_time = values_[model_.nodes[node].function];
    const std::int64_t value = model_.nodes[node].value;
    if (over_time.constant()) {
        return lost(value, open.deficit, until - open.since);
    }
    OutageAge& age = ages_[node];
    const Jpy amount = over_time.lost(value, open.deficit, open.since, until, age);
    age += static_cast<Wide>(open.deficit.raw()) * (until - open.since);
    return amount;
}

void LossAccount::close_segment(const Scenario& scenario, NodeId node, const Open& open, Tick until) {
    if (open.deficit == Fixed::zero() || until == open.since) {
        return;
    }
    const Tick duration = until - open.since;
    outages_[static_cast<std::size_t>(open.outage)].deficit_ticks += static_cast<Wide>(open.deficit.raw()) * duration;
    const Jpy amount = lost_in(node, open, until);
    if (amount == 0) {
        return;
    }
    HADOME_ENSURE(open.cause.valid());  // who is down has a cause
    const Damage& damage = scenario.damages[open.cause];
    const Event& event = scenario.events[damage.event];
    const SectorId sector = model_.functions[model_.nodes[node].function].sector;
    loss_.total[static_cast<std::size_t>(Headline::all_causes)] += amount;
    loss_.by_sector[sector] += amount;
    if (damage.kind != DamageKind::physical) {
        loss_.total[static_cast<std::size_t>(Headline::it_caused)] += amount;
        loss_.it_by_sector[sector] += amount;
    }
    loss_.by_threat[static_cast<std::size_t>(event.threat)] += amount;
    loss_.by_kind[static_cast<std::size_t>(damage.kind)] += amount;
    by_event_[damage.event.offset()] += amount;
    loss_.compound += open.compound ? amount : 0;
    loss_.parts.push_back({node, open.cause, amount});
}

}  // namespace hadome
