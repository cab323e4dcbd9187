#include "input/loss_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>
#include <type_traits>

#include "input/csv_lines.hpp"
#include "input/encoding.hpp"
#include "input/nearest.hpp"

namespace hadome {
namespace {

constexpr std::size_t most_diagnostics = 100;
/// Squares of losses, and their sums, stay far from the end of doubles.
constexpr double largest_figure = 1e100;

enum Column : std::size_t { scenario, loss, weight, stratum, columns };
const std::array<std::string, columns> column_names{"scenario", "loss", "weight", "stratum"};

struct Row {
    std::int64_t scenario = 0;
    double loss = 0.0;
    double weight = 1.0;
    std::int32_t stratum = 0;
    std::int64_t line = 0;
};

/// Reads one file.
class LossTableReader {
public:
    LossTableReader(const std::string& path, std::string_view text, LossRows rows, Diagnostics& diagnostics)
        : path_{path}, lines_(path_, text, diagnostics), rows_are_{rows}, diagnostics_{diagnostics} {}

    LossTable read();

private:
    bool read_header();
    void read_row(const std::vector<CsvCell>& cells);
    /// The cell of a column that the file has.
    const CsvCell* find(const std::vector<CsvCell>& cells, Column column) const {
        return places_[column] ? &cells[*places_[column]] : nullptr;
    }
    template <typename Number>
    Number number(const CsvCell& cell, const std::string& wanted);
    std::int32_t stratum_of(const CsvCell& cell);
    void name_strata_in_order();
    void gather(LossTable& table);
    bool enough() const { return diagnostics_.items().size() >= most_diagnostics; }

    const std::string& path_;
    CsvLines lines_;
    LossRows rows_are_;
    Diagnostics& diagnostics_;
    std::vector<CsvCell> header_;
    std::array<std::optional<std::size_t>, columns> places_;
    std::map<std::string, std::int32_t> strata_;
    std::vector<Row> rows_;
};

bool LossTableReader::read_header() {
    while (header_.empty() || is_blank(header_)) {
        if (lines_.at_end()) {
            diagnostics_.add({path_, 1, 1}, "the file has no header", "the first line names the columns",
                             "write the line scenario,loss above the figures");
            return false;
        }
        if (!lines_.next_line(header_)) {
            return false;
        }
    }
    if (!check_header(lines_, header_, diagnostics_)) {
        return false;
    }
    for (std::size_t place = 0; place < header_.size(); ++place) {
        const auto known = std::find(column_names.begin(), column_names.end(), header_[place].text);
        if (known == column_names.end()) {
            diagnostics_.add(lines_.where(header_[place]), "unknown column '" + header_[place].text + "'",
                             "a loss table has loss and, if wanted, " + column_names[scenario] + ", " +
                                 column_names[weight] + " and " + column_names[stratum],
                             spelling_remedy(header_[place].text, column_names));
        } else {
            places_[static_cast<std::size_t>(known - column_names.begin())] = place;
        }
    }
    if (!places_[loss]) {
        diagnostics_.add(lines_.where(header_.front()), "no column 'loss'", "it is what the figures are made of",
                         "name the column of the losses loss");
    }
    if (rows_are_ == LossRows::events && !places_[scenario]) {
        diagnostics_.add(lines_.where(header_.front()), "no column 'scenario'",
                         "the rows are events, and must say which scenario they belong to",
                         "add the column, or leave --events out");
    }
    return diagnostics_.empty();
}

/// All of the cell must be the number.
template <typename Number>
Number LossTableReader::number(const CsvCell& cell, const std::string& wanted) {
    Number value{};
    const char* end = cell.text.data() + cell.text.size();
    const auto [rest, error] = std::from_chars(cell.text.data(), end, value);
    bool good = error == std::errc{} && rest == end;
    if constexpr (std::is_floating_point_v<Number>) {
        good = good && std::isfinite(value) && std::fabs(value) <= largest_figure;
    }
    if (!good) {
        diagnostics_.add(lines_.where(cell), cell.text.empty() ? "the cell is empty" : "'" + cell.text + "'",
                         wanted + " is expected here", "write digits such as 1250000 or 1.25e6, without a unit");
        return {};
    }
    return value;
}

std::int32_t LossTableReader::stratum_of(const CsvCell& cell) {
    if (cell.text.empty()) {
        diagnostics_.add(lines_.where(cell), "the cell is empty", "every scenario belongs to a stratum",
                         "name its stratum");
        return 0;
    }
    return strata_.try_emplace(cell.text, static_cast<std::int32_t>(strata_.size())).first->second;
}

void LossTableReader::read_row(const std::vector<CsvCell>& cells) {
    Row row;
    row.line = cells.front().line;
    row.scenario = static_cast<std::int64_t>(rows_.size());
    row.loss = number<double>(*find(cells, loss), "a finite number");
    if (const CsvCell* cell = find(cells, scenario)) {
        row.scenario = number<std::int64_t>(*cell, "a whole number");
    }
    if (const CsvCell* cell = find(cells, weight)) {
        row.weight = number<double>(*cell, "a number, 0 or more,");
        if (row.weight < 0.0) {
            diagnostics_.add(lines_.where(*cell), "'" + cell->text + "'", "a weight is not negative",
                             "write by how much the scenario counts, 0 or more");
        }
    }
    if (const CsvCell* cell = find(cells, stratum)) {
        row.stratum = stratum_of(*cell);
    }
    rows_.push_back(row);
}

/// Numbers of strata follow their names, not the order of the rows.
void LossTableReader::name_strata_in_order() {
    std::vector<std::int32_t> places(strata_.size());
    std::int32_t next = 0;
    for (auto& [name, number] : strata_) {
        places[static_cast<std::size_t>(number)] = next++;
    }
    for (Row& row : rows_) {
        row.stratum = places.empty() ? 0 : places[static_cast<std::size_t>(row.stratum)];
    }
}

void LossTableReader::gather(LossTable& table) {
    std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
        return std::tie(a.scenario, a.loss, a.line) < std::tie(b.scenario, b.loss, b.line);
    });
    const Row* first = nullptr;
    for (const Row& row : rows_) {
        if (first == nullptr || first->scenario != row.scenario) {
            first = &row;
            table.scenarios.push_back({row.scenario, row.loss, row.loss, row.weight, row.stratum});
            continue;
        }
        const auto [earlier, later] = std::minmax(first->line, row.line);
        const std::string name = "scenario " + std::to_string(row.scenario);
        if (rows_are_ == LossRows::scenarios) {
            diagnostics_.add({path_, later, 1}, name + " stands on line " + std::to_string(earlier) + " too",
                             "a scenario has one loss",
                             "take one out; where rows are events whose losses add up, call with --events");
        } else if (first->weight != row.weight || first->stratum != row.stratum) {
            diagnostics_.add({path_, later, 1},
                             name + " has another weight or stratum than on line " + std::to_string(earlier),
                             "they belong to the scenario, not to its events", "write the same on all its rows");
        }
        if (enough()) {
            return;
        }
        TableScenario& whole = table.scenarios.back();
        whole.loss += row.loss;
        whole.largest = std::max(whole.largest, row.loss);
    }
}

LossTable LossTableReader::read() {
    LossTable table;
    if (!read_header()) {
        return table;
    }
    std::vector<CsvCell> cells;
    while (!lines_.at_end() && !enough() && lines_.next_line(cells)) {
        if (!is_blank(cells) && check_length(lines_, header_, cells, diagnostics_)) {
            read_row(cells);
        }
    }
    if (!diagnostics_.empty()) {
        return table;
    }
    const bool counts = std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.weight > 0.0; });
    if (!counts) {
        diagnostics_.add(lines_.where(header_.front()), rows_.empty() ? "no rows" : "no weight above 0",
                         "nothing can be said of no scenario", "add the scenarios, also those without a loss");
        return table;
    }
    name_strata_in_order();
    table.has_weights = places_[weight].has_value();
    for (const auto& [name, number] : strata_) {
        table.strata.push_back(name);
    }
    if (table.strata.empty()) {
        table.strata.emplace_back();
    }
    gather(table);
    return table;
}

}  // namespace

LossTable read_loss_table(const std::string& path, const std::string& bytes, LossRows rows) {
    Diagnostics diagnostics;
    LossTable table;
    if (const auto text = decode_text(path, bytes, diagnostics)) {
        table = LossTableReader(path, *text, rows, diagnostics).read();
    }
    if (diagnostics.items().size() >= most_diagnostics) {
        // Below the others, which are sorted by line.
        diagnostics.sort();
        diagnostics.add(diagnostics.items().back().where, "and perhaps more",
                        "the file was read up to a hundred errors", "mend these first");
    }
    diagnostics.throw_if_any();
    return table;
}

}  // namespace hadome
