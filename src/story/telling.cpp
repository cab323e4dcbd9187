#include "story/telling.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "story/phrases.hpp"

namespace hadome {
namespace {

constexpr Jpy told_share = 100;                            ///< events of 1/100 of the loss
constexpr double lines_at_full_weight = 3.0;               ///< in one instant, about
constexpr std::int64_t told_change = Fixed::one_raw / 20;  ///< 5 % points

bool is_state(const Entry& entry) {
    return entry.kind == Entry::Kind::worse || entry.kind == Entry::Kind::held || entry.kind == Entry::Kind::better ||
           entry.kind == Entry::Kind::nominal;
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
        for (const Entry& entry : story.entries) {
            if (entry.kind == Entry::Kind::struck && is_dear(entry.event)) {
                struck_.insert({entry.time, entry.node});
            }
            if (is_state(entry)) {
                changed_.insert({entry.time, entry.node});
            }
            if (entry.kind == Entry::Kind::worse) {
                worse_.insert({entry.time, entry.node});
            }
        }
    }

    bool is_dear(EventId event) const { return dear_.count(event) > 0; }

    bool takes(const Entry& entry) {
        if (is_state(entry)) {
            return takes_state(entry);
        }
        const std::pair moment{entry.time, entry.node};
        if (!is_dear(entry.event)) {
            return false;
        }
        switch (entry.kind) {
            case Entry::Kind::struck: return all_ || entry.after.raw() >= told_change || single_.count(entry.event) > 0;
            case Entry::Kind::detected:
            case Entry::Kind::crew_assigned: return all_ || entry.waited > 0;
            case Entry::Kind::stage_mended: return all_;
            case Entry::Kind::mended: return all_ || changed_.count(moment) == 0;
            // Then the change says that the store is empty.
            case Entry::Kind::store_empty: return all_ || worse_.count(moment) == 0;
            default: return true;
        }
    }

private:
    bool takes_state(const Entry& entry) {
        Fixed& told = told_[entry.node];
        EventId& told_event = told_event_[entry.node];
        // What was begun is told to its end.
        if (!is_dear(entry.event) && told == Fixed::zero()) {
            return false;
        }
        const std::int64_t step = std::abs(entry.after.raw() - told.raw());
        const bool at_end = (entry.after == Fixed::zero() || entry.after == Fixed::one()) && step > 0;
        const bool other_root =
            entry.kind == Entry::Kind::held && told.raw() >= told_change && entry.event != told_event;
        if (!all_ && !at_end && step < told_change && !other_root) {
            return false;
        }
        told = entry.after;
        told_event = entry.event;
        // The blow itself has said it.
        const bool by_blow = entry.kind == Entry::Kind::worse && !entry.reasons.empty() &&
                             entry.reasons.front().kind == Reason::Kind::damage &&
                             struck_.count({entry.time, entry.node}) > 0;
        return all_ || !by_blow;
    }

    std::set<EventId> dear_;
    std::set<EventId> single_;  ///< those that hit one node only: what they did is told with their name
    bool all_;
    std::set<std::pair<Tick, NodeId>> struck_;
    std::set<std::pair<Tick, NodeId>> changed_;
    std::set<std::pair<Tick, NodeId>> worse_;
    std::map<NodeId, Fixed> told_;  ///< what the reader thinks of each node
    std::map<NodeId, EventId> told_event_;
};

/// Entries that agree in this are told in one line.
auto likeness(const Model& model, const Scenario& scenario, const Entry& entry) {
    const Reason reason = entry.reasons.empty() ? Reason{} : entry.reasons.front();
    const FunctionId supplier = reason.supplier.valid() ? model.nodes[reason.supplier].function : FunctionId{};
    const bool down = entry.after == Fixed::one();
    const bool of_damage = !is_state(entry) && entry.damage.valid();
    const DamageKind kind = of_damage ? scenario.damages[entry.damage].kind : DamageKind::it;
    const bool why_matters = entry.kind != Entry::Kind::better && entry.kind != Entry::Kind::nominal;
    return std::tuple(
        entry.time, entry.kind, model.nodes[entry.node].function, entry.event, kind, down && why_matters,
        why_matters ? reason.kind : Reason::Kind::none, why_matters ? supplier : FunctionId{},
        why_matters && reason.used_up, why_matters && reason.failed,
        entry.kind == Entry::Kind::detected || entry.kind == Entry::Kind::crew_assigned ? entry.waited : Tick{0});
}

Line::Tone tone_of(Entry::Kind kind) {
    switch (kind) {
        case Entry::Kind::struck:
        case Entry::Kind::dropped: return Line::Tone::hit;
        case Entry::Kind::worse:
        case Entry::Kind::start_failed:
        case Entry::Kind::store_empty: return Line::Tone::worse;
        case Entry::Kind::better:
        case Entry::Kind::nominal: return Line::Tone::better;
        default: return Line::Tone::note;
    }
}

double weight_of(const EntryGroup& group) {
    double weight = 0.0;
    for (const Entry* entry : group) {
        const double step = std::abs(entry->after.to_double() - entry->before.to_double());
        switch (entry->kind) {
            case Entry::Kind::struck: weight += step; break;
            case Entry::Kind::worse: weight += step; break;
            case Entry::Kind::start_failed:
            case Entry::Kind::black_started: weight += 1.0; break;
            case Entry::Kind::nominal: weight += 0.3 + 0.3 * step; break;
            case Entry::Kind::better: weight += 0.3 * step; break;
            case Entry::Kind::store_empty: weight += 0.3; break;
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
        Choice choice(story_, telling_.events, options_);
        std::vector<EntryGroup> groups;
        for (const Entry& entry : story_.entries) {
            if (choice.takes(entry)) {
                place(entry, groups);
            }
        }
        for (const EntryGroup& group : groups) {
            add_headline(*group.front());
            add(group);
        }
        add_lesser(choice);
        std::stable_sort(telling_.lines.begin(), telling_.lines.end(),
                         [](const Line& a, const Line& b) { return a.time < b.time; });
        shorten();
        return std::move(telling_);
    }

private:
    void place(const Entry& entry, std::vector<EntryGroup>& groups) const {
        const auto like = likeness(words_.model(), words_.scenario(), entry);
        for (auto group = groups.rbegin(); group != groups.rend() && group->front()->time == entry.time; ++group) {
            if (likeness(words_.model(), words_.scenario(), *group->front()) == like) {
                group->push_back(&entry);
                return;
            }
        }
        groups.push_back({&entry});
    }

    const EventAccount& account_of(EventId event) const {
        return *std::find_if(story_.events.begin(), story_.events.end(),
                             [&](const EventAccount& account) { return account.event == event; });
    }

    /// An event that hits many nodes is announced at its first blow.
    void add_headline(const Entry& entry) {
        if (entry.kind != Entry::Kind::struck || account_of(entry.event).hit == 1 ||
            !announced_.insert(entry.event).second) {
            return;
        }
        const std::int64_t hit = account_of(entry.event).hit;
        telling_.lines.push_back({entry.time, entry.event, Line::Tone::event, phrases_.headline(entry.event, hit),
                                  static_cast<double>(1 + hit) * 1e6});
    }

    void add(const EntryGroup& group) {
        const Entry& entry = *group.front();
        const bool single = entry.kind == Entry::Kind::struck && group.size() == 1 && account_of(entry.event).hit == 1;
        telling_.lines.push_back({entry.time, entry.event, single ? Line::Tone::event : tone_of(entry.kind),
                                  single ? phrases_.single_hit(entry) : phrases_.sentence(group), weight_of(group)});
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
