#include <algorithm>
#include <cmath>
#include <map>

#include "input/model_builder.hpp"
#include "input/week.hpp"

namespace hadome {
namespace {

/// A row of a calendar on one day.
struct DayPiece {
    Tick from = 0;  ///< since Monday 00:00
    Tick to = 0;
    Micro factor = 0;
    const Entry* row = nullptr;
};

Micro micro_of(double factor) {
    return std::llround(factor * static_cast<double>(micro_one));
}

void add_days(const Entry& row, std::vector<DayPiece>& pieces, Diagnostics& diagnostics) {
    const Tick from = row.integer("from");
    const Tick to = row.integer("to");
    if (from >= to) {
        if (row.sound()) {
            diagnostics.add(row.where("to"), "to is not after from",
                            format_time_of_day(to) + " is not later in the day than " + format_time_of_day(from),
                            "write a piece that runs past midnight as two");
        }
        return;
    }
    for (const Item& day : row.items("days")) {
        const Tick midnight = day.reference * ticks_per_day;
        pieces.push_back({midnight + from, midnight + to, micro_of(row.number("factor")), &row});
    }
}

/// Puts the pieces in order and what holds at all other times between them.
std::vector<Calendar::Piece> joined_pieces(std::vector<DayPiece> pieces, Micro otherwise, Diagnostics& diagnostics) {
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const DayPiece& a, const DayPiece& b) { return a.from < b.from; });
    std::vector<Calendar::Piece> whole;
    const auto append = [&](Tick from, Micro factor) {
        if (whole.empty() || whole.back().factor != factor) {
            whole.push_back({from, factor});
        }
    };
    Tick end = 0;
    const Entry* last = nullptr;
    for (const DayPiece& piece : pieces) {
        if (piece.from < end) {
            diagnostics.add(piece.row->where(), "pieces of calendar '" + piece.row->text("id") + "' overlap",
                            "at " + format_week_time(piece.from) + " the piece on line " +
                                std::to_string(last->where().line) + " has not ended",
                            "shorten one of the two");
            return {{0, otherwise}};
        }
        if (piece.from > end) {
            append(end, otherwise);
        }
        append(piece.from, piece.factor);
        end = piece.to;
        last = piece.row;
    }
    if (end < ticks_per_week) {
        append(end, otherwise);
    }
    return whole;
}

}  // namespace

void build_calendars(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    std::vector<std::string> names;  // in the order of their first rows
    std::map<std::string, std::vector<DayPiece>> pieces;
    std::map<std::string, Micro> otherwise;
    for (const Entry& row : tables.rows("calendar")) {
        const std::string& name = row.text("id");
        if (name.empty()) {
            continue;  // reported as missing
        }
        if (!pieces.contains(name)) {
            names.push_back(name);
            otherwise[name] = micro_of(row.number("otherwise"));
        }
        add_days(row, pieces[name], diagnostics);
    }
    for (const std::string& name : names) {
        spec.calendars.push_back({name, joined_pieces(pieces[name], otherwise[name], diagnostics)});
    }
}

}  // namespace hadome
