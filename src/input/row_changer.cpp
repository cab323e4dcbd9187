#include "input/row_changer.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/name_hash.hpp"
#include "input/key_change.hpp"
#include "input/row_selection.hpp"
#include "input/schemas.hpp"

namespace hadome {
namespace {

/// Carries out one row of measure_change.
class RowChanger {
public:
    RowChanger(Tables& tables, const FunctionPlaces& places, const Entry& change, const MeasureParameter& parameter,
               int& twins, Diagnostics& diagnostics)
        : tables_{tables},
          entry_{change},
          parameter_{parameter},
          key_{parameter.field->key},
          selection_{tables, places, change, diagnostics},
          change_{change, *parameter.field, diagnostics},
          twins_{twins},
          diagnostics_{diagnostics} {}

    void carry_out() {
        const TableSchema& schema = *parameter_.table;
        if (!change_.good()) {
            return;
        }
        if (schema.shape == TableSchema::Shape::single) {
            change_single();
            return;
        }
        if (!selection_.check_content(schema)) {
            return;
        }
        std::string key;
        if (selection_.tells_apart(schema)) {
            change_own();
        } else if (const TableSchema* users = selection_.users_of(schema, key)) {
            change_shared(*users, key);
        } else {
            diagnostics_.add(entry_.where(), "rows of table '" + schema.name + "' cannot be selected so",
                             "they belong to no sector, function, region or platform of those asked for",
                             "select them by entries or where");
            return;
        }
        if (selected_ == 0 && !failed()) {
            diagnostics_.add(entry_.where(), "no row of table '" + schema.name + "' is changed",
                             "none that holds '" + key_ + "' agrees with all selectors",
                             "name other entries, sectors, functions, regions or platforms, or leave a selector out");
        }
    }

private:
    bool can_change(const Entry& row) const {
        static const std::set<std::string> short_form{"buffer",       "refill",          "refilled_by",
                                                      "refill_scope", "refill_priority", "start_failure"};
        const bool named_stores = row.schema().name == "dependency" && !row.items("stores").empty();
        if (named_stores && short_form.contains(key_)) {
            return false;  // its stores say it
        }
        return row.has(key_) || change_.gives_absent();
    }
    bool failed() const { return diagnostics_.items().size() != before_; }

    void change_single() {
        Entry& row = tables_.single(parameter_.table->name);
        for (const char* selector : {"entries", "where", "sectors", "functions", "regions", "platforms"}) {
            if (!entry_.items(selector).empty()) {
                diagnostics_.add(entry_.where(selector),
                                 std::string(selector) + " of table '" + parameter_.table->name + "'",
                                 "the table stands once, and holds for the whole model", "leave the selector out");
                return;
            }
        }
        selected_ += can_change(row);
        if (selected_ == 0) {
            diagnostics_.add(entry_.where("parameter"),
                             "the model has no figure for '" + entry_.text("parameter") + "'",
                             "what is absent can be set, and not changed otherwise", "write operation = \"set\"");
        } else {
            row.datum(key_) = change_.apply(row.datum(key_), row.schema().name, diagnostics_);
        }
    }

    /// The new datum where it differs.
    std::optional<Datum> changed(const Entry& row) {
        Datum datum = change_.apply(row.datum(key_), row_words(row), diagnostics_);
        if (same_content(datum, row.datum(key_))) {
            return std::nullopt;
        }
        datum.state = Datum::State::filled;  // rows of one entry share it without a word of their own
        return datum;
    }

    void change_own() {
        std::vector<SelectedRow> selected = selection_.by_place(*parameter_.table);
        std::vector<Entry>& rows = tables_.rows(parameter_.table->name);
        // From the last row on, so that the places of those before stay as they are.
        for (auto one = selected.rbegin(); one != selected.rend() && !failed(); ++one) {
            const Entry& row = rows[one->row];
            if (!selection_.by_content(row) || !can_change(row)) {
                continue;
            }
            ++selected_;
            if (auto datum = changed(row)) {
                divide(*one, *parameter_.table);
                rows[one->row].datum(key_) = std::move(*datum);
            }
        }
    }

    /// Makes of a row selected in part two: the one at its place holds where it is selected.
    void divide(const SelectedRow& part, const TableSchema& schema) {
        if (part.only_in.empty()) {
            return;
        }
        std::vector<Entry>& rows = tables_.rows(schema.name);
        Entry rest = rows[part.row];
        limit(rows[part.row], part.only_in);
        limit(rest, part.rest);
        if (schema.identity != TableSchema::Identity::none) {
            rename(rest);
        }
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(part.row) + 1, std::move(rest));
    }

    void limit(Entry& row, const std::vector<RegionId>& regions) const {
        Datum& only_in = row.datum("only_in");
        only_in.state = Datum::State::filled;
        only_in.where = row.where();
        only_in.items.clear();
        for (const RegionId region : regions) {
            only_in.items.push_back(
                {tables_.rows("region")[region.offset()].text("id"), 0.0, region.value(), row.where(), 0.0});
        }
    }

    void rename(Entry& row) {
        std::string& id = row.datum(row.schema().fields.front().key).text;
        id = original_name(id) + twin_sign + std::to_string(++twins_);
    }

    /// Entries that several rows may refer to: those of the selected rows become others, the rest keep theirs.
    void change_shared(const TableSchema& users, const std::string& reference) {
        const std::vector<SelectedRow> selected = selection_.by_place(users);
        std::map<std::string, std::vector<SelectedRow>> by_entry;
        for (const SelectedRow& one : selected) {
            for (const std::string& id : referred(tables_.rows(users.name)[one.row], reference)) {
                by_entry[id].push_back(one);
            }
        }
        std::map<std::string, std::string> renamed;
        for (const auto& [id, theirs] : by_entry) {
            if (!failed()) {
                change_entry(id, is_whole(id, theirs), renamed);
            }
        }
        for (auto one = selected.rbegin(); one != selected.rend(); ++one) {
            const std::vector<std::string> ids = referred(tables_.rows(users.name)[one->row], reference);
            if (std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return renamed.contains(id); })) {
                divide(*one, users);
                refer(tables_.rows(users.name)[one->row], reference, renamed);
            }
        }
    }

    /// Changes the rows of one entry where it is selected whole, or else a twin of it.
    void change_entry(const std::string& id, bool whole, std::map<std::string, std::string>& renamed) {
        const TableSchema& schema = *parameter_.table;
        const std::string& name_key = schema.fields.front().key;
        std::vector<Entry> made;
        bool any = false;
        std::vector<Entry>& rows = tables_.rows(schema.name);
        for (const Entry& row : rows) {
            if (row.text(name_key) != id) {
                continue;
            }
            Entry copy = row;
            if (selection_.by_content(row) && can_change(row)) {
                ++selected_;
                if (auto datum = changed(row)) {
                    any = true;
                    copy.datum(key_) = std::move(*datum);
                }
            }
            made.push_back(std::move(copy));
        }
        if (!any) {
            return;
        }
        if (whole) {
            auto next = made.begin();
            for (Entry& row : rows) {
                if (row.text(name_key) == id) {
                    row = std::move(*next++);
                }
            }
            return;
        }
        const std::string twin = original_name(id) + twin_sign + std::to_string(++twins_);
        renamed[id] = twin;
        for (Entry& row : made) {
            row.datum(name_key).text = twin;
            rows.push_back(std::move(row));
        }
    }

    /// Whether nobody else refers to the entry.
    bool is_whole(const std::string& id, const std::vector<SelectedRow>& selected) const {
        std::size_t all = 0;
        for (const TableSchema& schema : row_schemas()) {
            for (const Field& field : schema.fields) {
                const bool refers = field.type == Field::Type::reference || field.type == Field::Type::references;
                if (!refers || field.table != parameter_.table->name) {
                    continue;
                }
                for (const Entry& row : tables_.rows(schema.name)) {
                    const std::vector<std::string> ids = referred(row, field.key);
                    all += std::count(ids.begin(), ids.end(), id) > 0;
                }
            }
        }
        return all == selected.size() && std::all_of(selected.begin(), selected.end(),
                                                     [](const SelectedRow& one) { return one.only_in.empty(); });
    }

    static std::vector<std::string> referred(const Entry& row, const std::string& key) {
        const Datum& datum = row.datum(key);
        std::vector<std::string> ids;
        if (!datum.text.empty()) {
            ids.push_back(datum.text);
        }
        for (const Item& item : datum.items) {
            if (std::find(ids.begin(), ids.end(), item.text) == ids.end()) {
                ids.push_back(item.text);
            }
        }
        return ids;
    }

    static void refer(Entry& row, const std::string& key, const std::map<std::string, std::string>& renamed) {
        Datum& datum = row.datum(key);
        const auto rename_one = [&](std::string& id) {
            if (const auto found = renamed.find(id); found != renamed.end()) {
                id = found->second;
            }
        };
        rename_one(datum.text);
        for (Item& item : datum.items) {
            rename_one(item.text);
        }
    }

    Tables& tables_;
    const Entry& entry_;
    MeasureParameter parameter_;
    std::string key_;
    RowSelection selection_;
    KeyChange change_;
    int& twins_;
    Diagnostics& diagnostics_;
    std::size_t before_ = diagnostics_.items().size();
    std::int64_t selected_ = 0;  ///< rows that agree with the selectors, changed or not
};

}  // namespace

void carry_out(Tables& tables, const FunctionPlaces& places, const Entry& change, const MeasureParameter& parameter,
               int& twins, Diagnostics& diagnostics) {
    RowChanger(tables, places, change, parameter, twins, diagnostics).carry_out();
}

}  // namespace hadome
