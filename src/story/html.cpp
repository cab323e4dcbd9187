#include <spdlog/fmt/fmt.h>

#include "story/accounts.hpp"
#include "story/chart.hpp"
#include "story/render.hpp"

namespace hadome {
namespace {

/// Colours differ in lightness, so that they differ on paper and to every eye.
constexpr const char* style = R"(
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; color: #1a1a1a; background: #fff;
  max-width: 1080px; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; margin: 0 0 .3em; } h2 { font-size: 1.15em; margin: 1.8em 0 .4em; }
p { margin: .2em 0; } figure { margin: 1.2em 0 0; } svg { width: 100%; height: auto; }
figcaption { font-size: .87em; color: #444; }
table { border-collapse: collapse; width: 100%; font-size: .93em; }
th { text-align: left; font-weight: 600; border-bottom: 2px solid #888; padding: .25em .6em .25em 0; }
td { vertical-align: top; border-bottom: 1px solid #ddd; padding: .25em .6em .25em 0; }
td.when, td.number, th.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.number, th.number { text-align: right; } td.remark { color: #444; }
tr.event td { font-weight: 600; background: #f1f1f1; } tr.lesser td { color: #555; font-style: italic; }
td.tone { text-align: center; width: 1.2em; } tr.worse td.tone, tr.hit td.tone { color: #8a2b00; }
tr.better td.tone { color: #004c7f; }
.swatch { display: inline-block; width: .9em; height: .9em; vertical-align: -.1em; margin: 0 .3em 0 0; } .swatch.cascaded { margin-left: 1em; }
text { font: 12px system-ui, "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; fill: #1a1a1a; }
text.tick, text.mark { text-anchor: middle; } text.mark { font-weight: 600; }
text.tick, text.axis, text.scale, text.peak { font-size: 11px; fill: #444; }
text.end, text.name, text.peak { text-anchor: end; } text.name { font-size: 13px; }
.back { fill: #f6f6f6; } .before { fill: #e9e9e9; } .grid { stroke: #d0d0d0; } .base { stroke: #777; }
.direct, .swatch.direct { fill: #00365c; background: #00365c; }
.cascaded, .swatch.cascaded { fill: #5cb3e6; background: #5cb3e6; }
.event { fill: #8a2b00; stroke: none; } .event line { stroke: #8a2b00; stroke-dasharray: 3 3; }
.event.lesser { fill: #999; } #readout line { stroke: #1a1a1a; } #readout text { font-size: 11px; paint-order: stroke;
  stroke: #fff; stroke-width: 3px; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } tr { break-inside: avoid; } h2 { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
)";

/// Shows the height of each lane under the pointer; the page says all without it.
constexpr const char* script = R"(
const svg = document.querySelector("svg"), readout = document.getElementById("readout");
const lanes = [...document.querySelectorAll(".lane")].map(lane => ({
  base: +lane.dataset.base, steps: lane.dataset.steps.split(";").filter(Boolean).map(step => step.split(",").map(Number)) }));
const LEFT = +svg.querySelector(".back")?.getAttribute("x"), WIDTH = +svg.querySelector(".back")?.getAttribute("width");
svg.addEventListener("pointermove", event => {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const inside = point.x >= LEFT && point.x <= LEFT + WIDTH;
  readout.setAttribute("visibility", inside ? "visible" : "hidden");
  readout.querySelectorAll("text").forEach(text => text.remove());
  const line = readout.querySelector("line");
  line.setAttribute("x1", point.x); line.setAttribute("x2", point.x);
  for (const lane of lanes) {
    const step = lane.steps.filter(one => one[0] <= point.x).pop();
    const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
    text.setAttribute("x", point.x + 4); text.setAttribute("y", lane.base - 4);
    text.textContent = (step ? step[1] : 0) + " %";
    readout.append(text);
  }
});
svg.addEventListener("pointerleave", () => readout.setAttribute("visibility", "hidden"));
)";

struct ToneLook {
    const char* name;
    const char* sign;
};

ToneLook look_of(Line::Tone tone) {
    switch (tone) {
        case Line::Tone::event: return {"event", "◆"};
        case Line::Tone::hit: return {"hit", "×"};
        case Line::Tone::worse: return {"worse", "▼"};
        case Line::Tone::better: return {"better", "▲"};
        case Line::Tone::lesser: return {"lesser", "…"};
        case Line::Tone::note: break;
    }
    return {"note", "·"};
}

std::string story_table(const Telling& telling, const Words& words) {
    std::string out =
        fmt::format("<table>\n<tr><th>{}</th><th>{}</th><th></th><th>{}</th></tr>\n", words.pick("Day", "日"),
                    words.pick("After", "経過"), words.pick("What happened, and why", "何が、なぜ起きたか"));
    for (const Line& line : telling.lines) {
        const ToneLook look = look_of(line.tone);
        const std::string after =
            line.event.valid() ? words.after(line.time - words.scenario().events[line.event].onset) : "";
        out += fmt::format(
            "<tr class=\"{}\"><td class=\"when\">{}</td><td class=\"when\">{}</td><td class=\"tone\">{}</td>"
            "<td>{}</td></tr>\n",
            look.name, escaped(words.day(line.time)), escaped(after), look.sign,
            escaped((line.event.valid() ? event_mark(telling, line.event) : "") + line.text));
    }
    out += "</table>\n";
    if (telling.lines_left_out > 0) {
        out += "<p>" +
               words.pick(fmt::format("{} lines of less weight left out (--all shows them).", telling.lines_left_out),
                          fmt::format("重要度の低い{}行を省略（--all で全て表示）。", telling.lines_left_out)) +
               "</p>\n";
    }
    return out;
}

std::string account_table(const AccountTable& table, const Words& words) {
    if (table.rows.empty()) {
        return "";
    }
    std::string out = fmt::format(
        "<h2>{}</h2>\n<table>\n<tr><th class=\"number\">{}</th><th class=\"number\">{}</th><th></th><th></th></tr>\n",
        escaped(table.title), words.pick("Loss", "損失"), words.pick("Share", "割合"));
    for (const AccountRow& row : table.rows) {
        out += fmt::format(
            "<tr><td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td><td "
            "class=\"remark\">{}</td></tr>\n",
            escaped(row.amount), escaped(row.share), escaped(row.subject), escaped(row.remark));
    }
    return out + "</table>\n";
}

std::string legend(const Words& words) {
    return "<figcaption><span class=\"swatch direct\"></span>" +
           words.pick("lost by own damage", "自らの被害による喪失") + "<span class=\"swatch cascaded\"></span>" +
           words.pick("lost for want of others", "他からの供給不足による喪失") + "<br>" +
           words.pick("events: ▲ disaster ● cyber ■ unintended; grey: lesser events",
                      "事象：▲ 災害 ● サイバー ■ 意図しない障害、灰色は小さな事象") +
           "</figcaption>\n";
}

}  // namespace

std::string story_as_html(const StorySource& source, const Story& story, const Telling& telling, const Words& words) {
    const std::string number = std::to_string(source.scenario.number);
    const std::string title = words.title().empty() ? words.pick("Scenario ", "シナリオ ") + number
                                                    : words.title() + words.pick(": scenario ", "：シナリオ ") + number;
    std::string out = "<!DOCTYPE html>\n<html lang=\"" + words.pick("en", "ja") +
                      "\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                      escaped(title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n<h1>" +
                      escaped(title) + "</h1>\n";
    for (const std::string& sentence : account_sentences(source, story, words)) {
        out += "<p>" + escaped(sentence) + "</p>\n";
    }
    out += "<figure>\n" + cascade_chart(source, story, telling, words) + legend(words) + "</figure>\n";
    out += "<h2>" + words.pick("The story", "経過") + "</h2>\n" + story_table(telling, words);
    for (const AccountTable& table : account_tables(story, telling, words)) {
        out += account_table(table, words);
    }
    return out + "<script>" + script + "</script>\n</body>\n</html>\n";
}

}  // namespace hadome
