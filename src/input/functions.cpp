#include <cmath>
#include <numeric>
#include <string_view>

#include "input/figures.hpp"
#include "input/model_builder.hpp"
#include "input/text_list.hpp"

namespace hadome {
namespace {

constexpr Bounds any_capacity = positive_up_to(1e9);

/// A site as written: `region[.label][=capacity]`. The id of a region has no dot, a label may.
class SiteReader {
public:
    SiteReader(const NameIndex& names, Diagnostics& diagnostics) : names_{names}, diagnostics_{diagnostics} {}

    /// False, with a diagnostic, when it is not one. Writes the site out in full for the dump.
    bool read(Item& item, Site& site) const {
        const std::string_view text = item.text;
        const auto equals = text.find('=');
        const std::string_view place = trim_spaces(text.substr(0, equals));
        const auto dot = place.find('.');
        const std::string region(place.substr(0, dot));
        if (dot != std::string_view::npos) {
            site.label = std::string(place.substr(dot + 1));
            if (!is_id(site.label)) {
                diagnostics_.add(item.where, "sites: '" + item.text + "' has no good label",
                                 "a label is made of the letters A-Z a-z, digits, \"_\", \"-\" and \".\"",
                                 "write it like Tokyo.A=0.4");
                return false;
            }
        }
        if (equals != std::string_view::npos) {
            Value value;
            value.where = item.where;
            value.text = std::string(text.substr(equals + 1));
            const auto capacity =
                read_figure(value, "sites: capacity of " + region, Dimension::number, any_capacity, diagnostics_);
            if (!capacity) {
                return false;
            }
            site.capacity = *capacity;
        }
        site.region = RegionId{names_.find("region", region, "sites", item.where, diagnostics_)};
        item.text = std::string(place) + "=" + format_number(site.capacity);
        return site.region.valid();
    }

private:
    const NameIndex& names_;
    Diagnostics& diagnostics_;
};

std::vector<Site> read_sites(Entry& row, const Tables& tables, const ModelSpec& spec, const NameIndex& names,
                             Diagnostics& diagnostics) {
    std::vector<Item>& items = row.datum("sites").items;
    const std::string only = items.size() == 1 ? items.front().text : "";
    std::vector<Site> sites;
    if (only == "*") {
        for (const RegionId region : ids_of(spec.regions)) {
            sites.push_back({region, {}, 1.0});
        }
        return sites;
    }
    if (only == "area") {
        for (const AreaSpec& area : spec.areas) {
            sites.push_back({area.seat, {}, 1.0});
        }
        if (sites.empty() && tables.complete("area")) {
            diagnostics.add(row.where("sites"), "sites: the model has no areas",
                            "'area' puts one node at the seat of each area", "add a table 'area', or name regions");
        }
        return sites;
    }
    if (items.empty()) {
        diagnostics.add(row.where("sites"), "function '" + row.text("id") + "' has no nodes",
                        "its list of sites is empty", "name a region, or write sites = \"*\" for all");
    }
    const SiteReader reader(names, diagnostics);
    for (Item& item : items) {
        Site site;
        if (reader.read(item, site)) {
            sites.push_back(site);
        } else {
            row.mark_unsound();
        }
    }
    return sites;
}

/// phi of the law `threshold`: needed there, and out of place with any other law.
double read_threshold(const Entry& row, Diagnostics& diagnostics) {
    const bool needed = row.choice<Law>("law") == Law::threshold;
    if (needed != row.has("threshold") && row.sound()) {
        diagnostics.add(
            row.where("threshold"),
            needed ? "function '" + row.text("id") + "' has no threshold" : "threshold without its law",
            "the law threshold brings a node down once its suppliers take that much away, and no other law does",
            needed ? "give threshold, in (0, 1]" : "write law = \"threshold\", or leave threshold out");
    }
    if (!needed || !row.has("threshold")) {
        return 1.0;
    }
    const double threshold = row.number("threshold");
    if (Fixed::from_double(threshold) == Fixed::zero() && row.sound()) {
        diagnostics.add(row.where("threshold"), "function '" + row.text("id") + "' would be down with nothing amiss",
                        "states are whole multiples of 2^-36, of which its threshold is less than a half",
                        "give a threshold of 1e-10 or more");
    }
    return threshold;
}

/// Invalid when the value does not grow.
EscalationId read_escalation(const Entry& row, ModelSpec& spec, Diagnostics& diagnostics) {
    if (row.items("escalation").empty()) {
        return {};
    }
    Escalation escalation;
    escalation.steps.push_back({});
    for (const Item& item : row.items("escalation")) {
        const Tick age = ticks_from_hours(item.number);
        if (age <= escalation.steps.back().age) {
            diagnostics.add(item.where, "ages of escalation do not rise",
                            format_quantity(item.number, Dimension::duration) + " follows " +
                                format_quantity(hours_from_ticks(escalation.steps.back().age), Dimension::duration),
                            "write each age once, in rising order, from 1 ms on");
        }
        escalation.steps.push_back({age, std::llround(item.second * static_cast<double>(micro_one))});
    }
    return spec.escalations.push_back(std::move(escalation));
}

std::vector<double> read_priority_shares(const Entry& row, Diagnostics& diagnostics) {
    std::vector<double> shares;
    for (const Item& item : row.items("priority_shares")) {
        shares.push_back(item.number);
    }
    constexpr double slack = 1e-9;
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (!shares.empty() && std::abs(sum - 1.0) > slack && row.sound()) {
        diagnostics.add(row.where("priority_shares"), "priority_shares sum to " + format_number(sum),
                        "the shares of all classes are the whole capacity", "change them so that they sum to 1");
    }
    return shares;
}

}  // namespace

void build_functions(Tables& tables, const NameIndex& names, ModelSpec& spec, Diagnostics& diagnostics) {
    for (Entry& row : tables.rows("function")) {
        FunctionSpec function;
        Function& common = function.function;
        common.name = row.text("id");
        common.label = read_label(row);
        common.sector = row.reference<SectorId>("sector");
        common.law = row.choice<Law>("law");
        common.threshold = Fixed::from_double(read_threshold(row, diagnostics));
        common.black_start = row.integer("black_start") != 0;
        common.repeat = row.choice<Repeat>("repeat");
        common.min_speed = Fixed::from_double(row.number("min_speed"));
        common.calendar = row.reference<CalendarId>("calendar");
        common.escalation = read_escalation(row, spec, diagnostics);
        function.priority_shares = read_priority_shares(row, diagnostics);
        function.sites = read_sites(row, tables, spec, names, diagnostics);
        function.value = row.number("value");
        function.value_split = row.choice<Split>("value_split");
        function.people = row.number("people");
        function.staffing = row.number("staffing");
        function.where = row.where();
        spec.functions.push_back(std::move(function));
    }
}

}  // namespace hadome
