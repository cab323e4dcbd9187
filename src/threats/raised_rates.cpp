#include "threats/raised_rates.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace hadome {
namespace {

constexpr std::int32_t everywhere = -1;

auto place_of(const RateWindow& window) {
    return std::tuple(window.coupling, window.place);
}

/// Puts the windows from `first` on in order, and unites those of one place that touch.
void unite(std::vector<RateWindow>& windows, std::size_t first) {
    const auto begin = windows.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, windows.end(), [](const RateWindow& a, const RateWindow& b) {
        return std::tuple(place_of(a), a.from, a.until) < std::tuple(place_of(b), b.from, b.until);
    });
    auto last = begin;
    for (auto window = begin; window != windows.end(); ++window) {
        if (window == begin) {
            continue;
        }
        if (place_of(*window) == place_of(*last) && window->from <= last->until) {
            last->until = std::max(last->until, window->until);
        } else {
            *++last = *window;
        }
    }
    if (begin != windows.end()) {
        windows.erase(last + 1, windows.end());
    }
}

/// Calls `read` with the damages of each event of a class. Those of one event lie side by side until all is drawn.
template <class Read>
void for_each_event(const Scenario& scenario, ThreatClass threat, const Read& read) {
    const std::span<const Damage> all = scenario.damages.items();
    for (std::size_t first = 0; first < all.size();) {
        const EventId event = all[first].event;
        std::size_t last = first;
        while (last < all.size() && all[last].event == event) {
            ++last;
        }
        if (scenario.events[event].threat == threat) {
            read(all.subspan(first, last - first));
        }
        first = last;
    }
}

/// Nodes of one place are mostly struck one after another: they need one window.
void add_window(std::vector<RateWindow>& windows, std::size_t first, const RateWindow& window) {
    if (windows.size() == first || !(windows.back() == window)) {
        windows.push_back(window);
    }
}

std::span<const RateWindow> windows_of(const Scenario& scenario, Coupling coupling, std::int32_t place) {
    const auto found =
        std::equal_range(scenario.windows.begin(), scenario.windows.end(), RateWindow{coupling, place, 0, 0},
                         [](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
    return {found.first, found.second};
}

}  // namespace

void add_disaster_windows(const Model& model, Scenario& scenario) {
    const Couplings& couplings = model.couplings;
    if (!couplings.disaster_unintended.on() && !couplings.disaster_cyber.on()) {
        return;
    }
    std::vector<RateWindow>& windows = scenario.windows;
    for_each_event(scenario, ThreatClass::disaster, [&](std::span<const Damage> damages) {
        const std::size_t before = windows.size();
        Tick first = damages.front().onset;
        for (const Damage& damage : damages) {
            first = std::min(first, damage.onset);
            add_window(windows, before,
                       {Coupling::disaster_unintended, model.nodes[damage.node].region.value(), damage.onset,
                        damage.onset + couplings.disaster_unintended.lasts});
        }
        unite(windows, before);
        std::int32_t regions = 0;
        for (std::size_t i = before; i < windows.size(); ++i) {
            regions += i == before || windows[i].place != windows[i - 1].place ? 1 : 0;
        }
        if (!couplings.disaster_unintended.on()) {
            windows.resize(before);
        }
        if (couplings.disaster_cyber.on() && regions >= couplings.disaster_cyber_regions) {
            windows.push_back({Coupling::disaster_cyber, everywhere, first, first + couplings.disaster_cyber.lasts});
        }
    });
    unite(windows, 0);
}

void add_campaign_windows(const Model& model, Scenario& scenario) {
    const Couplings::Timed& coupling = model.couplings.cyber_unintended;
    if (!coupling.on()) {
        return;
    }
    std::vector<RateWindow>& windows = scenario.windows;
    for_each_event(scenario, ThreatClass::cyber, [&](std::span<const Damage> damages) {
        Tick detected = never;
        for (const Damage& damage : damages) {
            detected = std::min(detected, damage.onset + damage.detection);
        }
        if (detected >= never) {
            return;
        }
        const std::size_t before = windows.size();
        for (const Damage& damage : damages) {
            const SectorId sector = model.functions[model.nodes[damage.node].function].sector;
            add_window(windows, before,
                       {Coupling::cyber_unintended, sector.value(), detected, detected + coupling.lasts});
        }
    });
    unite(windows, 0);
}

RaisedRate RaisedRate::of_campaigns(const Model& model, const Scenario& scenario) {
    RaisedRate raised;
    raised.parts_[0] = {windows_of(scenario, Coupling::disaster_cyber, everywhere),
                        model.couplings.disaster_cyber.factor};
    return raised;
}

RaisedRate RaisedRate::of_unintended(const Model& model, const Scenario& scenario, NodeId node) {
    RaisedRate raised;
    if (!scenario.windows.empty()) {
        const Couplings& couplings = model.couplings;
        const SectorId sector = model.functions[model.nodes[node].function].sector;
        raised.parts_[0] = {windows_of(scenario, Coupling::disaster_unintended, model.nodes[node].region.value()),
                            couplings.disaster_unintended.factor};
        raised.parts_[1] = {windows_of(scenario, Coupling::cyber_unintended, sector.value()),
                            couplings.cyber_unintended.factor};
    }
    return raised;
}

double RaisedRate::highest() const {
    double highest = 1.0;
    for (const Part& part : parts_) {
        highest = part.windows.empty() ? highest : std::max(highest, part.factor);
    }
    return highest;
}

double RaisedRate::at(Tick time) const {
    double factor = 1.0;
    for (const Part& part : parts_) {
        const auto after = std::upper_bound(part.windows.begin(), part.windows.end(), time,
                                            [](Tick moment, const RateWindow& window) { return moment < window.from; });
        if (after != part.windows.begin() && time < (after - 1)->until) {
            factor = std::max(factor, part.factor);
        }
    }
    return factor;
}

}  // namespace hadome
