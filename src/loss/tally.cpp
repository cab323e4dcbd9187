#include "loss/tally.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <type_traits>

#include "loss/sources.hpp"
#include "loss/tally_fields.hpp"

namespace hadome {
namespace {

constexpr std::size_t cascade_size_bins = 16;

/// Bins of a count by powers of two: 0 | 1 | 2-3 | 4-7 | ..., the last one open.
std::size_t bin_of(std::size_t count) {
    return std::min<std::size_t>(std::bit_width(count), cascade_size_bins - 1);
}

/// The one list of all fields, for writing, reading, merging and comparing alike: `visit` gets pointers to members.
template <class Visit>
void for_each_field(std::type_identity<CandidateTally>, Visit&& visit) {
    visit(&CandidateTally::delta);
    visit(&CandidateTally::inside);
    visit(&CandidateTally::simulated);
}

template <class Visit>
void for_each_field(std::type_identity<Tally>, Visit&& visit) {
    visit(&Tally::scenarios);
    visit(&Tally::loss);
    visit(&Tally::worst);
    visit(&Tally::by_sector);
    visit(&Tally::by_threat);
    visit(&Tally::by_kind);
    visit(&Tally::origin_by_affected);
    visit(&Tally::origin_by_sector);
    visit(&Tally::threat_by_sector);
    visit(&Tally::direct_cascaded);
    visit(&Tally::compound);
    visit(&Tally::source_by_sector);
    visit(&Tally::deficit_ticks);
    visit(&Tally::person_ticks);
    visit(&Tally::people_union_ticks);
    visit(&Tally::people_union);
    visit(&Tally::episodes);
    visit(&Tally::unfinished);
    visit(&Tally::events);
    visit(&Tally::damages);
    visit(&Tally::cascade_sizes);
    visit(&Tally::stuck);
    visit(&Tally::dropped);
    visit(&Tally::given_up);
    visit(&Tally::given_up_by);
    visit(&Tally::first_given_up);
    visit(&Tally::evaluations);
    visit(&Tally::instants);
    visit(&Tally::observed);
    visit(&Tally::candidates);
    visit(&Tally::games);
}

/// Before memory is taken for a tally that is to be read: it cannot be much larger than the bytes that it is read from.
/// \throws IoError
void require_room(const TallyShape& shape, std::size_t bytes) {
    using Count = unsigned __int128;  // of products of two sizes, each no more than `bytes`
    const std::size_t sizes[] = {shape.sectors,       shape.functions,          shape.nodes,
                                 shape.regions,       shape.candidates,         shape.sources,
                                 shape.observe_times, shape.affected_functions, shape.games};
    Count least = 0;
    if (std::all_of(std::begin(sizes), std::end(sizes), [&](std::size_t size) { return size <= bytes; })) {
        const Count targets = Count{shape.functions} + shape.sectors + shape.regions;
        const Count losses = Count{shape.functions} * shape.affected_functions +
                             Count{shape.functions} * shape.sectors + Count{shape.sources} * shape.sectors;
        least = losses * sizeof(Wide) + Count{shape.sectors} * sizeof(ExactMoments) +
                Count{shape.nodes} * (sizeof(Wide) + 2 * sizeof(std::int64_t)) +
                (Count{shape.functions} + shape.regions) * sizeof(Wide) +
                Count{shape.observe_times} * (shape.nodes + targets) * sizeof(Wide) +
                Count{shape.candidates} * 2 * headline_count * sizeof(ExactMoments) +
                Count{shape.games} * 2 * threat_set_count * sizeof(ExactMoments);
    } else {
        least = Count{bytes} + 1;
    }
    if (least > bytes) {
        throw IoError("a tally is shorter than its shape");
    }
}

}  // namespace

Tally::Tally(const TallyShape& shape_in)
    : shape{shape_in},
      worst{shape.worst},
      by_sector(shape.sectors),
      origin_by_affected(shape.functions * shape.affected_functions),
      origin_by_sector(shape.functions * shape.sectors),
      threat_by_sector(threat_class_count * shape.sectors),
      source_by_sector(shape.sources * shape.sectors),
      deficit_ticks(shape.nodes),
      person_ticks(shape.functions),
      people_union_ticks(shape.regions),
      episodes(shape.nodes),
      unfinished(shape.nodes),
      cascade_sizes(threat_class_count * cascade_size_bins),
      observed(shape.observe_times, shape.nodes, shape.functions, shape.sectors, shape.regions),
      candidates(shape.candidates),
      games(shape.games) {}

std::vector<std::int64_t> Tally::cascade_size_edges() {
    std::vector<std::int64_t> edges{0};
    for (std::size_t bin = 1; bin < cascade_size_bins; ++bin) {
        edges.push_back(std::int64_t{1} << (bin - 1));
    }
    return edges;
}

void Tally::add(const Model& model, const Scenario& scenario, const Journal& journal, const ScenarioLoss& scenario_loss,
                const std::vector<NodeOutage>& outages, const std::vector<Reach>& reached) {
    HADOME_EXPECT(journal.given_up == GiveUp::no);
    ++scenarios;
    for (std::size_t h = 0; h < headline_count; ++h) {
        loss[h].add(scenario_loss.total[h]);
    }
    worst.add({scenario_loss.all(), scenario.number});
    for (const SectorId sector : ids_of(model.sectors)) {
        by_sector[sector.offset()].add(scenario_loss.by_sector[sector]);
    }
    for (std::size_t k = 0; k < threat_class_count; ++k) {
        by_threat[k].add(scenario_loss.by_threat[k]);
    }
    for (std::size_t k = 0; k < damage_kind_count; ++k) {
        by_kind[k].add(scenario_loss.by_kind[k]);
    }
    compound.add(scenario_loss.compound);
    add_parts(model, scenario, scenario_loss.parts);
    for (const NodeOutage& outage : outages) {
        const Node& node = model.nodes[outage.node];
        deficit_ticks[outage.node.offset()] += outage.deficit_ticks;
        person_ticks[node.function.offset()] += outage.deficit_ticks * node.people;
        episodes[outage.node.offset()] += outage.episodes;
        unfinished[outage.node.offset()] += outage.unfinished;
    }
    IndexVector<EventId, char> happened(scenario.events.size(), 0);
    for (const DamageId id : ids_of(scenario.damages)) {
        if (journal.happened(id)) {
            const EventId event = scenario.damages[id].event;
            happened[event] = 1;
            ++damages[static_cast<std::size_t>(scenario.events[event].threat)];
        }
    }
    auto first = reached.begin();
    for (const EventId id : ids_of(scenario.events)) {
        if (happened[id] == 0) {
            continue;
        }
        const auto last = std::find_if(first, reached.end(), [id](const Reach& reach) { return reach.event != id; });
        const auto threat = static_cast<std::size_t>(scenario.events[id].threat);
        ++events[threat];
        ++cascade_sizes[threat * cascade_size_bins + bin_of(static_cast<std::size_t>(last - first))];
        first = last;
    }
    stuck += journal.stuck;
    dropped += journal.dropped;
    evaluations += journal.evaluations;
    instants += journal.instants;
}

void Tally::add_parts(const Model& model, const Scenario& scenario, const std::vector<LossPart>& parts) {
    const SourceRow sources(model);
    HADOME_EXPECT(shape.sources == 0 || shape.sources == sources.size());
    for (const LossPart& part : parts) {
        const Damage& damage = scenario.damages[part.cause];
        const Event& event = scenario.events[damage.event];
        const FunctionId origin = model.nodes[damage.node].function;
        const FunctionId affected = model.nodes[part.affected].function;
        const std::size_t sector = model.functions[affected].sector.offset();
        if (shape.affected_functions > 0) {
            origin_by_affected[origin.offset() * shape.affected_functions + affected.offset()] += part.loss;
        }
        origin_by_sector[origin.offset() * shape.sectors + sector] += part.loss;
        threat_by_sector[static_cast<std::size_t>(event.threat) * shape.sectors + sector] += part.loss;
        direct_cascaded[part.affected == damage.node ? 0 : 1] += part.loss;
        if (const std::optional<std::size_t> source = sources.place(event); source && shape.sources > 0) {
            source_by_sector[*source * shape.sectors + sector] += part.loss;
        }
    }
}

void Tally::add_people(const PeopleLoss& people) {
    HADOME_EXPECT(people.by_region.size() == shape.regions);
    for (const RegionId region : ids_of(people.by_region)) {
        people_union_ticks[region.offset()] += people.by_region[region];
    }
    people_union.add(people.hours());
}

void Tally::give_up(std::int64_t scenario, GiveUp reason) {
    HADOME_EXPECT(reason != GiveUp::no);
    ++given_up;
    ++given_up_by[static_cast<std::size_t>(reason) - 1];
    first_given_up.add(scenario);
}

void Tally::add_candidates(std::span<const CandidateDelta> simulated) {
    for (const CandidateDelta& one : simulated) {
        CandidateTally& candidate = candidates[static_cast<std::size_t>(one.candidate)];
        ++candidate.simulated;
        for (std::size_t h = 0; h < headline_count; ++h) {
            candidate.delta[h].add(one.delta[h]);
        }
    }
}

void Tally::add_inside(std::span<const CandidateDelta> simulated) {
    for (const CandidateDelta& one : simulated) {
        CandidateTally& candidate = candidates[static_cast<std::size_t>(one.candidate)];
        for (std::size_t h = 0; h < headline_count; ++h) {
            candidate.inside[h].add(one.delta[h]);
        }
    }
}

void CandidateTally::merge(const CandidateTally& other) {
    for_each_field(std::type_identity<CandidateTally>{}, [&](auto field) { merge_field(this->*field, other.*field); });
}

void CandidateTally::write(ByteWriter& out) const {
    for_each_field(std::type_identity<CandidateTally>{}, [&](auto field) { write_field(out, this->*field); });
}

void CandidateTally::read(ByteReader& in) {
    for_each_field(std::type_identity<CandidateTally>{}, [&](auto field) { read_field(in, this->*field); });
}

void Tally::merge(const Tally& other) {
    HADOME_EXPECT(shape == other.shape);
    for_each_field(std::type_identity<Tally>{}, [&](auto field) { merge_field(this->*field, other.*field); });
}

bool operator==(const CandidateTally& a, const CandidateTally& b) {
    bool same = true;
    for_each_field(std::type_identity<CandidateTally>{}, [&](auto field) { same = same && a.*field == b.*field; });
    return same;
}

bool operator==(const Tally& a, const Tally& b) {
    bool same = a.shape == b.shape;
    for_each_field(std::type_identity<Tally>{}, [&](auto field) { same = same && a.*field == b.*field; });
    return same;
}

std::string Tally::to_bytes() const {
    ByteWriter out;
    out.put(shape);
    for_each_field(std::type_identity<Tally>{}, [&](auto field) { write_field(out, this->*field); });
    return out.take();
}

Tally Tally::from_bytes(std::string_view bytes) {
    ByteReader in(bytes);
    const auto shape = in.get<TallyShape>();
    require_room(shape, bytes.size());
    Tally tally(shape);
    for_each_field(std::type_identity<Tally>{}, [&](auto field) { read_field(in, tally.*field); });
    if (!in.at_end()) {
        throw IoError("a tally is longer than its shape");
    }
    return tally;
}

}  // namespace hadome
