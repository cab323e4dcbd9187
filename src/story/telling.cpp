#include "story/telling.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "story/phrases.hpp"

namespace hadome {
namespace {

constexpr Jpy told_share = 100;                            ///< events of 1/100 of the loss
constexpr double lines_at_full_weight = 6.0;               ///< in one instant, about
constexpr std::int64_t told_change = Fixed::one_raw / 20;  ///< 5 % points

bool is_state(const StoryEntry& entry) {
    return entry.kind == StoryEntry::Kind::worse || entry.kind == StoryEntry::Kind::held ||
           entry.kind == StoryEntry::Kind::better || entry.kind == StoryEntry::Kind::nominal;
}

/// Which events are told in full, the dearest first.
std::vector<EventId> dear_events(const Story& story, const TellingOptions& options) {
    std::vector<EventAccount> accounts = story.events;
    std::stable_sort(accounts.begin(), accounts.end(),
                     [](const EventAccount& a, const EventAccount& b) { return a.loss > b.loss; });
    std::vector<EventId> dear;
    for (const EventAccount& account : accounts) {
        if (options.all || dear.empty() || account.loss >= story.total / told_share) {
            dear.push_back(account.event);
        }
    }
    return dear;
}

/// What happened where and when, gathered in any order and then asked for.
class Moments {
public:
    void add(const StoryEntry& entry) { moments_.emplace_back(entry.time, entry.node); }
    void sort() { std::sort(moments_.begin(), moments_.end()); }
    bool contain(const StoryEntry& entry) const {
        return std::binary_search(moments_.begin(), moments_.end(), std::pair{entry.time, entry.node});
    }

private:
    std::vector<std::pair<Tick, NodeId>> moments_;
};

/// Chooses what is told, entry by entry in time order.
class Choice {
public:
    Choice(const Story& story, const std::vector<EventId>& dear, const TellingOptions& options)
        : dear_(dear.begin(), dear.end()), all_{options.all} {
        for (const EventAccount& account : story.events) {
            if (account.hit == 1) {
                single_.insert(account.event);
            }
        }
        for (const StoryEntry& entry : story.entries) {
            if (entry.kind == StoryEntry::Kind::struck && is_dear(entry.event)) {
                struck_.add(entry);
            }
            if (is_state(entry)) {
                changed_.add(entry);
            }
            if (entry.kind == StoryEntry::Kind::worse) {
                worse_.add(entry);
            }
            if (entry.kind == StoryEntry::Kind::store_running) {
                running_.add(entry);
            }
        }
        struck_.sort();
        changed_.sort();
        worse_.sort();
        running_.sort();
    }

    bool is_dear(EventId event) const { return dear_.contains(event); }

    bool takes(const StoryEntry& entry) {
        if (entry.kind == StoryEntry::Kind::unfinished) {
            return true;
        }
        if (is_state(entry)) {
            return takes_state(entry);
        }
        if (!is_dear(entry.event)) {
            return false;
        }
        switch (entry.kind) {
            case StoryEntry::Kind::struck: return takes_blow(entry);
            // Of a damage too small to be told, nothing else is told either.
            case StoryEntry::Kind::detected:
            case StoryEntry::Kind::crew_assigned:
                return all_ || (entry.waited > 0 && told_damages_.contains(entry.damage));
            case StoryEntry::Kind::stage_mended: return all_;
            case StoryEntry::Kind::mended:
                return all_ || (!changed_.contain(entry) && told_damages_.contains(entry.damage));
            // Then the change says that the store is empty, or the next one of the chain that it has taken over.
            case StoryEntry::Kind::store_empty: {
                const bool hidden = entry.reasons.front().taken == Fixed::zero();
                return all_ || !(worse_.contain(entry) || (hidden && running_.contain(entry)));
            }
            default: return true;
        }
    }

private:
    bool takes_blow(const StoryEntry& entry) {
        const bool told = all_ || entry.after.raw() >= told_change || single_.contains(entry.event);
        if (told) {
            told_damages_.insert(entry.damage);
        }
        return told;
    }

    bool takes_state(const StoryEntry& entry) {
        Fixed& told = told_[entry.node];
        EventId& told_event = told_event_[entry.node];
        // What was begun is told to its end.
        if (!is_dear(entry.event) && told == Fixed::zero()) {
            return false;
        }
        const std::int64_t step = std::abs(entry.after.raw() - told.raw());
        const bool at_end = (entry.after == Fixed::zero() || entry.after == Fixed::one()) && step > 0;
        const bool other_root = entry.kind == StoryEntry::Kind::held && told.raw() >= told_change &&
                                entry.event != told_event && (is_dear(entry.event) || is_dear(told_event));
        if (!all_ && !at_end && step < told_change && !other_root) {
            return false;
        }
        told = entry.after;
        told_event = entry.event;
        // The blow itself has said it.
        const bool by_blow = entry.kind == StoryEntry::Kind::worse && !entry.reasons.empty() &&
                             entry.reasons.front().kind == Reason::Kind::damage && struck_.contain(entry);
        return all_ || !by_blow;
    }

    std::set<EventId> dear_;
    std::set<EventId> single_;  ///< those that hit one node only: what they did is told with their name
    bool all_;
    Moments struck_;
    Moments changed_;
    Moments worse_;
    Moments running_;
    std::set<DamageId> told_damages_;
    std::map<NodeId, Fixed> told_;  ///< what the reader thinks of each node
    std::map<NodeId, EventId> told_event_;
};

/// Which of a chain's stores, how long the chain is and what fills the store: what a line says of a store.
auto likeness(const Model& model, const StoryEntry& entry) {
    if (!entry.store.valid()) {
        return std::tuple(-1, std::size_t{0}, FunctionId{});
    }
    const GroupId group = entry.reasons.front().group;
    const GroupId refill = model.stores[entry.store].refilled_by;
    const FunctionId filler =
        refill.valid() ? model.nodes[model.suppliers_of(refill).front().node].function : FunctionId{};
    return std::tuple(entry.store.value() - model.groups[group].first_store, model.stores_of(group).size(), filler);
}

/// The same of what is said of the stores of a reason.
auto likeness(const Model& model, const Reason& reason) {
    std::vector<std::int32_t> failed;
    for (const StoreId store : reason.failed) {
        failed.push_back(store.value() - model.groups[reason.group].first_store);
    }
    const bool says = reason.used_up || !failed.empty();
    return std::tuple(reason.used_up, std::move(failed), says ? model.stores_of(reason.group).size() : 0);
}

/// Entries of one instant that agree in this are told in one line.
auto likeness(const Model& model, const Scenario& scenario, const StoryEntry& entry) {
    const bool why_matters = entry.kind != StoryEntry::Kind::better && entry.kind != StoryEntry::Kind::nominal;
    const Reason reason = entry.reasons.empty() || !why_matters ? Reason{} : entry.reasons.front();
    const FunctionId supplier = reason.supplier.valid() ? model.nodes[reason.supplier].function : FunctionId{};
    const bool down = entry.after == Fixed::one();
    const bool of_damage = entry.kind <= StoryEntry::Kind::mended;
    const DamageKind kind = of_damage ? scenario.damages[entry.damage].kind : DamageKind::it;
    const bool waits = entry.kind == StoryEntry::Kind::detected || entry.kind == StoryEntry::Kind::crew_assigned;
    return std::tuple(entry.kind, model.nodes[entry.node].function, entry.event, kind, down && why_matters, reason.kind,
                      supplier, likeness(model, reason), likeness(model, entry), waits ? entry.waited : Tick{0});
}
using Likeness = decltype(likeness(std::declval<Model>(), std::declval<Scenario>(), std::declval<StoryEntry>()));

Line::Tone tone_of(StoryEntry::Kind kind) {
    switch (kind) {
        case StoryEntry::Kind::struck:
        case StoryEntry::Kind::dropped: return Line::Tone::hit;
        case StoryEntry::Kind::worse:
        case StoryEntry::Kind::start_failed:
        case StoryEntry::Kind::store_empty:
        case StoryEntry::Kind::unfinished: return Line::Tone::worse;
        case StoryEntry::Kind::better:
        case StoryEntry::Kind::nominal: return Line::Tone::better;
        default: return Line::Tone::note;
    }
}

double weight_of(const Model& model, const EntryGroup& group) {
    double weight = 0.0;
    for (const StoryEntry* entry : group) {
        const double step = std::abs(entry->after.to_double() - entry->before.to_double());
        switch (entry->kind) {
            case StoryEntry::Kind::struck: weight += step; break;
            case StoryEntry::Kind::worse: weight += step; break;
            case StoryEntry::Kind::start_failed:
            case StoryEntry::Kind::black_started: weight += 1.0; break;
            case StoryEntry::Kind::nominal: weight += 0.3 + 0.3 * step; break;
            case StoryEntry::Kind::better: weight += 0.3 * step; break;
            case StoryEntry::Kind::store_empty: weight += 0.3; break;
            case StoryEntry::Kind::store_running: {
                // That a chain has come to its next store matters more than that its first one runs.
                const bool first = entry->store.value() == model.groups[entry->reasons.front().group].first_store;
                weight += first ? 0.2 : 0.3;
                break;
            }
            case StoryEntry::Kind::detected: weight += 0.05; break;
            default: weight += 0.2; break;
        }
    }
    return weight;
}

class Teller {
public:
    Teller(const Story& story, const Words& words, const TellingOptions& options)
        : story_{story}, words_{words}, options_{options}, phrases_{words} {}

    Telling tell() {
        telling_.events = dear_events(story_, options_);
        for (std::size_t k = 0; k < telling_.events.size(); ++k) {
            telling_.places[telling_.events[k]] = k + 1;
        }
        Choice choice(story_, telling_.events, options_);
        std::vector<EntryGroup> groups;
        std::map<Likeness, std::size_t> alike;  // groups of the present instant
        Tick now = -1;
        for (const StoryEntry& entry : story_.entries) {
            if (!choice.takes(entry)) {
                continue;
            }
            if (entry.time != now) {
                alike.clear();
                now = entry.time;
            }
            const auto [found, fresh] =
                alike.try_emplace(likeness(words_.model(), words_.scenario(), entry), groups.size());
            if (fresh) {
                groups.emplace_back();
            }
            groups[found->second].push_back(&entry);
        }
        std::vector<Line> last;
        for (const EntryGroup& group : groups) {
            add_headline(*group.front());
            (group.front()->kind == StoryEntry::Kind::unfinished ? last : telling_.lines).push_back(line_of(group));
        }
        add_lesser(choice);
        std::stable_sort(telling_.lines.begin(), telling_.lines.end(),
                         [](const Line& a, const Line& b) { return a.time < b.time; });
        shorten();
        std::move(last.begin(), last.end(), std::back_inserter(telling_.lines));
        return std::move(telling_);
    }

private:
    const EventAccount& account_of(EventId event) const {
        return *std::lower_bound(story_.events.begin(), story_.events.end(), event,
                                 [](const EventAccount& account, EventId id) { return account.event < id; });
    }

    /// An event that hits many nodes is announced at its first blow.
    void add_headline(const StoryEntry& entry) {
        if (entry.kind != StoryEntry::Kind::struck || account_of(entry.event).hit == 1 ||
            !announced_.insert(entry.event).second) {
            return;
        }
        const std::int64_t hit = account_of(entry.event).hit;
        telling_.lines.push_back({entry.time, entry.event, Line::Tone::event, phrases_.headline(entry.event, hit),
                                  static_cast<double>(1 + hit) * 1e6});
    }

    Line line_of(const EntryGroup& group) const {
        const StoryEntry& entry = *group.front();
        const bool single =
            entry.kind == StoryEntry::Kind::struck && group.size() == 1 && account_of(entry.event).hit == 1;
        return {entry.time, entry.event, single ? Line::Tone::event : tone_of(entry.kind),
                single ? phrases_.single_hit(entry) : phrases_.sentence(group), weight_of(words_.model(), group)};
    }

    /// Events in a row that are not told in full come to one line.
    void add_lesser(const Choice& choice) {
        std::vector<EventAccount> by_onset = story_.events;
        const auto onset = [&](const EventAccount& account) { return words_.scenario().events[account.event].onset; };
        std::stable_sort(by_onset.begin(), by_onset.end(),
                         [&](const EventAccount& a, const EventAccount& b) { return onset(a) < onset(b); });
        for (auto first = by_onset.begin(); first != by_onset.end();) {
            if (choice.is_dear(first->event)) {
                ++first;
                continue;
            }
            const auto last = std::find_if(first, by_onset.end(),
                                           [&](const EventAccount& account) { return choice.is_dear(account.event); });
            add_lesser(std::vector<EventAccount>(first, last));
            first = last;
        }
    }

    void add_lesser(const std::vector<EventAccount>& row) {
        Jpy loss = 0;
        for (const EventAccount& account : row) {
            loss += account.loss;
        }
        const auto dearest = std::max_element(
            row.begin(), row.end(), [](const EventAccount& a, const EventAccount& b) { return a.loss < b.loss; });
        const Tick from = words_.scenario().events[row.front().event].onset;
        const Tick until = words_.scenario().events[row.back().event].onset;
        const std::string name = words_.event(dearest->event);
        const std::string sum = words_.money(loss);
        const std::string text =
            row.size() == 1 ? words_.pick(name + ": " + sum + " lost", name + "：損失 " + sum)
                            : words_.pick(fmt::format("{} lesser events until {}: {} lost in all; the dearest: {}",
                                                      row.size(), words_.day(until), sum, name),
                                          fmt::format("{}までの小さな事象{}件：損失計 {}、最大は{}", words_.day(until),
                                                      row.size(), sum, name));
        telling_.lines.push_back({from, EventId{}, Line::Tone::lesser, text, 1e3});
    }

    /// Of lines of one instant each counts for less than the one before, so that no instant takes all the room.
    void spread() {
        std::vector<Line>& lines = telling_.lines;
        for (auto first = lines.begin(); first != lines.end();) {
            const auto last =
                std::find_if(first, lines.end(), [&](const Line& line) { return line.time != first->time; });
            std::vector<Line*> by_weight;
            for (auto line = first; line != last; ++line) {
                by_weight.push_back(&*line);
            }
            std::stable_sort(by_weight.begin(), by_weight.end(),
                             [](const Line* a, const Line* b) { return a->weight > b->weight; });
            for (std::size_t k = 0; k < by_weight.size(); ++k) {
                by_weight[k]->weight /= 1.0 + static_cast<double>(k) / lines_at_full_weight;
            }
            first = last;
        }
    }

    void shorten() {
        std::vector<Line>& lines = telling_.lines;
        if (options_.all || lines.size() <= options_.most_lines) {
            return;
        }
        spread();
        std::vector<double> weights;
        for (const Line& line : lines) {
            weights.push_back(line.weight);
        }
        const auto limit = weights.begin() + static_cast<std::ptrdiff_t>(options_.most_lines);
        std::nth_element(weights.begin(), limit, weights.end(), std::greater<>());
        const double least = *limit;
        // Those as heavy as the first that goes may stay as far as there is room, the earliest first.
        auto room = static_cast<std::ptrdiff_t>(options_.most_lines) -
                    std::count_if(lines.begin(), lines.end(), [&](const Line& line) { return line.weight > least; });
        std::vector<Line> kept;
        for (Line& line : lines) {
            if (line.weight > least || (line.weight == least && room-- > 0)) {
                kept.push_back(std::move(line));
            }
        }
        telling_.lines_left_out = static_cast<std::int64_t>(lines.size() - kept.size());
        lines = std::move(kept);
    }

    const Story& story_;
    const Words& words_;
    const TellingOptions& options_;
    Phrases phrases_;
    Telling telling_;
    std::set<EventId> announced_;
};

}  // namespace

Telling tell_story(const Story& story, const Words& words, const TellingOptions& options) {
    return Teller(story, words, options).tell();
}

}  // namespace hadome
