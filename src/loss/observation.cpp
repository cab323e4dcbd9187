#include "loss/observation.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/check.hpp"
#include "model/shares.hpp"

namespace hadome {
namespace {

/// Shares of nodes by their values; equal when none has a value.
void weigh(const Model& model, const std::vector<NodeId>& nodes, IndexVector<NodeId, Fixed>& weights) {
    std::vector<double> values;
    values.reserve(nodes.size());
    for (const NodeId node : nodes) {
        values.push_back(static_cast<double>(model.nodes[node].value));
    }
    if (std::none_of(values.begin(), values.end(), [](double value) { return value > 0.0; })) {
        std::fill(values.begin(), values.end(), 1.0);
    }
    const std::vector<Fixed> shares = shares_of(values);
    for (std::size_t k = 0; k < nodes.size(); ++k) {
        weights[nodes[k]] = shares[k];
    }
}

void add_to(std::vector<Wide>& sums, std::vector<std::int32_t>& touched, std::int32_t target, Wide deficit) {
    Wide& sum = sums[static_cast<std::size_t>(target)];
    if (sum == 0 && deficit > 0) {
        touched.push_back(target);
    }
    sum += deficit;
}

/// 1000 (1 - deficit / members), rounded to nearest.
std::int64_t in_thousandths(Wide deficit, std::int64_t members) {
    const Wide whole = static_cast<Wide>(members) << ObservationWeights::unit_bits;
    return static_cast<std::int64_t>((1000 * (whole - deficit) + whole / 2) / whole);
}

}  // namespace

ObservationWeights::ObservationWeights(const Model& model)
    : in_function(model.nodes.size()),
      in_region(model.nodes.size()),
      function_members(model.functions.size()),
      sector_members(model.sectors.size()),
      region_members(model.regions.size()) {
    std::map<FunctionId, std::vector<NodeId>> by_function;
    std::map<std::pair<RegionId, FunctionId>, std::vector<NodeId>> by_region;
    for (const NodeId id : ids_of(model.nodes)) {
        const Node& node = model.nodes[id];
        by_function[node.function].push_back(id);
        by_region[{node.region, node.function}].push_back(id);
    }
    for (const auto& [function, nodes] : by_function) {
        weigh(model, nodes, in_function);
        function_members[function] = 1;
        ++sector_members[model.functions[function].sector];
    }
    for (const auto& [place, nodes] : by_region) {
        weigh(model, nodes, in_region);
        ++region_members[place.first];
    }
}

Observer::Observer(const Model& model, std::span<const Tick> times)
    : model_{model}, times_(times.begin(), times.end()), weights_{model}, deficits_(model.nodes.size()) {
    HADOME_EXPECT(std::is_sorted(times.begin(), times.end()));
    functions_.deficit.resize(model.functions.size());
    sectors_.deficit.resize(model.sectors.size());
    regions_.deficit.resize(model.regions.size());
}

const Observation& Observer::observe(const Journal& journal) {
    HADOME_EXPECT(journal.given_up == GiveUp::no);
    for (std::vector<Observed>* part : {&seen_.nodes, &seen_.functions, &seen_.sectors, &seen_.regions}) {
        part->clear();
    }
    auto change = journal.changes.begin();
    for (std::size_t k = 0; k < times_.size(); ++k) {
        for (; change != journal.changes.end() && change->time <= times_[k]; ++change) {
            touched_.push_back(change->node);
            deficits_[change->node] = change->deficit;
        }
        // Every node once, and none that is nominal.
        std::sort(touched_.begin(), touched_.end());
        touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
        touched_.erase(std::remove_if(touched_.begin(), touched_.end(),
                                      [&](NodeId node) { return deficits_[node] == Fixed::zero(); }),
                       touched_.end());
        look(static_cast<std::int32_t>(k));
    }
    for (const NodeId node : touched_) {
        deficits_[node] = Fixed::zero();
    }
    touched_.clear();
    return seen_;
}

void Observer::look(std::int32_t time) {
    for (const NodeId id : touched_) {
        const Node& node = model_.nodes[id];
        const Wide deficit = deficits_[id].raw();
        seen_.nodes.push_back({time, id.value(), deficit, 0});
        const Wide of_function = deficit * weights_.in_function[id].raw();
        add_to(functions_.deficit, functions_.touched, node.function.value(), of_function);
        add_to(sectors_.deficit, sectors_.touched, model_.functions[node.function].sector.value(), of_function);
        add_to(regions_.deficit, regions_.touched, node.region.value(), deficit * weights_.in_region[id].raw());
    }
    gather(functions_, time, weights_.function_members.items(), seen_.functions);
    gather(sectors_, time, weights_.sector_members.items(), seen_.sectors);
    gather(regions_, time, weights_.region_members.items(), seen_.regions);
}

void Observer::gather(Sums& sums, std::int32_t time, const std::vector<std::int64_t>& members,
                      std::vector<Observed>& into) {
    std::sort(sums.touched.begin(), sums.touched.end());
    for (const std::int32_t target : sums.touched) {
        Wide& deficit = sums.deficit[static_cast<std::size_t>(target)];
        into.push_back({time, target, deficit, in_thousandths(deficit, members[static_cast<std::size_t>(target)])});
        deficit = 0;
    }
    sums.touched.clear();
}

}  // namespace hadome
