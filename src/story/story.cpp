#include "story/story.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/check.hpp"
#include "story/timeline.hpp"

namespace hadome {
namespace {

/// Turns one note or change after the other into entries.
class Narrator {
public:
    Narrator(const StorySource& source, std::vector<Entry>& entries)
        : source_{source},
          timeline_{source.model, source.scenario, source.journal},
          explainer_{timeline_},
          detected_(source.scenario.damages.size(), 0),
          group_of_(source.model.stores.size()),
          entries_{entries} {
        for (const GroupId group : ids_of(source.model.groups)) {
            for (const StoreId store : source.model.stores_of(group)) {
                group_of_[store] = group;
            }
        }
    }

    void add(const Note& note) {
        switch (note.kind) {
            case Note::Kind::struck: add_damage(note, Entry::Kind::struck); break;
            case Note::Kind::dropped: add_damage(note, Entry::Kind::dropped); break;
            case Note::Kind::detected: add_damage(note, Entry::Kind::detected); break;
            case Note::Kind::crew_assigned: add_damage(note, Entry::Kind::crew_assigned); break;
            case Note::Kind::stage_mended: add_damage(note, Entry::Kind::stage_mended); break;
            case Note::Kind::mended: add_damage(note, Entry::Kind::mended); break;
            case Note::Kind::start_failed: add_store(note, Entry::Kind::start_failed); break;
            case Note::Kind::store_running: add_store(note, Entry::Kind::store_running); break;
            case Note::Kind::store_empty: add_store(note, Entry::Kind::store_empty); break;
            case Note::Kind::black_started: {
                Entry entry = at(note.time, Entry::Kind::black_started, NodeId{note.index});
                entry.event = event_of(entry.node, note.time);
                entries_.push_back(entry);
                break;
            }
        }
    }

    void add(const Change& change) {
        const Fixed before = timeline_.deficit(change.node, change.time - 1);
        const DamageId cause_before = timeline_.cause(change.node, change.time - 1);
        Entry entry = at(change.time, Entry::Kind::held, change.node);
        entry.before = before;
        entry.after = change.deficit;
        entry.damage = change.cause;
        entry.compound = change.compound;
        if (change.deficit != before) {
            entry.kind = change.deficit > before          ? Entry::Kind::worse
                         : change.deficit > Fixed::zero() ? Entry::Kind::better
                                                          : Entry::Kind::nominal;
        } else if (change.cause == cause_before) {
            return;  // only `compound` changed
        }
        entry.event = event_of(change.node, change.time);
        entry.reasons = explainer_.chain(change.node, change.time);
        entries_.push_back(std::move(entry));
    }

private:
    Entry at(Tick time, Entry::Kind kind, NodeId node) const {
        Entry entry;
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

    void add_damage(const Note& note, Entry::Kind kind) {
        const DamageId id{note.index};
        const Damage& damage = source_.scenario.damages[id];
        Entry entry = at(note.time, kind, damage.node);
        entry.damage = id;
        entry.event = damage.event;
        if (kind == Entry::Kind::struck) {
            entry.after = source_.scenario.stages[static_cast<std::size_t>(damage.first_stage)].deficit;
        } else if (kind == Entry::Kind::stage_mended || kind == Entry::Kind::mended) {
            entry.after = timeline_.own(damage.node, note.time).deficit;
        }
        if (kind == Entry::Kind::detected) {
            detected_[id] = note.time;
        }
        entry.waited = note.time - (kind == Entry::Kind::crew_assigned ? detected_[id] : damage.onset);
        if (kind == Entry::Kind::mended) {
            entry.reasons = explainer_.chain(damage.node, note.time);
        }
        entries_.push_back(std::move(entry));
    }

    void add_store(const Note& note, Entry::Kind kind) {
        const StoreId store{note.index};
        const GroupId group = group_of_[store];
        Entry entry = at(note.time, kind, source_.model.groups[group].consumer);
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
    IndexVector<StoreId, GroupId> group_of_;
    std::vector<Entry>& entries_;
};

void tell(const StorySource& source, Story& story) {
    Narrator narrator(source, story.entries);
    for (const Note& note : source.journal.notes) {
        narrator.add(note);
    }
    for (const Change& change : source.journal.changes) {
        narrator.add(change);
    }
    std::stable_sort(story.entries.begin(), story.entries.end(), [](const Entry& a, const Entry& b) {
        return a.time != b.time ? a.time < b.time : a.kind < b.kind;
    });
}

void account(const StorySource& source, Story& story) {
    const Scenario& scenario = source.scenario;
    std::map<EventId, std::set<NodeId>> hit;
    for (const Damage& damage : scenario.damages) {
        hit[damage.event].insert(damage.node);
    }
    std::map<EventId, std::int64_t> reached;
    for (const Reach& reach : source.reached) {
        ++reached[reach.event];
    }
    std::map<std::pair<NodeId, DamageId>, Jpy> shares;
    std::map<EventId, Jpy> by_event;
    std::map<NodeId, Jpy> by_node;
    for (const LossPart& part : source.loss.parts) {
        const EventId event = scenario.damages[part.cause].event;
        shares[{part.affected, part.cause}] += part.loss;
        by_event[event] += part.loss;
        by_node[part.affected] += part.loss;
        story.direct += hit[event].count(part.affected) > 0 ? part.loss : 0;
    }
    for (const auto& [pair, loss] : shares) {
        story.shares.push_back({pair.first, pair.second, loss});
    }
    for (const auto& [event, nodes] : hit) {
        story.events.push_back({event, by_event[event], static_cast<std::int64_t>(nodes.size()), reached[event]});
    }
    for (const NodeOutage& outage : source.outages) {
        const bool is_hit =
            std::any_of(hit.begin(), hit.end(), [&](const auto& entry) { return entry.second.count(outage.node) > 0; });
        story.nodes.push_back({outage.node, by_node[outage.node], outage.deficit_ticks, outage.episodes, is_hit});
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

const char* name_of(Entry::Kind kind) {
    switch (kind) {
        case Entry::Kind::struck: return "struck";
        case Entry::Kind::dropped: return "dropped";
        case Entry::Kind::detected: return "detected";
        case Entry::Kind::crew_assigned: return "crew_assigned";
        case Entry::Kind::stage_mended: return "stage_mended";
        case Entry::Kind::mended: return "mended";
        case Entry::Kind::start_failed: return "start_failed";
        case Entry::Kind::store_running: return "store_running";
        case Entry::Kind::store_empty: return "store_empty";
        case Entry::Kind::black_started: return "black_started";
        case Entry::Kind::worse: return "worse";
        case Entry::Kind::held: return "held";
        case Entry::Kind::better: return "better";
        case Entry::Kind::nominal: return "nominal";
    }
    throw InternalError("unknown kind of entry");
}

}  // namespace hadome
