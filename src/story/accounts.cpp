#include "story/accounts.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <map>

namespace hadome {
namespace {

constexpr std::size_t rows_shown = 10;

std::string share_of(Jpy part, Jpy total) {
    if (total == 0) {
        return "";
    }
    const double percent = 100.0 * static_cast<double>(part) / static_cast<double>(total);
    return percent > 0.0 && percent < 0.5 ? "<1 %" : fmt::format("{:.0f} %", percent);
}

/// Rows beyond those shown, summed up.
void add_rest(AccountTable& table, std::size_t rest, Jpy loss, Jpy total, const Words& words) {
    if (rest > 0) {
        table.rows.push_back({words.money(loss), share_of(loss, total),
                              words.pick(fmt::format("{} more", rest), fmt::format("ほか{}件", rest)), ""});
    }
}

/// An event, or the lesser events of one source.
struct EventRow {
    EventAccount dearest;
    Jpy loss = 0;
    std::int64_t events = 0;
    std::int64_t hits = 0;
};

/// Events told in full each for itself, the others by what they were drawn from; the dearest first.
std::vector<EventRow> event_rows(const Story& story, const Telling& telling, const Scenario& scenario) {
    std::vector<EventRow> rows;
    std::map<std::pair<SourceKind, std::int32_t>, EventRow> lesser;
    for (const EventAccount& account : story.events) {
        const Event& event = scenario.events[account.event];
        EventRow fresh;
        EventRow& row = telling.tells(account.event) ? fresh : lesser[{event.kind, event.source}];
        row.dearest = row.events == 0 || account.loss > row.dearest.loss ? account : row.dearest;
        row.loss += account.loss;
        row.hits += account.hit;
        ++row.events;
        if (&row == &fresh) {
            rows.push_back(fresh);
        }
    }
    for (const auto& [source, row] : lesser) {
        rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const EventRow& a, const EventRow& b) { return a.loss > b.loss; });
    return rows;
}

AccountTable by_event(const Story& story, const Telling& telling, const Words& words) {
    AccountTable table{words.pick("Loss by event at the root", "根本原因の事象別損失"), {}};
    Jpy rest_loss = 0;
    std::size_t rest = 0;
    for (const EventRow& row : event_rows(story, telling, words.scenario())) {
        if (table.rows.size() >= rows_shown) {
            rest_loss += row.loss;
            rest += static_cast<std::size_t>(row.events);
            continue;
        }
        const EventAccount& one = row.dearest;
        const std::string day = words.day(words.scenario().events[one.event].onset);
        const bool single = row.events == 1;
        table.rows.push_back(
            {words.money(row.loss), share_of(row.loss, story.total),
             event_mark(telling, one.event) + (single ? words.event(one.event) : words.source(one.event)),
             single ? words.pick(fmt::format("{}, {} hit, {} more reached", day, one.hit, one.reached),
                                 fmt::format("{}、被害{}ノード、波及{}ノード", day, one.hit, one.reached))
                    : words.pick(fmt::format("{} lesser events, {} hits", row.events, row.hits),
                                 fmt::format("小さな事象{}件、被害のべ{}ノード", row.events, row.hits))});
    }
    add_rest(table, rest, rest_loss, story.total, words);
    return table;
}

AccountTable by_sector(const Story& story, const Words& words) {
    AccountTable table{words.pick("Loss by affected sector", "影響を受けた分野別損失"), {}};
    std::vector<SectorId> sectors;
    for (const SectorId sector : ids_of(story.by_sector)) {
        if (story.by_sector[sector] > 0) {
            sectors.push_back(sector);
        }
    }
    std::stable_sort(sectors.begin(), sectors.end(),
                     [&](SectorId a, SectorId b) { return story.by_sector[a] > story.by_sector[b]; });
    for (const SectorId sector : sectors) {
        table.rows.push_back({words.money(story.by_sector[sector]), share_of(story.by_sector[sector], story.total),
                              words.sector(sector), ""});
    }
    return table;
}

AccountTable by_node(const Story& story, const Words& words) {
    AccountTable table{words.pick("Loss by node", "ノード別損失"), {}};
    Jpy rest = 0;
    for (std::size_t k = 0; k < story.nodes.size(); ++k) {
        const NodeAccount& one = story.nodes[k];
        if (k >= rows_shown) {
            rest += one.loss;
            continue;
        }
        const auto out = static_cast<Tick>(one.deficit_ticks / Fixed::one_raw);
        table.rows.push_back({words.money(one.loss), share_of(one.loss, story.total), words.node(one.node),
                              words.pick(fmt::format("as much as {} fully down, {} outage{}{}{}", words.duration(out),
                                                     one.episodes, one.episodes == 1 ? "" : "s", one.hit ? ", hit" : "",
                                                     one.at_end > Fixed::zero() ? ", not back at the end" : ""),
                                         fmt::format("全停止換算 {}、{}回{}{}", words.duration(out), one.episodes,
                                                     one.hit ? "、被害あり" : "",
                                                     one.at_end > Fixed::zero() ? "、終了時も未復旧" : ""))});
    }
    add_rest(table, story.nodes.size() - std::min(story.nodes.size(), rows_shown), rest, story.total, words);
    return table;
}

}  // namespace

std::string event_mark(const Telling& telling, EventId event) {
    const auto found = telling.places.find(event);
    return telling.events.size() < 2 || found == telling.places.end() ? "" : fmt::format("[{}] ", found->second);
}

std::vector<AccountTable> account_tables(const Story& story, const Telling& telling, const Words& words) {
    return {by_event(story, telling, words), by_sector(story, words), by_node(story, words)};
}

std::vector<std::string> account_sentences(const StorySource& source, const Story& story, const Words& words) {
    std::int64_t hit = 0;
    std::int64_t unfinished = 0;
    for (const NodeAccount& node : story.nodes) {
        hit += node.hit ? 1 : 0;
        unfinished += node.at_end > Fixed::zero() ? 1 : 0;
    }
    std::vector<std::string> sentences;
    sentences.push_back(words.pick(
        fmt::format("Scenario {} loses {} ({}); {} of it through damage to IT or OT.", source.scenario.number,
                    words.money(story.total), words.money_in_full(story.total), words.money(story.it_caused)),
        fmt::format("シナリオ {} の損失は {}（{}）。うちIT・OTの被害によるものは {}。", source.scenario.number,
                    words.money(story.total), words.money_in_full(story.total), words.money(story.it_caused))));
    const std::string direct = words.money(story.direct);
    const std::string cascaded = words.money(story.total - story.direct);
    sentences.push_back(words.pick(
        fmt::format(
            "Events: {}. Nodes not nominal at some time: {}, of which hit: {}. Lost by own damage: {}; for want "
            "of others: {}.",
            story.events.size(), story.nodes.size(), hit, direct, cascaded),
        fmt::format("事象{}件。平常でなくなったノード{}、うち被害を受けたもの{}。自らの被害による損失は "
                    "{}、他からの供給不足による損失は {}。",
                    story.events.size(), story.nodes.size(), hit, direct, cascaded)));
    const std::string end = words.day(source.journal.end);
    sentences.push_back(
        source.journal.stuck
            ? words.pick(fmt::format("Not nominal again when the simulation was cut off on {}: {} node{}, named at the "
                                     "end of the story.",
                                     end, unfinished, unfinished == 1 ? "" : "s"),
                         fmt::format("シミュレーション打切り（{}）の時点で{}ノードが未復旧（経過の末尾に示す）。", end,
                                     unfinished))
            : words.pick("All was nominal again on " + end + ".", "すべてが平常に復したのは " + end + "。"));
    if (source.journal.dropped > 0) {
        sentences.push_back(words.pick(
            fmt::format("{} damages came to nodes already down and count for nothing.", source.journal.dropped),
            fmt::format("停止中のノードへの被害{}件は数えない。", source.journal.dropped)));
    }
    return sentences;
}

}  // namespace hadome
