#include "story/chart.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "story/accounts.hpp"
#include "story/sector_series.hpp"
#include "story/time_scale.hpp"

namespace hadome {
namespace {

constexpr double width = 1080.0;
constexpr double lanes_left = 230.0;
constexpr double lanes_right = 1000.0;
constexpr double lanes_top = 64.0;
constexpr double lane_height = 44.0;
constexpr double lane_step = 60.0;
constexpr double tick_spacing = 46.0;
/// Steps closer than this on the page are drawn as one, the deepest [px].
constexpr double finest = 0.4;

/// The upper end of all lanes: the largest peak, rounded up to a figure that reads well.
double common_top(const std::vector<SectorSeries>& lanes) {
    double peak = 0.0;
    for (const SectorSeries& lane : lanes) {
        peak = std::max(peak, lane.peak);
    }
    for (const double top :
         {0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8}) {
        if (peak <= top) {
            return top;
        }
    }
    return 1.0;
}

std::string percent(double share) {
    return share >= 0.0995 ? fmt::format("{:.0f} %", 100.0 * share) : fmt::format("{:.2g} %", 100.0 * share);
}

/// A point of a lane on the page.
struct Drawn {
    double x = 0.0;
    double direct = 0.0;
    double all = 0.0;
};

/// Of the states that begin within one narrow column of the page the deepest, so that an outage too short for the page
/// still shows, and the last: no more points than the page has room for, however many steps there are.
std::vector<Drawn> thinned(const SectorSeries& lane, const TimeScale& scale) {
    const auto column_of = [&](const SectorSeries::Step& step) { return std::floor(scale.x(step.time) / finest); };
    std::vector<Drawn> points;
    for (auto first = lane.steps.begin(); first != lane.steps.end();) {
        const double column = column_of(*first);
        const auto end =
            std::find_if(first, lane.steps.end(), [&](const auto& step) { return column_of(step) != column; });
        const auto deepest =
            std::max_element(first, end, [](const auto& a, const auto& b) { return a.all() < b.all(); });
        const auto last = end - 1;
        points.push_back({scale.x(first->time), deepest->direct, deepest->all()});
        if (deepest != last) {
            points.push_back({(column + 1.0) * finest, last->direct, last->all()});
        }
        first = end;
    }
    return points;
}

/// A filled staircase from `low` to `high` of each point.
template <class Low, class High>
std::string area(const std::vector<Drawn>& points, double right, const Low& low, const High& high) {
    std::string path;
    for (std::size_t k = 0; k < points.size(); ++k) {
        const double next = k + 1 < points.size() ? points[k + 1].x : right;
        const double bottom = low(points[k]);
        const double top = high(points[k]);
        if (bottom - top > 0.01 && next > points[k].x) {
            path += fmt::format("M{:.1f} {:.2f}V{:.2f}H{:.1f}V{:.2f}Z", points[k].x, bottom, top, next, bottom);
        }
    }
    return path;
}

class Chart {
public:
    Chart(const StorySource& source, const Story& story, const Telling& telling, const Words& words)
        : source_{source},
          story_{story},
          telling_{telling},
          words_{words},
          lanes_{sector_series(source)},
          scale_{make_scale()},
          top_{common_top(lanes_)},
          bottom_{lanes_top + lane_step * static_cast<double>(lanes_.size())} {}

    std::string draw() {
        const double height = bottom_ + 58.0;
        out_ = fmt::format(
            "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-labelledby=\"chart-title chart-text\" "
            "xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"chart-title\">{}</title>\n"
            "<desc id=\"chart-text\">{}</desc>\n",
            width, height, escaped(title()), escaped(description()));
        draw_axis();
        for (std::size_t k = 0; k < lanes_.size(); ++k) {
            draw_lane(lanes_[k], lanes_top + lane_step * static_cast<double>(k));
        }
        draw_events();
        out_ += fmt::format("<g id=\"readout\" visibility=\"hidden\"><line y1=\"{:.0f}\" y2=\"{:.0f}\"/></g>\n</svg>\n",
                            lanes_top - 8, bottom_);
        return std::move(out_);
    }

private:
    std::string title() const {
        return words_.pick(fmt::format("Scenario {}: operability lost by sector", source_.scenario.number),
                           fmt::format("シナリオ {}：分野別の機能喪失", source_.scenario.number));
    }

    std::string description() const {
        std::string text = words_.pick("Largest share of each sector lost: ", "各分野の最大喪失割合：");
        for (std::size_t k = 0; k < lanes_.size(); ++k) {
            text += (k == 0 ? "" : words_.pick(", ", "、")) + words_.sector(lanes_[k].sector) + " " +
                    percent(lanes_[k].peak);
        }
        return text;
    }

    /// The dearest event that hits anything is where the fine part of the axis begins.
    TimeScale make_scale() const {
        Tick start = source_.journal.end;
        for (const DamageId id : ids_of(source_.scenario.damages)) {
            if (source_.journal.happened(id)) {
                start = std::min(start, source_.scenario.damages[id].onset);
            }
        }
        Tick focus = start;
        if (!telling_.events.empty()) {
            focus = std::max(start, source_.scenario.events[telling_.events.front()].onset);
        }
        const Tick end = std::max(source_.journal.end, focus + ticks_per_hour);
        return TimeScale(start, focus, end, lanes_left, lanes_right);
    }

    void label(double x, double y, const std::string& text, const std::string& style) {
        out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"{}\">{}</text>\n", x, y, style, escaped(text));
    }

    void draw_axis() {
        for (const Tick tick : scale_.ticks(tick_spacing)) {
            const double x = scale_.x(tick);
            out_ += fmt::format("<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.0f}\" y2=\"{2:.0f}\"/>\n",
                                x, lanes_top, bottom_);
            label(x, bottom_ + 14, words_.round_duration(tick - scale_.focus()), "tick");
        }
        const std::string from = words_.day(scale_.focus());
        label(scale_.middle(), bottom_ + 32,
              words_.pick("since " + from + ", on a stretched scale", from + "からの経過（対数に近い目盛）"),
              "axis start");
        label(lanes_right, bottom_ + 32, words_.day(scale_.end()), "axis end");
        if (scale_.middle() > scale_.left()) {
            out_ +=
                fmt::format("<rect class=\"before\" x=\"{:.1f}\" y=\"{:.0f}\" width=\"{:.1f}\" height=\"{:.0f}\"/>\n",
                            scale_.left(), lanes_top, scale_.middle() - scale_.left(), bottom_ - lanes_top);
            label(scale_.left(), bottom_ + 32,
                  words_.pick("from ", "") + words_.day(scale_.start()) + words_.pick("", "〜"), "axis start");
        }
    }

    void draw_lane(const SectorSeries& lane, double top) {
        const double base = top + lane_height;
        const std::vector<Drawn> points = thinned(lane, scale_);
        const auto height_of = [&](double share) { return base - lane_height * share / top_; };
        const std::string name = words_.sector(lane.sector);
        out_ += "<g class=\"lane\" data-steps=\"";
        for (const Drawn& point : points) {
            out_ += fmt::format("{:.1f},{:.3g};", point.x, 100.0 * point.all);
        }
        out_ += fmt::format("\" data-base=\"{:.1f}\">\n<title>{}</title>\n", base,
                            escaped(name + ", " + words_.pick("at most ", "最大 ") + percent(lane.peak)));
        out_ += fmt::format("<rect class=\"back\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>\n",
                            lanes_left, top, lanes_right - lanes_left, lane_height);
        const auto floor = [&](const Drawn&) { return base; };
        const auto direct = [&](const Drawn& point) { return height_of(point.direct); };
        const auto all = [&](const Drawn& point) { return height_of(point.all); };
        out_ += "<path class=\"cascaded\" d=\"" + area(points, lanes_right, direct, all) + "\"/>\n";
        out_ += "<path class=\"direct\" d=\"" + area(points, lanes_right, floor, direct) + "\"/>\n";
        out_ += fmt::format("<line class=\"base\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>\n</g>\n",
                            lanes_left, lanes_right, base, base);
        draw_name(name, lane, top);
        label(lanes_right + 8, top + 12, percent(top_), "scale");
        label(lanes_right + 8, base, "0", "scale");
    }

    /// Sectors may have long names: two lines at the space nearest to the middle.
    void draw_name(const std::string& name, const SectorSeries& lane, double top) {
        constexpr std::size_t fits = 30;
        double y = top + 16;
        std::size_t cut = std::string::npos;
        if (name.size() > fits) {
            for (std::size_t at = name.find(' '); at != std::string::npos; at = name.find(' ', at + 1)) {
                const auto off = [&](std::size_t place) {
                    return place > name.size() / 2 ? place - name.size() / 2 : name.size() / 2 - place;
                };
                cut = cut == std::string::npos || off(at) < off(cut) ? at : cut;
            }
        }
        if (cut != std::string::npos) {
            label(lanes_left - 12, y - 4, name.substr(0, cut), "name");
            y += 12;
            label(lanes_left - 12, y, name.substr(cut + 1), "name");
        } else {
            label(lanes_left - 12, y, name, "name");
        }
        label(lanes_left - 12, y + 15,
              words_.pick("at most ", "最大 ") + percent(lane.peak) +
                  (lane.by_value ? words_.pick(" of its value", "（価値で加重）")
                                 : words_.pick(" of its nodes", "（ノード数）")),
              "peak");
    }

    /// Shapes tell the class of threat without colour.
    std::string marker(ThreatClass threat, double x, double y, double size) const {
        switch (threat) {
            case ThreatClass::disaster:
                return fmt::format("<path d=\"M{:.1f} {:.1f}l{:.1f} {:.1f}h{:.1f}z\"/>", x, y - size, size, 2 * size,
                                   -2 * size);
            case ThreatClass::cyber:
                return fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"/>", x, y, size);
            case ThreatClass::unintended: break;
        }
        return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", x - size, y - size,
                           2 * size, 2 * size);
    }

    /// Told events each for itself; of the others, those of one class in one column of the page as one.
    void draw_events() {
        double last_label = -1e9;
        std::map<std::pair<ThreatClass, double>, std::vector<EventAccount>> lesser;
        for (const EventAccount& account : story_.events) {
            const Event& event = source_.scenario.events[account.event];
            const double x = scale_.x(event.onset);
            if (!telling_.tells(account.event)) {
                lesser[{event.threat, std::floor(x)}].push_back(account);
                continue;
            }
            draw_event(event.threat, x,
                       event_mark(telling_, account.event) + words_.event(account.event) + ", " +
                           words_.day(event.onset) + ", " + words_.money(account.loss),
                       true);
            const std::string mark = event_mark(telling_, account.event);
            if (x - last_label > 18.0) {
                label(x, lanes_top - 31, mark.empty() ? words_.event_in_short(account.event) : mark, "mark");
                last_label = x;
            }
        }
        for (const auto& [where, accounts] : lesser) {
            draw_lesser(where.first, accounts);
        }
    }

    void draw_lesser(ThreatClass threat, const std::vector<EventAccount>& accounts) {
        Jpy loss = 0;
        for (const EventAccount& account : accounts) {
            loss += account.loss;
        }
        const EventId first = accounts.front().event;
        const Tick onset = source_.scenario.events[first].onset;
        const std::string name = accounts.size() == 1 ? words_.event(first)
                                                      : words_.pick(fmt::format("{} lesser events", accounts.size()),
                                                                    fmt::format("小さな事象{}件", accounts.size()));
        draw_event(threat, scale_.x(onset), name + ", " + words_.day(onset) + ", " + words_.money(loss), false);
    }

    void draw_event(ThreatClass threat, double x, const std::string& title, bool told) {
        out_ += fmt::format("<g class=\"{}\"><title>{}</title>", told ? "event" : "event lesser", escaped(title));
        if (told) {
            out_ += fmt::format("<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.0f}\" y2=\"{2:.0f}\"/>", x,
                                lanes_top - 14, bottom_);
        }
        out_ += marker(threat, x, lanes_top - 20, told ? 5.0 : 2.5) + "</g>\n";
    }

    const StorySource& source_;
    const Story& story_;
    const Telling& telling_;
    const Words& words_;
    std::vector<SectorSeries> lanes_;
    TimeScale scale_;
    double top_;
    double bottom_;
    std::string out_;
};

}  // namespace

std::string cascade_chart(const StorySource& source, const Story& story, const Telling& telling, const Words& words) {
    return Chart(source, story, telling, words).draw();
}

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char letter : text) {
        switch (letter) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            default: safe += letter;
        }
    }
    return safe;
}

}  // namespace hadome
