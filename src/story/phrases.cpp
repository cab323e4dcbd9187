#include "story/phrases.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "core/check.hpp"

namespace hadome {
namespace {

/// Steps from a node towards the root that a line has room for.
constexpr std::size_t hops_told = 3;

}  // namespace

std::string Phrases::who(const EntryGroup& group, std::size_t most) const {
    std::vector<NodeId> nodes;
    for (const StoryEntry* entry : group) {
        nodes.push_back(entry->node);
    }
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return words_.nodes(nodes, {}, most);
}

/// What is left of the first: of all, unless `lists_left`.
std::string Phrases::left(const EntryGroup& group) const {
    return words_.percent_left(group.front()->after);
}

/// Whether what is left differs within the group, so that it is told place by place.
bool Phrases::lists_left(const EntryGroup& group) const {
    return std::any_of(group.begin(), group.end(), [&](const StoryEntry* entry) {
        return words_.percent_left(entry->after) != words_.percent_left(group.front()->after);
    });
}

/// "Power distribution in 2 places (Niigata 12 %, Toyama 43 %)", the worst first.
std::string Phrases::who_and_left(EntryGroup group, std::size_t most) const {
    std::stable_sort(group.begin(), group.end(),
                     [](const StoryEntry* a, const StoryEntry* b) { return a->after > b->after; });
    std::vector<NodeId> nodes;
    std::vector<std::string> remarks;
    for (const StoryEntry* entry : group) {
        if (std::find(nodes.begin(), nodes.end(), entry->node) != nodes.end()) {
            continue;  // two damages at one node: the worse one counts
        }
        nodes.push_back(entry->node);
        remarks.push_back(words_.percent_left(entry->after));
    }
    return words_.nodes(nodes, remarks, most);
}

std::string Phrases::back(const EntryGroup& group) const {
    return lists_left(group)
               ? words_.pick(who_and_left(group) + " partly back", who_and_left(group) + "が一部回復")
               : words_.pick(who(group) + " back to " + left(group), who(group) + "が " + left(group) + " まで回復");
}

std::string Phrases::struck(const EntryGroup& group) const {
    const std::string kind = words_.kind(words_.scenario().damages[group.front()->damage].kind);
    if (lists_left(group)) {
        return words_.pick("hit: " + who_and_left(group) + ", figures are the capacity left (" + kind + " damage)",
                           kind + "被害：" + who_and_left(group) + "、数字は残存能力");
    }
    return words_.pick("hit: " + who(group) + ", " + left(group) + " of capacity left (" + kind + " damage)",
                       kind + "被害：" + who(group) + "、残存能力 " + left(group));
}

/// What became of the chain of stores: "reserve empty", "second reserve did not start, the other empty".
std::string Phrases::reserve(const Reason& reason) const {
    const std::size_t failed = reason.failed.size();
    if (failed == 0 && !reason.used_up) {
        return "";
    }
    const Group& group = words_.model().groups[reason.group];
    const std::size_t stores = words_.model().stores_of(reason.group).size();
    if (stores == 1) {
        return failed > 0 ? words_.pick("reserve did not start", "予備が起動せず")
                          : words_.pick("reserve empty", "予備が尽きた");
    }
    if (failed == 0) {
        return words_.pick(stores == 2 ? "both reserves empty" : fmt::format("all {} reserves empty", stores),
                           "予備がすべて尽きた");
    }
    if (failed == stores) {
        return words_.pick(stores == 2 ? "neither reserve started" : fmt::format("none of {} reserves started", stores),
                           "予備がどれも起動せず");
    }
    std::string which;
    for (const StoreId store : reason.failed) {
        which += (which.empty() ? "" : words_.pick(" and ", "・")) +
                 words_.ordinal(static_cast<std::size_t>(store.value() - group.first_store) + 1);
    }
    const std::string others =
        words_.pick(stores - failed == 1 ? ", the other empty" : ", the others empty", "、ほかは尽きた");
    return words_.pick(which + (failed == 1 ? " reserve" : " reserves") + " did not start", which + "予備が起動せず") +
           (reason.used_up ? others : "");
}

/// The supplier that the group's members name at this place of their chains, or what they have in common.
std::string Phrases::supplier(const EntryGroup& group, std::size_t place) const {
    const NodeId first = group.front()->reasons[place].supplier;
    const auto all = [&](const auto& same) { return std::all_of(group.begin(), group.end(), same); };
    if (all([&](const StoryEntry* entry) { return entry->reasons[place].supplier == first; })) {
        return words_.node(first);
    }
    const Model& model = words_.model();
    const std::string function = words_.function(model.nodes[first].function);
    const bool local = all([&](const StoryEntry* entry) {
        return model.nodes[entry->reasons[place].supplier].region == model.nodes[entry->node].region;
    });
    return local ? words_.pick(function + " there", "同地域の" + function) : function;
}

/// "Power distribution in Niigata down since t+0 h"
std::string Phrases::hop(const EntryGroup& group, std::size_t place) const {
    const StoryEntry& entry = *group.front();
    const Reason& reason = entry.reasons[place];
    std::string text = supplier(group, place);
    const bool common = std::all_of(group.begin(), group.end(), [&](const StoryEntry* one) {
        return one->reasons[place].supplier == reason.supplier && one->reasons[place].seen_at == reason.seen_at;
    });
    if (!common) {
        return words_.pick("not enough from " + text, text + "の供給が不足");
    }
    const Tick onset = entry.event.valid() ? words_.scenario().events[entry.event].onset : 0;
    const std::string since =
        reason.supplier_since < onset ? words_.day(reason.supplier_since) : words_.after(reason.supplier_since - onset);
    const bool down = reason.supplier_deficit == Fixed::one();
    const std::string share = words_.percent_left(reason.supplier_deficit);
    const std::string state = words_.pick(down ? " down" : " at " + share, down ? "停止" : " " + share);
    if (reason.supplier_unchanged) {
        return words_.pick(text + state + " since " + since, text + "が " + since + "から" + state);
    }
    return words_.pick(text + state + " (not nominal since " + since + ")",
                       text + "が" + state + "（" + since + "から平常でない）");
}

/// Why a node lacks capacity of its own.
std::string Phrases::own_damage(const Reason& reason) const {
    const Damage& damage = words_.scenario().damages[reason.damage];
    const bool for_ever = words_.scenario().stages[static_cast<std::size_t>(damage.last_stage - 1)].until >= never;
    return for_ever ? words_.pick("own damage, never mended", "自らの被害（復旧しない）")
                    : words_.pick("own damage", "自らの被害");
}

std::string Phrases::why(const EntryGroup& group) const {
    const StoryEntry& entry = *group.front();
    const std::string stop = words_.pick("; ", "。");
    std::string text;
    const std::size_t hops = group.size() > 1 ? 1 : hops_told;
    for (std::size_t place = 0; place < entry.reasons.size() && place < hops; ++place) {
        const Reason& reason = entry.reasons[place];
        if (reason.kind == Reason::Kind::damage) {
            text += place == 0 ? own_damage(reason) : "";
            break;
        }
        const std::string empty = reserve(reason);
        if (!empty.empty()) {
            // In the first place it is about the subject of the sentence, then about the supplier just named.
            text += place == 0 ? empty + stop : words_.pick(", ", "、") + empty;
        }
        text += (place == 0 ? "" : stop) + hop(group, place);
    }
    if (entry.event.valid()) {
        text += (text.empty() ? "" : words_.pick(", ", "、")) + words_.event_in_short(entry.event);
    }
    return text;
}

std::string Phrases::headline(EventId event, std::int64_t hit) const {
    return words_.pick(fmt::format("{} hits {} nodes", words_.event(event), hit),
                       fmt::format("{}：{}ノードに被害", words_.event(event), hit));
}

std::string Phrases::single_hit(const StoryEntry& entry) const {
    const std::string event = words_.event(entry.event);
    const std::string kind = words_.kind(words_.scenario().damages[entry.damage].kind);
    const std::string node = words_.node(entry.node);
    const std::string share = words_.percent_left(entry.after);
    return words_.pick(fmt::format("{} hits {}: {} of its capacity left ({} damage)", event, node, share, kind),
                       fmt::format("{}：{}の能力が {} に（{}被害）", event, node, share, kind));
}

std::string Phrases::turned_worse(const EntryGroup& group) const {
    const bool down =
        std::all_of(group.begin(), group.end(), [](const StoryEntry* entry) { return entry->after == Fixed::one(); });
    std::string text;
    if (down) {
        text = words_.pick(who(group) + " down: ", who(group) + "が停止：");
    } else if (lists_left(group)) {
        text = words_.pick(who_and_left(group) + " reduced: ", who_and_left(group) + "が低下：");
    } else {
        text = words_.pick(who(group) + " at " + left(group) + ": ", who(group) + "が " + left(group) + " に低下：");
    }
    const bool compound =
        std::any_of(group.begin(), group.end(), [](const StoryEntry* entry) { return entry->compound; });
    return text + why(group) + (compound ? words_.pick(" (compound)", "（複合）") : "");
}

std::string Phrases::mended(const EntryGroup& group) const {
    const StoryEntry& entry = *group.front();
    std::string text = group.size() > 1
                           ? words_.pick(who(group) + " mended", who(group) + "の復旧作業が完了")
                           : words_.pick(who(group) + " mended after " + words_.duration(entry.waited),
                                         who(group) + "の復旧作業が " + words_.duration(entry.waited) + "で完了");
    if (group.size() == 1 && !entry.reasons.empty()) {
        text += words_.pick(", not yet back: ", "、まだ平常でない：") + why(group);
    }
    return text;
}

/// Which reserve, for want of what: "second reserve for loss of Power distribution (refilled by Fuel delivery)".
std::string Phrases::about_reserve(const EntryGroup& group) const {
    const Model& model = words_.model();
    const StoryEntry& entry = *group.front();
    const Reason& reason = entry.reasons.front();
    const std::string function = words_.function(model.nodes[reason.supplier].function);
    const auto place = static_cast<std::size_t>(entry.store.value() - model.groups[reason.group].first_store);
    const bool alone = model.stores_of(reason.group).size() == 1;
    const std::string which = alone ? "" : words_.ordinal(place + 1) + words_.pick(" ", "");
    const GroupId refill = model.stores[entry.store].refilled_by;
    std::string filled;
    if (refill.valid()) {
        const std::string filler = words_.function(model.nodes[model.suppliers_of(refill).front().node].function);
        filled = words_.pick(" (refilled by " + filler + ")", "（" + filler + "で補給）");
    }
    return words_.pick(which + "reserve for loss of " + function + filled,
                       function + "の途絶に備えた" + which + "予備" + filled);
}

/// Every place is named, for nobody comes back to it.
std::string Phrases::unfinished(const EntryGroup& group) const {
    const StoryEntry& entry = *group.front();
    const bool as_one =
        std::all_of(group.begin(), group.end(), [&](const StoryEntry* one) { return one->waited == entry.waited; });
    const std::string day = words_.day(entry.time - entry.waited);
    const std::string since =
        as_one ? words_.pick(" (not nominal since " + day + ")", "（" + day + "から平常でない）") : "";
    std::string text;
    if (lists_left(group)) {
        text = words_.pick(who_and_left(group, group.size()) + " still reduced at the end",
                           who_and_left(group, group.size()) + "が終了時も低下したまま");
    } else if (entry.after == Fixed::one()) {
        text = words_.pick(who(group, group.size()) + " still down at the end",
                           who(group, group.size()) + "が終了時も停止したまま");
    } else {
        text = words_.pick(who(group, group.size()) + " still at " + left(group) + " at the end",
                           who(group, group.size()) + "が終了時も " + left(group) + " のまま");
    }
    return text + since + words_.pick(": ", "：") + why(group);
}

std::string Phrases::sentence(const EntryGroup& group) const {
    HADOME_EXPECT(!group.empty());
    const StoryEntry& entry = *group.front();
    const auto two = [&](const std::string& en, const std::string& ja) { return words_.pick(en, ja); };
    const std::string subject = who(group);
    switch (entry.kind) {
        case StoryEntry::Kind::struck: return struck(group);
        case StoryEntry::Kind::dropped: return two(subject + " hit again while down", subject + "は停止中に再び被害");
        case StoryEntry::Kind::detected:
            return two(subject + ": damage noticed after " + words_.duration(entry.waited),
                       subject + "：被害を " + words_.duration(entry.waited) + "後に検知");
        case StoryEntry::Kind::crew_assigned: {
            const CrewPoolId pool =
                words_.model().crew_duty(entry.node, words_.scenario().damages[entry.damage].kind).pool;
            const std::string crew = pool.valid() ? words_.pool(pool) : two("a crew", "復旧班");
            return two(subject + ": repair begins after waiting " + words_.duration(entry.waited) + " for " + crew,
                       subject + "：" + crew + "を " + words_.duration(entry.waited) + "待って復旧に着手");
        }
        case StoryEntry::Kind::stage_mended:
            return lists_left(group) ? two(who_and_left(group) + ": own capacity partly repaired",
                                           who_and_left(group) + "：自らの能力が一部復旧")
                                     : two(subject + ": own capacity repaired to " + left(group),
                                           subject + "：自らの能力が " + left(group) + " まで復旧");
        case StoryEntry::Kind::mended: return mended(group);
        case StoryEntry::Kind::start_failed:
            return two(subject + ": " + about_reserve(group) + " did not start",
                       subject + "：" + about_reserve(group) + "が起動せず");
        case StoryEntry::Kind::store_running:
            return two(subject + " on " + about_reserve(group), subject + "が" + about_reserve(group) + "で継続");
        case StoryEntry::Kind::store_empty:
            return two(subject + ": " + about_reserve(group) + " empty",
                       subject + "：" + about_reserve(group) + "が尽きた");
        case StoryEntry::Kind::black_started:
            return two(subject + " started by itself, without waiting for others",
                       subject + "が他を待たずに自力で起動");
        case StoryEntry::Kind::worse: return turned_worse(group);
        case StoryEntry::Kind::held:
            return two((lists_left(group) ? who_and_left(group) : subject + " at " + left(group)) +
                           " unchanged, from now on because of " + why(group),
                       (lists_left(group) ? who_and_left(group) : subject + "は " + left(group)) +
                           " のまま、原因が交代：" + why(group));
        case StoryEntry::Kind::better: return back(group);
        case StoryEntry::Kind::nominal: return two(subject + " back to nominal", subject + "が平常に復帰");
        case StoryEntry::Kind::unfinished: return unfinished(group);
    }
    throw InternalError("unknown kind of entry");
}

}  // namespace hadome
