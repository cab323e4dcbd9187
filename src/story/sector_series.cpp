#include "story/sector_series.hpp"

#include <algorithm>

namespace hadome {
namespace {

/// Lost now, in weight x 2^-36.
struct Lost {
    Wide direct = 0;
    Wide cascaded = 0;
};

struct NodeNow {
    Fixed deficit;
    bool direct = false;
};

double share(Wide lost, std::int64_t weight) {
    return static_cast<double>(lost) / (static_cast<double>(weight) * static_cast<double>(Fixed::one_raw));
}

}  // namespace

std::vector<SectorSeries> sector_series(const StorySource& source) {
    const Model& model = source.model;
    const auto sector_of = [&](NodeId node) { return model.functions[model.nodes[node].function].sector; };
    IndexVector<SectorId, std::int64_t> value(model.sectors.size(), 0);
    IndexVector<SectorId, std::int64_t> count(model.sectors.size(), 0);
    for (const NodeId node : ids_of(model.nodes)) {
        value[sector_of(node)] += model.nodes[node].value;
        ++count[sector_of(node)];
    }
    IndexVector<SectorId, SectorSeries> series(model.sectors.size());
    IndexVector<SectorId, Lost> lost(model.sectors.size());
    IndexVector<NodeId, NodeNow> now(model.nodes.size());
    for (const Change& change : source.journal.changes) {
        const SectorId sector = sector_of(change.node);
        const std::int64_t weight = value[sector] > 0 ? model.nodes[change.node].value : 1;
        NodeNow& node = now[change.node];
        (node.direct ? lost[sector].direct : lost[sector].cascaded) -= static_cast<Wide>(weight) * node.deficit.raw();
        node.deficit = change.deficit;
        node.direct = change.cause.valid() && source.scenario.damages[change.cause].node == change.node;
        (node.direct ? lost[sector].direct : lost[sector].cascaded) += static_cast<Wide>(weight) * node.deficit.raw();

        SectorSeries& one = series[sector];
        const std::int64_t whole = value[sector] > 0 ? value[sector] : count[sector];
        const SectorSeries::Step step{change.time, share(lost[sector].direct, whole),
                                      share(lost[sector].cascaded, whole)};
        if (!one.steps.empty() && one.steps.back().time == change.time) {
            one.steps.back() = step;  // only the end of an instant counts
        } else {
            one.steps.push_back(step);
        }
    }
    std::vector<SectorSeries> touched;
    for (const SectorId sector : ids_of(series)) {
        SectorSeries& one = series[sector];
        one.sector = sector;
        one.by_value = value[sector] > 0;
        for (const SectorSeries::Step& step : one.steps) {
            one.peak = std::max(one.peak, step.all());
        }
        if (one.peak > 0.0) {
            touched.push_back(std::move(one));
        }
    }
    return touched;
}

}  // namespace hadome
