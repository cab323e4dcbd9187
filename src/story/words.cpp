#include "story/words.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/check.hpp"

namespace hadome {
namespace {

struct CauseWords {
    const char* name;
    const char* en;
    const char* ja;
};
constexpr std::array cause_words{
    CauseWords{"operator_error", "operator error", "操作ミス"},
    CauseWords{"failed_change", "failed change", "変更作業の失敗"},
    CauseWords{"software_defect", "software defect", "ソフトウェア不具合"},
    CauseWords{"overload", "overload", "過負荷"},
    CauseWords{"equipment", "equipment failure", "設備故障"},
};

/// Three significant figures, without a trailing point.
std::string three_figures(double figure) {
    const double size = std::abs(figure);
    const int decimals = size >= 99.95 ? 0 : (size >= 9.995 ? 1 : 2);
    return fmt::format("{:.{}f}", figure, decimals);
}

std::string with_commas(Jpy yen) {
    std::string digits = std::to_string(yen < 0 ? -yen : yen);
    for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3) {
        digits.insert(static_cast<std::size_t>(place), ",");
    }
    return (yen < 0 ? "-" : "") + digits;
}

struct Unit {
    double size;
    const char* name;
};

std::string scaled(double figure, const std::array<Unit, 4>& units) {
    for (const Unit& unit : units) {
        // 999.5 would be printed as 1000 of the smaller unit.
        if (std::abs(figure) >= 0.9995 * unit.size) {
            return three_figures(figure / unit.size) + " " + unit.name;
        }
    }
    return "";
}

}  // namespace

std::string Words::pick(const std::string& en, const std::string& ja) const {
    return language_ == Language::en ? en : ja;
}

std::string Words::of(const Label& label, const std::string& name) const {
    const std::string& text = language_ == Language::en ? label.en : label.ja;
    return text.empty() ? name : text;
}

std::string Words::title() const {
    return of(model_.label, model_.title);
}

std::string Words::function(FunctionId id) const {
    return of(model_.functions[id].label, model_.functions[id].name);
}

std::string Words::sector(SectorId id) const {
    return of(model_.sectors[id].label, model_.sectors[id].name);
}

std::string Words::place(NodeId id) const {
    const Node& node = model_.nodes[id];
    const Region& region = model_.regions[node.region];
    const std::string whole = model_.functions[node.function].name + "@" + region.name;
    const std::string site = node.name.size() > whole.size() && node.name.compare(0, whole.size(), whole) == 0
                                 ? node.name.substr(whole.size())
                                 : "";
    return of(region.label, region.name) + site;
}

std::string Words::node(NodeId id) const {
    return nodes({id});
}

std::string Words::nodes(const std::vector<NodeId>& ids, const std::vector<std::string>& remarks,
                         std::size_t most) const {
    HADOME_EXPECT(!ids.empty() && (remarks.empty() || remarks.size() == ids.size()));
    const std::string what = function(model_.nodes[ids.front()].function);
    if (ids.size() == 1) {
        const std::string where = place(ids.front());
        return where.empty() ? what : pick(what + " in " + where, where + "の" + what);
    }
    std::string list;
    // One name more stands where "and 1 more" would.
    const std::size_t named = ids.size() <= most + 1 ? ids.size() : most;
    for (std::size_t k = 0; k < named; ++k) {
        list += (k == 0 ? "" : pick(", ", "、")) + place(ids[k]);
        list += remarks.empty() ? "" : " " + remarks[k];
    }
    if (named < ids.size()) {
        list += pick(fmt::format(" and {} more", ids.size() - named), fmt::format("ほか{}", ids.size() - named));
    }
    return pick(fmt::format("{} in {} places ({})", what, ids.size(), list),
                fmt::format("{}{}か所（{}）", what, ids.size(), list));
}

std::string Words::pool(CrewPoolId id) const {
    return of(model_.crew_pools[id].label, model_.crew_pools[id].name);
}

std::string Words::kind(DamageKind kind) const {
    switch (kind) {
        case DamageKind::physical: return pick("physical", "物理");
        case DamageKind::ot: return pick("OT", "OT（制御系）");
        case DamageKind::it: return pick("IT", "IT（情報系）");
    }
    throw InternalError("unknown kind of damage");
}

std::string Words::threat(ThreatClass threat) const {
    switch (threat) {
        case ThreatClass::unintended: return pick("unintended", "意図しない障害");
        case ThreatClass::cyber: return pick("cyber", "サイバー");
        case ThreatClass::disaster: return pick("disaster", "災害");
    }
    throw InternalError("unknown class of threat");
}

std::string Words::campaign(CampaignKind kind) const {
    switch (kind) {
        case CampaignKind::targeted: return pick("targeted attack", "標的型攻撃");
        case CampaignKind::ransomware: return pick("ransomware", "ランサムウェア");
        case CampaignKind::ddos: return pick("denial of service", "DDoS攻撃");
    }
    throw InternalError("unknown kind of campaign");
}

std::string Words::event_in_short(EventId id) const {
    const Event& event = scenario_.events[id];
    const auto place = static_cast<std::size_t>(event.source);
    switch (event.kind) {
        case SourceKind::unintended: {
            const std::string& cause = model_.unintended.at(place).cause;
            const auto known = std::find_if(cause_words.begin(), cause_words.end(),
                                            [&](const CauseWords& words) { return cause == words.name; });
            return known != cause_words.end() ? pick(known->en, known->ja) : cause;
        }
        case SourceKind::platform_defect: return pick("defective release", "製品更新の不具合");
        case SourceKind::worm: return pick("worm", "ワーム");
        case SourceKind::campaign: return campaign(model_.campaigns.at(place).kind);
        case SourceKind::earthquake: return fmt::format("{} M{:.1f}", pick("earthquake", "地震"), event.magnitude);
        case SourceKind::aftershock: return fmt::format("{} M{:.1f}", pick("aftershock", "余震"), event.magnitude);
        case SourceKind::tsunami: return pick("tsunami", "津波");
        case SourceKind::storm: return pick("storm", "暴風雨");
        case SourceKind::event_set: return pick("disaster", "災害");
        case SourceKind::given: {
            const GivenEvent& given = model_.given_events.items().at(place);
            return of(given.label, given.name);
        }
    }
    throw InternalError("unknown kind of source");
}

std::string Words::event(EventId id) const {
    return with_source(event_in_short(id), id);
}

std::string Words::source(EventId id) const {
    switch (scenario_.events[id].kind) {
        case SourceKind::earthquake: return with_source(pick("earthquake", "地震"), id);
        case SourceKind::aftershock: return with_source(pick("aftershock", "余震"), id);
        default: return with_source(event_in_short(id), id);
    }
}

std::string Words::with_source(const std::string& what, EventId id) const {
    const Event& event = scenario_.events[id];
    const auto place = static_cast<std::size_t>(event.source);
    const auto with = [&](const std::string& name) {
        return pick(what + " (" + name + ")", what + "（" + name + "）");
    };
    switch (event.kind) {
        case SourceKind::unintended: return with(model_.unintended.at(place).name);
        case SourceKind::platform_defect: {
            const PlatformDefect& defect = model_.platform_defects.at(place);
            return with(of(defect.label, defect.name));
        }
        case SourceKind::worm: {
            const WormSource& worm = model_.worms.at(place);
            const Platform& platform = model_.platforms[worm.platform];
            return with(worm.name + pick(", ", "、") + of(platform.label, platform.name));
        }
        case SourceKind::campaign: {
            const CampaignSource& source = model_.campaigns.at(place);
            return with(of(source.label, source.name));
        }
        case SourceKind::tsunami: {
            const Tsunami& tsunami = model_.tsunamis.at(place);
            return with(of(tsunami.label, tsunami.name));
        }
        case SourceKind::storm: return with(of(model_.storms.at(place).label, model_.storms.at(place).name));
        case SourceKind::event_set:
            return with(of(model_.event_sets.at(place).label, model_.event_sets.at(place).name));
        case SourceKind::aftershock:
        case SourceKind::earthquake: {
            const EarthquakeSource& fault = model_.earthquakes.at(place);
            return with(of(fault.label, fault.name));
        }
        case SourceKind::given: return what;
    }
    throw InternalError("unknown kind of source");
}

std::string Words::duration(Tick ticks) const {
    constexpr Tick minute = ticks_per_hour / 60;
    constexpr Tick second = minute / 60;
    if (ticks == 0) {
        return pick("0 h", "0 時間");
    }
    if (ticks < second) {
        return fmt::format("{} {}", ticks, pick("ms", "ミリ秒"));
    }
    if (ticks < minute) {
        return fmt::format("{} {}", ticks / second, pick("s", "秒"));
    }
    if (ticks < ticks_per_hour) {
        return fmt::format("{} {}", ticks / minute, pick("min", "分"));
    }
    const double hours = hours_from_ticks(ticks);
    return hours < 72.0 ? fmt::format("{:.1f} {}", hours, pick("h", "時間"))
                        : fmt::format("{:.1f} {}", hours / 24.0, pick("d", "日"));
}

std::string Words::round_duration(Tick ticks) const {
    const std::int64_t hours = std::llround(hours_from_ticks(ticks));
    return hours < 48 ? fmt::format("{} {}", hours, pick("h", "時間"))
                      : fmt::format("{} {}", hours / 24, pick("d", "日"));
}

std::string Words::day(Tick time) const {
    const double days = hours_from_ticks(time) / 24.0;
    return pick(fmt::format("day {:.2f}", days), fmt::format("{:.2f} 日目", days));
}

std::string Words::percent_left(Fixed deficit) const {
    if (deficit == Fixed::zero()) {
        return "100 %";
    }
    if (deficit == Fixed::one()) {
        return "0 %";
    }
    const double left = 100.0 * deficit.complement().to_double();
    return left < 1.0 ? "<1 %" : fmt::format("{} %", std::min<std::int64_t>(std::llround(left), 99));
}

std::string Words::ordinal(std::size_t place) const {
    constexpr std::array names{"first", "second", "third", "fourth", "fifth"};
    return pick(place <= names.size() ? names[place - 1] : fmt::format("{}th", place), fmt::format("第{}の", place));
}

std::string Words::money(Jpy yen) const {
    const auto figure = static_cast<double>(yen);
    const std::string text =
        language_ == Language::en
            ? scaled(figure, {Unit{1e12, "TJPY"}, Unit{1e9, "GJPY"}, Unit{1e6, "MJPY"}, Unit{1e3, "kJPY"}})
            : scaled(figure, {Unit{1e12, "兆円"}, Unit{1e8, "億円"}, Unit{1e4, "万円"}, Unit{1e4, "万円"}});
    return text.empty() ? money_in_full(yen) : text;
}

std::string Words::money_in_full(Jpy yen) const {
    return with_commas(yen) + pick(" JPY", " 円");
}

}  // namespace hadome
