#include "model/dependents.hpp"

#include <algorithm>
#include <bit>

namespace hadome {
namespace {

constexpr std::size_t word_bits = 64;

/// Sets, for the nodes of one word of dependents, their bit at every node that they need, themselves included.
class NeedFinder {
public:
    explicit NeedFinder(const Model& model)
        : model_{model}, needed_by_(model.nodes.size()), queued_(model.nodes.size()) {}

    /// Adds to `counts` by node how many of the nodes [first, last) need it.
    void add(NodeId first, NodeId last, IndexVector<NodeId, std::int64_t>& counts) {
        for (const NodeId node : IdRange<NodeId>(first, last)) {
            mark(node, std::uint64_t{1} << (node.offset() - first.offset()));
        }
        for (std::size_t next = 0; next < work_.size(); ++next) {
            const NodeId node = work_[next];
            queued_[node] = 0;
            for (std::int32_t group = model_.first_group[node.offset()]; group < model_.first_group[node.offset() + 1];
                 ++group) {
                for (const Supplier& supplier : model_.suppliers_of(GroupId{group})) {
                    mark(supplier.node, needed_by_[node]);
                }
            }
        }
        // A node stands in the work as often as it was marked anew; it is counted and cleared once.
        for (const NodeId node : work_) {
            counts[node] += std::popcount(needed_by_[node]);
            needed_by_[node] = 0;
        }
        for (const NodeId node : IdRange<NodeId>(first, last)) {
            --counts[node];  // itself
        }
        work_.clear();
    }

private:
    void mark(NodeId node, std::uint64_t dependents) {
        if ((needed_by_[node] | dependents) == needed_by_[node]) {
            return;
        }
        needed_by_[node] |= dependents;
        if (queued_[node] == 0) {
            queued_[node] = 1;
            work_.push_back(node);
        }
    }

    const Model& model_;
    IndexVector<NodeId, std::uint64_t> needed_by_;
    IndexVector<NodeId, char> queued_;
    std::vector<NodeId> work_;
};

}  // namespace

IndexVector<NodeId, std::int64_t> count_dependents(const Model& model) {
    IndexVector<NodeId, std::int64_t> counts(model.nodes.size());
    NeedFinder finder(model);
    for (std::size_t first = 0; first < model.nodes.size(); first += word_bits) {
        finder.add(NodeId::from_size(first), NodeId::from_size(std::min(first + word_bits, model.nodes.size())),
                   counts);
    }
    return counts;
}

}  // namespace hadome
