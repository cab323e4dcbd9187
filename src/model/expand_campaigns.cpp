#include <algorithm>
#include <map>
#include <set>

#include "model/expansion.hpp"
#include "model/shares.hpp"
#include "model/supplier_finder.hpp"
#include "random/chance.hpp"

namespace hadome {
namespace {

/// Divides attractiveness among nodes, and says which rows have no effect.
class TargetWriter {
public:
    explicit TargetWriter(Expansion& expansion) : expansion_{expansion} {
        const auto& rows = expansion.spec.cyber_targets;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            rows_.emplace(std::pair(rows[row].function, rows[row].campaign), row);
        }
    }

    void write(std::int32_t position, const CampaignSpec& spec) {
        CampaignSource source = spec.source;
        source.hash = qualified_hash("campaign", source.name);
        source.displacement = chance_word(spec.displacement);
        for (const FunctionId function : ids_of(expansion_.model.functions)) {
            if (is_open(spec, function)) {
                add_function(position, spec, function, source);
            }
        }
        if (source.targets.empty()) {
            expansion_.diagnostics.add(spec.where, "campaign '" + source.name + "' has no target",
                                       "all functions that it may choose have attractiveness 0",
                                       "give one of them an attractiveness, or name other functions or sectors");
        }
        expansion_.model.campaigns.push_back(std::move(source));
    }

    void report_idle_rows() const {
        const auto& rows = expansion_.spec.cyber_targets;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (!used_.contains(row)) {
                expansion_.diagnostics.add(
                    rows[row].where,
                    "a row of cyber_target for '" + expansion_.model.functions[rows[row].function].name +
                        "' has no effect",
                    rows[row].campaign < 0 ? "no campaign chooses that function, or each has a row of its own for it"
                                           : "the campaign does not choose that function",
                    "take it out, or let functions or sectors of the campaign name it");
            }
        }
    }

private:
    bool is_open(const CampaignSpec& spec, FunctionId function) const {
        const SectorId sector = expansion_.model.functions[function].sector;
        return (spec.functions.empty() && spec.sectors.empty()) ||
               std::find(spec.functions.begin(), spec.functions.end(), function) != spec.functions.end() ||
               std::find(spec.sectors.begin(), spec.sectors.end(), sector) != spec.sectors.end();
    }

    /// The campaign's own row for a function goes before the row for all campaigns.
    const CyberTargetSpec& row_of(std::int32_t campaign, FunctionId function) {
        static const CyberTargetSpec none;
        for (const std::int32_t of : {campaign, -1}) {
            if (const auto found = rows_.find({function, of}); found != rows_.end()) {
                used_.insert(found->second);
                return expansion_.spec.cyber_targets[found->second];
            }
        }
        return none;
    }

    void add_function(std::int32_t position, const CampaignSpec& spec, FunctionId function, CampaignSource& source) {
        const CyberTargetSpec& row = row_of(position, function);
        if (row.attractiveness <= 0.0) {
            return;
        }
        std::vector<NodeId> nodes;
        for (const NodeId node : expansion_.nodes_of(function)) {
            nodes.push_back(node);
        }
        const std::vector<double> weights = split_weights(expansion_, row.split, nodes);
        const double total = row.split == Split::each ? 1.0 : order_free_sum(weights);
        if (total <= 0.0) {
            expansion_.diagnostics.add(
                row.where,
                "the attractiveness of '" + expansion_.model.functions[function].name + "' cannot be divided",
                "none of its regions has a figure for split = \"" + name_of(row.split) + "\"",
                "fill in that column of the regions, or choose another split");
            return;
        }
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (weights[i] > 0.0) {
                source.targets.push_back(
                    {nodes[i], row.attractiveness * (weights[i] / total), chance_word(spec.success * row.success)});
            }
        }
    }

    Expansion& expansion_;
    std::map<std::pair<FunctionId, std::int32_t>, std::size_t> rows_;  ///< by function and campaign
    std::set<std::size_t> used_;
};

struct Link {
    NodeId from;
    CyberLink link;
};

/// False when the model is full.
bool add_links(Expansion& expansion, const SupplierFinder& finder, std::size_t rule, std::vector<Link>& links) {
    const CyberLinkSpec& spec = expansion.spec.cyber_links[rule];
    DependencySpec reach;
    reach.consumer = spec.from;
    reach.supplier = spec.to;
    reach.scope = spec.scope;
    reach.named = spec.named;
    const std::size_t before = links.size();
    std::vector<NodeId> found;
    for (const NodeId from : expansion.nodes_of(spec.from)) {
        finder.find(reach, from, found);
        for (const NodeId to : found) {
            if (to != from) {
                links.push_back({from, {to, spec.probability, static_cast<std::int32_t>(rule)}});
            }
        }
        if (static_cast<std::int64_t>(links.size()) > max_supplier_links) {
            expansion.diagnostics.add(
                spec.where, "the model has more than " + std::to_string(max_supplier_links) + " cyber links",
                "every node of one function is linked with every node of the other in scope", "narrow the scope");
            return false;
        }
    }
    if (links.size() == before) {
        const auto& functions = expansion.model.functions;
        expansion.diagnostics.add(
            spec.where,
            "no node of '" + functions[spec.from].name + "' reaches one of '" + functions[spec.to].name + "'",
            "none is in scope '" + name_of(spec.scope) + "'", "widen the scope, or take the row out");
    }
    return true;
}

/// The fate of a pair of nodes is one draw, so one rule links them.
void refuse_double_links(Expansion& expansion, const std::vector<Link>& links) {
    std::set<std::int32_t> reported;
    for (std::size_t i = 1; i < links.size(); ++i) {
        const Link& a = links[i - 1];
        const Link& b = links[i];
        if (a.from == b.from && a.link.to == b.link.to && reported.insert(b.link.rule).second) {
            const auto& specs = expansion.spec.cyber_links;
            expansion.diagnostics.add(specs[static_cast<std::size_t>(b.link.rule)].where,
                                      "'" + expansion.model.nodes[a.from].name + "' and '" +
                                          expansion.model.nodes[a.link.to].name + "' are linked twice",
                                      "line " +
                                          std::to_string(specs[static_cast<std::size_t>(a.link.rule)].where.line) +
                                          " links them already",
                                      "narrow the scope of one of the two, or take it out");
        }
    }
}

void expand_links(Expansion& expansion) {
    Model& model = expansion.model;
    const auto& specs = expansion.spec.cyber_links;
    if (specs.empty()) {
        return;
    }
    const SupplierFinder finder(expansion);
    std::vector<Link> links;
    for (std::size_t rule = 0; rule < specs.size(); ++rule) {
        model.cyber_delays.push_back(specs[rule].delay);
        if (!add_links(expansion, finder, rule, links)) {
            return;
        }
    }
    std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
        return std::tuple(a.from, a.link.to, a.link.rule) < std::tuple(b.from, b.link.to, b.link.rule);
    });
    refuse_double_links(expansion, links);
    model.first_cyber_link.assign(model.nodes.size() + 1, 0);
    for (const Link& one : links) {
        model.cyber_links.push_back(one.link);
        model.first_cyber_link[one.from.offset() + 1] = static_cast<std::int32_t>(model.cyber_links.size());
    }
    for (std::size_t node = 1; node < model.first_cyber_link.size(); ++node) {
        model.first_cyber_link[node] = std::max(model.first_cyber_link[node], model.first_cyber_link[node - 1]);
    }
}

}  // namespace

void expand_campaigns(Expansion& expansion) {
    TargetWriter writer(expansion);
    const auto& specs = expansion.spec.campaigns;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        writer.write(static_cast<std::int32_t>(i), specs[i]);
    }
    writer.report_idle_rows();
    expand_links(expansion);
}

}  // namespace hadome
