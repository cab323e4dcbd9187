#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "input/model_builder.hpp"
#include "input/week.hpp"
#include "input/year.hpp"

namespace hadome {
namespace {

/// The factors of a season's days, from 1 January.
struct Days {
    std::array<double, days_per_year> factors{};
    std::array<bool, days_per_year> named{};
    const Entry* first = nullptr;

    explicit Days(const Entry& row) : first{&row} { factors.fill(row.number("otherwise")); }

    void add(const Entry& row) {
        for (const Item& item : row.items("dates")) {
            for (const int day : parse_dates(item.text).value_or(std::vector<int>{})) {
                const auto place = static_cast<std::size_t>(day);
                const double factor = row.number("factor");
                factors[place] = named[place] ? std::max(factors[place], factor) : factor;
                named[place] = true;
            }
        }
    }
    double mean() const { return std::accumulate(factors.begin(), factors.end(), 0.0) / days_per_year; }
};

/// From the moment on at which the scenario begins. \param day its date \param clock the time of that day
std::vector<Season::Piece> pieces_of(const Days& days, int day, Tick clock) {
    const double mean = days.mean();
    std::vector<Season::Piece> pieces;
    for (int k = 0; k <= days_per_year; ++k) {
        const Tick from = std::max(Tick{0}, k * ticks_per_day - clock);
        const double factor = days.factors[static_cast<std::size_t>((day + k) % days_per_year)] / mean;
        if (from < ticks_per_year && (pieces.empty() || pieces.back().factor != factor)) {
            pieces.push_back({from, factor});
        }
    }
    return pieces;
}

}  // namespace

void build_seasons(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    std::vector<std::string> names;  // in the order of their first rows
    std::map<std::string, Days> seasons;
    for (const Entry& row : tables.rows("season")) {
        const std::string& name = row.text("id");
        if (name.empty()) {
            continue;  // reported as missing
        }
        const auto [season, is_new] = seasons.try_emplace(name, row);
        if (is_new) {
            names.push_back(name);
        }
        season->second.add(row);
    }
    const Entry& run = tables.single("run");
    const auto day = static_cast<int>(run.integer("starts_on"));
    for (const std::string& name : names) {
        const Days& days = seasons.at(name);
        if (days.mean() > 0.0) {
            spec.seasons.push_back({name, pieces_of(days, day, run.integer("starts") % ticks_per_day)});
            continue;
        }
        spec.seasons.push_back({name, {{0, 1.0}}});
        if (days.first->sound()) {
            diagnostics.add(days.first->where(), "season '" + name + "' is 0 on all days",
                            "factors say how an annual rate is spread over the days, and it goes nowhere",
                            "give some days a factor above 0; a rate of 0 takes the cause out");
        }
    }
}

RateShape read_shape(const Entry& row) {
    return {row.reference<SeasonId>("season"), row.number("rate_cv")};
}

}  // namespace hadome
