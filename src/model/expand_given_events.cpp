#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "model/expansion.hpp"
#include "model/shares.hpp"
#include "random/chance.hpp"

namespace hadome {
namespace {

class GivenEventWriter {
public:
    explicit GivenEventWriter(Expansion& expansion) : expansion_{expansion} {}

    void write(const GivenEventSpec& spec) {
        GivenEvent event;
        event.name = spec.name;
        event.label = spec.label;
        event.hash = qualified_hash("event", spec.name);
        event.threat = spec.threat;
        event.at = ticks_from_hours(spec.at);
        event.draw = event.hash;
        event.high = chance_word(spec.probability);
        event.certain = spec.probability >= 1.0;
        shaken_.clear();
        for (const GivenRowSpec& row : spec.rows) {
            if (row.target == GivenRowSpec::Target::shaking) {
                shake(row, event);
            } else {
                strike(row, event);
            }
        }
        sort_shakings(event);
        expansion_.model.given_events.push_back(std::move(event));
    }

private:
    bool is_in(const GivenRowSpec& row, NodeId node) const {
        const RegionId region = expansion_.model.nodes[node].region;
        return row.regions.empty() || std::find(row.regions.begin(), row.regions.end(), region) != row.regions.end();
    }

    void strike(const GivenRowSpec& row, GivenEvent& event) {
        const bool by_function = row.target == GivenRowSpec::Target::function;
        const std::size_t before = event.hits.size();
        const auto hit = [&](NodeId node) {
            if (is_in(row, node)) {
                event.hits.push_back({node, chance_word(row.chance), static_cast<std::int32_t>(event.damages.size())});
            }
        };
        if (by_function) {
            for (const NodeId node : expansion_.nodes_of(row.function)) {
                hit(node);
            }
            check_regions(row);
        } else {
            for (const Exposure& exposed : expansion_.model.exposures_of(row.platform)) {
                hit(exposed.node);
            }
        }
        event.damages.push_back(row.damage);
        if (event.hits.size() == before && !by_function) {
            report_nothing(row, event, "no node in its regions is on the platform",
                           "widen regions, or put functions on the platform (table platform_use)");
        }
    }

    /// A region named where the function has no node is a slip of the pen.
    void check_regions(const GivenRowSpec& row) const {
        for (const RegionId region : row.regions) {
            if (expansion_.nodes_in(row.function, region).size() == 0) {
                expansion_.diagnostics.add(row.where,
                                           "regions names '" + expansion_.model.regions[region].name + "' where '" +
                                               expansion_.model.functions[row.function].name + "' has no node",
                                           "the sites of the function do not include that region",
                                           "leave the region out, or add it to the sites of the function");
            }
        }
    }

    void shake(const GivenRowSpec& row, GivenEvent& event) {
        const Model& model = expansion_.model;
        std::set<std::pair<NodeId, FragilityId>> by_row;
        for (const FunctionFragility& link : model.function_fragilities) {
            if (model.fragilities[link.fragility].measure != row.measure) {
                continue;
            }
            for (const NodeId node : expansion_.nodes_of(link.function)) {
                if (is_in(row, node) && holds_in(link.only_in, model.nodes[node].region)) {
                    by_row.emplace(node, link.fragility);
                }
            }
        }
        if (by_row.empty()) {
            report_nothing(row, event, "no function in its regions has a fragility class of " + name_of(row.measure),
                           "widen regions, or give functions such a class (table function_fragility)");
        }
        for (const auto& pair : by_row) {
            if (!shaken_.insert(pair).second) {
                expansion_.diagnostics.add(row.where,
                                           "event '" + event.name + "' shakes '" + model.nodes[pair.first].name +
                                               "' twice by " + name_of(row.measure),
                                           "another row of the event gives the node an intensity already",
                                           "give each region one intensity");
                return;
            }
            event.shakings.push_back({pair.first, pair.second, std::log(row.intensity), chance_word(row.chance)});
        }
    }

    void report_nothing(const GivenRowSpec& row, const GivenEvent& event, const std::string& reason,
                        const std::string& remedy) const {
        expansion_.diagnostics.add(row.where, "a row of event '" + event.name + "' strikes nothing", reason, remedy);
    }

    /// What is made first does not depend on the order of rows.
    void sort_shakings(GivenEvent& event) const {
        const auto& fragilities = expansion_.model.fragilities;
        std::sort(event.shakings.begin(), event.shakings.end(), [&](const GivenShaking& a, const GivenShaking& b) {
            return a.node != b.node ? a.node < b.node : fragilities[a.fragility].name < fragilities[b.fragility].name;
        });
    }

    Expansion& expansion_;
    std::set<std::pair<NodeId, FragilityId>> shaken_;  ///< by the event at hand
};

/// Lays the events of each `one_of` side by side, in byte order of their names, on one draw.
void share_draws(Expansion& expansion) {
    const auto& specs = expansion.spec.given_events;
    std::map<std::string, std::map<std::string, std::size_t>> members;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        if (!specs[i].one_of.empty()) {
            members[specs[i].one_of].emplace(specs[i].name, i);
        }
    }
    for (const auto& [one_of, events] : members) {
        std::vector<double> probabilities;
        for (const auto& [name, position] : events) {
            probabilities.push_back(specs[position].probability);
        }
        constexpr double slack = 1e-9;
        if (const double sum = order_free_sum(probabilities); sum > 1.0 + slack) {
            expansion.diagnostics.add(
                specs[events.begin()->second].where,
                "the probabilities of the events of one_of '" + one_of + "' sum to " + std::to_string(sum),
                "at most one of them happens", "lower them to a sum of at most 1");
        }
        double below = 0.0;
        for (const auto& [name, position] : events) {
            GivenEvent& event = expansion.model.given_events[GivenEventId::from_size(position)];
            event.draw = qualified_hash("one_of", one_of);
            event.certain = event.certain && below == 0.0;
            event.low = chance_word(std::min(below, 1.0));
            below += specs[position].probability;
            event.high = chance_word(std::min(below, 1.0));
        }
    }
}

}  // namespace

void expand_given_events(Expansion& expansion) {
    GivenEventWriter writer(expansion);
    for (const GivenEventSpec& spec : expansion.spec.given_events) {
        writer.write(spec);
    }
    share_draws(expansion);
}

}  // namespace hadome
