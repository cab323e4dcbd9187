#include "story/story.hpp"

#include <algorithm>
#include <map>

#include "core/check.hpp"
#include "story/timeline.hpp"

namespace hadome {
namespace {

/// Turns one note or change after the other into entries.
class Narrator {
public:
    Narrator(const StorySource& source, std::vector<StoryEntry>& entries)
        : source_{source},
          timeline_{source.model, source.scenario, source.journal},
          explainer_{timeline_},
          detected_(source.scenario.damages.size(), 0),
          entries_{entries} {}

    void add(const Note& note) {
        switch (note.kind) {
            case Note::Kind::struck: add_damage(note, StoryEntry::Kind::struck); break;
            case Note::Kind::dropped: add_damage(note, StoryEntry::Kind::dropped); break;
            case Note::Kind::detected: add_damage(note, StoryEntry::Kind::detected); break;
            case Note::Kind::crew_assigned: add_damage(note, StoryEntry::Kind::crew_assigned); break;
            case Note::Kind::stage_mended: add_damage(note, StoryEntry::Kind::stage_mended); break;
            case Note::Kind::mended: add_damage(note, StoryEntry::Kind::mended); break;
            case Note::Kind::start_failed: add_store(note, StoryEntry::Kind::start_failed); break;
            case Note::Kind::store_running: add_store(note, StoryEntry::Kind::store_running); break;
            case Note::Kind::store_empty: add_store(note, StoryEntry::Kind::store_empty); break;
            case Note::Kind::black_started: {
                StoryEntry entry = at(note.time, StoryEntry::Kind::black_started, NodeId{note.index});
                entry.event = event_of(entry.node, note.time);
                entries_.push_back(entry);
                break;
            }
        }
    }

    void add(const Change& change) {
        const Fixed before = timeline_.deficit(change.node, change.time - 1);
        const DamageId cause_before = timeline_.cause(change.node, change.time - 1);
        StoryEntry entry = at(change.time, StoryEntry::Kind::held, change.node);
        entry.before = before;
        entry.after = change.deficit;
        entry.damage = change.cause;
        entry.compound = change.compound;
        if (change.deficit != before) {
            entry.kind = change.deficit > before          ? StoryEntry::Kind::worse
                         : change.deficit > Fixed::zero() ? StoryEntry::Kind::better
                                                          : StoryEntry::Kind::nominal;
        } else if (change.cause == cause_before) {
            return;  // only `compound` changed
        }
        entry.event = event_of(change.node, change.time);
        entry.reasons = explainer_.chain(change.node, change.time);
        entries_.push_back(std::move(entry));
    }

    /// How a node stands that was not nominal when the simulation was cut off.
    void add_unfinished(NodeId node) {
        const Tick end = source_.journal.end;
        StoryEntry entry = at(end, StoryEntry::Kind::unfinished, node);
        entry.after = timeline_.deficit(node, end);
        if (entry.after == Fixed::zero()) {
            return;
        }
        entry.damage = timeline_.cause(node, end);
        entry.event = event_of(node, end);
        entry.waited = end - timeline_.down_since(node, end);
        entry.reasons = explainer_.chain(node, end);
        entries_.push_back(std::move(entry));
    }

private:
    StoryEntry at(Tick time, StoryEntry::Kind kind, NodeId node) const {
        StoryEntry entry;
        entry.time = time;
        entry.kind = kind;
        entry.node = node;
        return entry;
    }

    /// The event at the node's root, or that of the moment before when it is nominal.
    EventId event_of(NodeId node, Tick time) const {
        const DamageId now = timeline_.cause(node, time);
        const DamageId cause = now.valid() ? now : timeline_.cause(node, time - 1);
        return cause.valid() ? source_.scenario.damages[cause].event : EventId{};
    }

    void add_damage(const Note& note, StoryEntry::Kind kind) {
        const DamageId id{note.index};
        const Damage& damage = source_.scenario.damages[id];
        StoryEntry entry = at(note.time, kind, damage.node);
        entry.damage = id;
        entry.event = damage.event;
        if (kind == StoryEntry::Kind::struck) {
            entry.after = source_.scenario.stages[static_cast<std::size_t>(damage.first_stage)].deficit;
        } else if (kind == StoryEntry::Kind::stage_mended || kind == StoryEntry::Kind::mended) {
            entry.after = timeline_.own(damage.node, note.time).deficit;
        }
        if (kind == StoryEntry::Kind::detected) {
            detected_[id] = note.time;
        }
        entry.waited = note.time - (kind == StoryEntry::Kind::crew_assigned ? detected_[id] : damage.onset);
        if (kind == StoryEntry::Kind::mended) {
            entry.reasons = explainer_.chain(damage.node, note.time);
        }
        entries_.push_back(std::move(entry));
    }

    void add_store(const Note& note, StoryEntry::Kind kind) {
        const StoreId store{note.index};
        const GroupId group = timeline_.group_of(store);
        StoryEntry entry = at(note.time, kind, source_.model.groups[group].consumer);
        entry.store = store;
        const Reason reason = explainer_.lack(group, note.time);
        entry.event = event_of(reason.supplier, reason.seen_at);
        entry.reasons = {reason};
        entries_.push_back(std::move(entry));
    }

    const StorySource& source_;
    Timeline timeline_;
    Explainer explainer_;
    IndexVector<DamageId, Tick> detected_;
    std::vector<StoryEntry>& entries_;
};

void tell(const StorySource& source, Story& story) {
    Narrator narrator(source, story.entries);
    for (const Note& note : source.journal.notes) {
        narrator.add(note);
    }
    for (const Change& change : source.journal.changes) {
        narrator.add(change);
    }
    for (const NodeId node : ids_of(source.model.nodes)) {
        narrator.add_unfinished(node);
    }
    std::stable_sort(story.entries.begin(), story.entries.end(), [](const StoryEntry& a, const StoryEntry& b) {
        return a.time != b.time ? a.time < b.time : a.kind < b.kind;
    });
}

/// Nodes that events hit, each pair once, by event.
std::vector<Reach> hits_of(const Scenario& scenario, const Journal& journal) {
    std::vector<Reach> hits;
    for (const DamageId id : ids_of(scenario.damages)) {
        if (journal.happened(id)) {
            hits.push_back({scenario.damages[id].event, scenario.damages[id].node});
        }
    }
    std::sort(hits.begin(), hits.end());
    hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
    return hits;
}

void account(const StorySource& source, Story& story) {
    const Scenario& scenario = source.scenario;
    IndexVector<EventId, EventAccount> events(scenario.events.size());
    IndexVector<NodeId, NodeAccount> nodes(source.model.nodes.size());
    for (const Reach& hit : hits_of(scenario, source.journal)) {
        ++events[hit.event].hit;
        nodes[hit.node].hit = true;
    }
    for (const Reach& reach : source.reached) {
        ++events[reach.event].reached;
    }
    std::map<std::pair<NodeId, DamageId>, Jpy> shares;
    for (const LossPart& part : source.loss.parts) {
        const Damage& damage = scenario.damages[part.cause];
        shares[{part.affected, part.cause}] += part.loss;
        events[damage.event].loss += part.loss;
        nodes[part.affected].loss += part.loss;
        story.direct += part.affected == damage.node ? part.loss : 0;
    }
    for (const auto& [pair, loss] : shares) {
        story.shares.push_back({pair.first, pair.second, loss});
    }
    for (const EventId event : ids_of(events)) {
        if (events[event].hit > 0) {
            events[event].event = event;
            story.events.push_back(events[event]);
        }
    }
    for (const StoryEntry& entry : story.entries) {
        if (entry.kind == StoryEntry::Kind::unfinished) {
            nodes[entry.node].at_end = entry.after;
        }
    }
    for (const NodeOutage& outage : source.outages) {
        NodeAccount& node = nodes[outage.node];
        node.node = outage.node;
        node.deficit_ticks = outage.deficit_ticks;
        node.episodes = outage.episodes;
        story.nodes.push_back(node);
    }
    std::sort(story.nodes.begin(), story.nodes.end(), [](const NodeAccount& a, const NodeAccount& b) {
        if (a.loss != b.loss) {
            return a.loss > b.loss;
        }
        return a.deficit_ticks != b.deficit_ticks ? a.deficit_ticks > b.deficit_ticks : a.node < b.node;
    });
    story.by_sector = source.loss.by_sector;
    story.total = source.loss.all();
    story.it_caused = source.loss.total[static_cast<std::size_t>(Headline::it_caused)];
}

}  // namespace

Story build_story(const StorySource& source) {
    Story story;
    tell(source, story);
    account(source, story);
    return story;
}

const char* name_of(StoryEntry::Kind kind) {
    switch (kind) {
        case StoryEntry::Kind::struck: return "struck";
        case StoryEntry::Kind::dropped: return "dropped";
        case StoryEntry::Kind::detected: return "detected";
        case StoryEntry::Kind::crew_assigned: return "crew_assigned";
        case StoryEntry::Kind::stage_mended: return "stage_mended";
        case StoryEntry::Kind::mended: return "mended";
        case StoryEntry::Kind::start_failed: return "start_failed";
        case StoryEntry::Kind::store_running: return "store_running";
        case StoryEntry::Kind::store_empty: return "store_empty";
        case StoryEntry::Kind::black_started: return "black_started";
        case StoryEntry::Kind::worse: return "worse";
        case StoryEntry::Kind::held: return "held";
        case StoryEntry::Kind::better: return "better";
        case StoryEntry::Kind::nominal: return "nominal";
        case StoryEntry::Kind::unfinished: return "unfinished";
    }
    throw InternalError("unknown kind of entry");
}

}  // namespace hadome
