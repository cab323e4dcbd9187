#include "loss/tally.hpp"

#include <algorithm>
#include <bit>

namespace hadome {
namespace {

constexpr std::size_t cascade_size_bins = 16;

/// Bins of a count by powers of two: 0 | 1 | 2-3 | 4-7 | ..., the last one open.
std::size_t bin_of(std::size_t count) {
    return std::min<std::size_t>(std::bit_width(count), cascade_size_bins - 1);
}

template <class Container>
void merge_sums(Container& into, const Container& from) {
    for (std::size_t k = 0; k < into.size(); ++k) {
        into[k] += from[k];
    }
}

template <class Container>
void merge_each(Container& into, const Container& from) {
    for (std::size_t k = 0; k < into.size(); ++k) {
        into[k].merge(from[k]);
    }
}

/// One walk over all fields, for writing, reading and comparing shapes alike.
template <class TallyRef, class Visit>
void visit_plain(TallyRef& tally, Visit&& visit) {
    visit(tally.scenarios);
    visit(tally.loss);
    visit(tally.by_threat);
    visit(tally.by_kind);
    visit(tally.direct_cascaded);
    visit(tally.events);
    visit(tally.damages);
    visit(tally.stuck);
    visit(tally.evaluations);
    visit(tally.instants);
}

template <class TallyRef, class Visit>
void visit_vectors(TallyRef& tally, Visit&& visit) {
    visit(tally.by_sector);
    visit(tally.origin_by_affected);
    visit(tally.threat_by_sector);
    visit(tally.deficit_ticks);
    visit(tally.person_ticks);
    visit(tally.episodes);
    visit(tally.cascade_sizes);
}

}  // namespace

Tally::Tally(const TallyShape& shape_in)
    : shape{shape_in},
      event_tail{shape.tail_capacity},
      by_sector(shape.sectors),
      origin_by_affected(shape.functions * shape.functions),
      threat_by_sector(threat_class_count * shape.sectors),
      deficit_ticks(shape.nodes),
      person_ticks(shape.functions),
      episodes(shape.nodes),
      cascade_sizes(threat_class_count * cascade_size_bins),
      candidates(shape.candidates) {
    tail.fill(TailBuffer(shape.tail_capacity));
    for (CandidateTally& candidate : candidates) {
        candidate.tail.fill(TailBuffer(shape.candidate_tail_capacity));
    }
}

std::vector<std::int64_t> Tally::cascade_size_edges() {
    std::vector<std::int64_t> edges{0};
    for (std::size_t bin = 1; bin < cascade_size_bins; ++bin) {
        edges.push_back(std::int64_t{1} << (bin - 1));
    }
    return edges;
}

void Tally::add(const Model& model, const Scenario& scenario, const Journal& journal, const ScenarioLoss& scenario_loss,
                const std::vector<NodeOutage>& outages, const std::vector<Reach>& reached) {
    ++scenarios;
    for (std::size_t h = 0; h < headline_count; ++h) {
        loss[h].add(scenario_loss.total[h]);
        tail[h].add({scenario_loss.total[h], scenario.number});
    }
    event_tail.add({scenario_loss.largest_event, scenario.number});
    for (const SectorId sector : ids_of(model.sectors)) {
        by_sector[sector.offset()].add(scenario_loss.by_sector[sector]);
    }
    for (std::size_t k = 0; k < threat_class_count; ++k) {
        by_threat[k].add(scenario_loss.by_threat[k]);
    }
    for (std::size_t k = 0; k < damage_kind_count; ++k) {
        by_kind[k].add(scenario_loss.by_kind[k]);
    }
    for (const LossPart& part : scenario_loss.parts) {
        const Damage& damage = scenario.damages[part.cause];
        const FunctionId origin = model.nodes[damage.node].function;
        const FunctionId affected = model.nodes[part.affected].function;
        const auto threat = static_cast<std::size_t>(scenario.events[damage.event].threat);
        origin_by_affected[origin.offset() * shape.functions + affected.offset()] += part.loss;
        threat_by_sector[threat * shape.sectors + model.functions[affected].sector.offset()] += part.loss;
        direct_cascaded[part.affected == damage.node ? 0 : 1] += part.loss;
    }
    for (const NodeOutage& outage : outages) {
        const Node& node = model.nodes[outage.node];
        deficit_ticks[outage.node.offset()] += outage.deficit_ticks;
        person_ticks[node.function.offset()] += outage.deficit_ticks * node.people;
        episodes[outage.node.offset()] += outage.episodes;
    }
    for (const Damage& damage : scenario.damages) {
        ++damages[static_cast<std::size_t>(scenario.events[damage.event].threat)];
    }
    auto first = reached.begin();
    for (const EventId id : ids_of(scenario.events)) {
        const auto last = std::find_if(first, reached.end(), [id](const Reach& reach) { return reach.event != id; });
        const auto threat = static_cast<std::size_t>(scenario.events[id].threat);
        ++events[threat];
        ++cascade_sizes[threat * cascade_size_bins + bin_of(static_cast<std::size_t>(last - first))];
        first = last;
    }
    stuck += journal.stuck;
    evaluations += journal.evaluations;
    instants += journal.instants;
}

void Tally::add_candidate(std::size_t candidate, std::int64_t scenario, const std::array<Jpy, headline_count>& baseline,
                          const std::array<Jpy, headline_count>& counterfactual, Valued valued) {
    CandidateTally& tally = candidates[candidate];
    tally.simulated += valued == Valued::simulated;
    for (std::size_t h = 0; h < headline_count; ++h) {
        tally.delta[h].add(baseline[h] - counterfactual[h]);
        tally.tail[h].add({counterfactual[h], scenario});
    }
}

void Tally::merge(const Tally& other) {
    HADOME_EXPECT(shape == other.shape);
    scenarios += other.scenarios;
    merge_each(loss, other.loss);
    merge_each(tail, other.tail);
    event_tail.merge(other.event_tail);
    merge_each(by_sector, other.by_sector);
    merge_each(by_threat, other.by_threat);
    merge_each(by_kind, other.by_kind);
    merge_sums(origin_by_affected, other.origin_by_affected);
    merge_sums(threat_by_sector, other.threat_by_sector);
    merge_sums(direct_cascaded, other.direct_cascaded);
    merge_sums(deficit_ticks, other.deficit_ticks);
    merge_sums(person_ticks, other.person_ticks);
    merge_sums(episodes, other.episodes);
    merge_sums(events, other.events);
    merge_sums(damages, other.damages);
    merge_sums(cascade_sizes, other.cascade_sizes);
    stuck += other.stuck;
    evaluations += other.evaluations;
    instants += other.instants;
    for (std::size_t k = 0; k < candidates.size(); ++k) {
        merge_each(candidates[k].delta, other.candidates[k].delta);
        merge_each(candidates[k].tail, other.candidates[k].tail);
        candidates[k].simulated += other.candidates[k].simulated;
    }
}

std::string Tally::to_bytes() const {
    ByteWriter out;
    out.put(shape);
    visit_plain(*this, [&](const auto& field) { out.put(field); });
    visit_vectors(*this, [&](const auto& field) { out.put_all(field); });
    for (const TailBuffer& buffer : tail) {
        buffer.write(out);
    }
    event_tail.write(out);
    for (const CandidateTally& candidate : candidates) {
        out.put(candidate.delta);
        out.put(candidate.simulated);
        for (const TailBuffer& buffer : candidate.tail) {
            buffer.write(out);
        }
    }
    return out.take();
}

Tally Tally::from_bytes(std::string_view bytes) {
    ByteReader in(bytes);
    Tally tally(in.get<TallyShape>());
    visit_plain(tally, [&]<class Field>(Field& field) { field = in.get<Field>(); });
    visit_vectors(tally, [&]<class Field>(Field& field) {
        Field read = in.get_all<typename Field::value_type>();
        if (read.size() != field.size()) {
            throw IoError("a tally is not of the shape that it says");
        }
        field = std::move(read);
    });
    for (TailBuffer& buffer : tally.tail) {
        buffer = TailBuffer::read(in);
    }
    tally.event_tail = TailBuffer::read(in);
    for (CandidateTally& candidate : tally.candidates) {
        candidate.delta = in.get<decltype(candidate.delta)>();
        candidate.simulated = in.get<std::int64_t>();
        for (TailBuffer& buffer : candidate.tail) {
            buffer = TailBuffer::read(in);
        }
    }
    if (!in.at_end()) {
        throw IoError("a tally is longer than its shape");
    }
    return tally;
}

}  // namespace hadome
