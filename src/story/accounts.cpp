#include "story/accounts.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

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

AccountTable by_event(const Story& story, const Telling& telling, const Words& words) {
    AccountTable table{words.pick("Loss by event at the root", "根本原因の事象別損失"), {}};
    std::vector<EventAccount> accounts = story.events;
    std::stable_sort(accounts.begin(), accounts.end(),
                     [](const EventAccount& a, const EventAccount& b) { return a.loss > b.loss; });
    Jpy rest = 0;
    for (std::size_t k = 0; k < accounts.size(); ++k) {
        const EventAccount& one = accounts[k];
        if (k >= rows_shown) {
            rest += one.loss;
            continue;
        }
        table.rows.push_back(
            {words.money(one.loss), share_of(one.loss, story.total),
             event_mark(telling, one.event) + words.event(one.event),
             words.pick(fmt::format("{}, {} hit, {} more reached", words.day(words.scenario().events[one.event].onset),
                                    one.hit, one.reached),
                        fmt::format("{}、被害{}ノード、波及{}ノード",
                                    words.day(words.scenario().events[one.event].onset), one.hit, one.reached))});
    }
    add_rest(table, accounts.size() - std::min(accounts.size(), rows_shown), rest, story.total, words);
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
        table.rows.push_back(
            {words.money(one.loss), share_of(one.loss, story.total), words.node(one.node),
             words.pick(fmt::format("out for {} at full deficit, {} time{}{}", words.duration(out), one.episodes,
                                    one.episodes == 1 ? "" : "s", one.hit ? ", hit" : ""),
                        fmt::format("全停止換算 {}、{}回{}", words.duration(out), one.episodes,
                                    one.hit ? "、被害あり" : ""))});
    }
    add_rest(table, story.nodes.size() - std::min(story.nodes.size(), rows_shown), rest, story.total, words);
    return table;
}

}  // namespace

std::string event_mark(const Telling& telling, EventId event) {
    const auto found = std::find(telling.events.begin(), telling.events.end(), event);
    return telling.events.size() < 2 || found == telling.events.end()
               ? ""
               : fmt::format("[{}] ", found - telling.events.begin() + 1);
}

std::vector<AccountTable> account_tables(const Story& story, const Telling& telling, const Words& words) {
    return {by_event(story, telling, words), by_sector(story, words), by_node(story, words)};
}

std::vector<std::string> account_sentences(const StorySource& source, const Story& story, const Words& words) {
    std::int64_t hit = 0;
    for (const NodeAccount& node : story.nodes) {
        hit += node.hit ? 1 : 0;
    }
    const auto beyond = static_cast<std::int64_t>(story.nodes.size()) - hit;
    std::vector<std::string> sentences;
    sentences.push_back(words.pick(
        fmt::format("Scenario {} loses {} ({}); {} of it through damage to IT or OT.", source.scenario.number,
                    words.money(story.total), words.money_in_full(story.total), words.money(story.it_caused)),
        fmt::format("シナリオ {} の損失は {}（{}）。うちIT・OTの被害によるものは {}。", source.scenario.number,
                    words.money(story.total), words.money_in_full(story.total), words.money(story.it_caused))));
    sentences.push_back(
        words.pick(fmt::format("Events: {}; of the nodes not nominal at some time {} were hit and {} not; "
                               "{} of the loss lies where no event at its root had hit.",
                               story.events.size(), hit, beyond, words.money(story.total - story.direct)),
                   fmt::format("事象{}件。平常でなくなったノードのうち直接の被害{}、波及のみ{}。波及による損失は {}。",
                               story.events.size(), hit, beyond, words.money(story.total - story.direct))));
    const std::string end = words.day(source.journal.end);
    sentences.push_back(
        source.journal.stuck
            ? words.pick("Not all was nominal again when the simulation was cut off on " + end + ".",
                         "シミュレーション打切り（" + end + "）の時点で復旧は未完了。")
            : words.pick("All was nominal again on " + end + ".", "すべてが平常に復したのは " + end + "。"));
    if (source.journal.dropped > 0) {
        sentences.push_back(words.pick(
            fmt::format("{} damages came to nodes already down and count for nothing.", source.journal.dropped),
            fmt::format("停止中のノードへの被害{}件は数えない。", source.journal.dropped)));
    }
    return sentences;
}

}  // namespace hadome
