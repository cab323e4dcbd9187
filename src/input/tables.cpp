#include "input/tables.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "input/csv_reader.hpp"
#include "input/encoding.hpp"
#include "input/entry_reader.hpp"
#include "input/figures.hpp"
#include "input/footprint_file.hpp"
#include "input/nearest.hpp"
#include "input/schemas.hpp"
#include "input/text_list.hpp"
#include "input/toml_reader.hpp"

namespace hadome {
namespace {

/// A path named in a file is relative to that file's folder.
std::string beside(const std::string& file, const std::string& named) {
    return (std::filesystem::path(file).parent_path() / named).string();
}

std::vector<std::string> names_of(const std::vector<TableSchema>& schemas) {
    std::vector<std::string> names;
    for (const TableSchema& schema : schemas) {
        names.push_back(schema.name);
    }
    return names;
}

bool is_in(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

class TablesReader {
public:
    TablesReader(FileBundle& files, Diagnostics& diagnostics) : files_{files}, diagnostics_{diagnostics} {}

    Tables read(const std::string& run_file) {
        const auto run = read_document(run_file, {run_file, 0, 0});
        if (!run) {
            return {};
        }
        for (const TableSchema& schema : run_schemas()) {
            read_single(*run, schema);
        }
        read_run_rows(*run);
        const Entry& options = tables_.single("run");
        if (!options.has("model")) {
            check_names(*run, true, true);
            read_model(run_file, *run);
            return std::move(tables_);
        }
        check_names(*run, true, false);
        const std::string model_file = beside(run_file, options.text("model"));
        if (const auto model = read_document(model_file, options.where("model"))) {
            check_names(*model, false, true);
            read_model(model_file, *model);
        }
        return std::move(tables_);
    }

private:
    /// \param named_at where the input names the file: a missing one is an error of that place
    std::optional<std::string> read_bytes(const std::string& path, const SourcePosition& named_at) {
        std::string why;
        auto bytes = files_.read(path, why);
        if (!bytes) {
            diagnostics_.add(named_at, "cannot read '" + path + "'", why, "check the path and the rights to read it");
        }
        return bytes;
    }

    std::optional<std::string> read_text(const std::string& path, const SourcePosition& named_at) {
        const auto bytes = read_bytes(path, named_at);
        return bytes ? decode_text(path, *bytes, diagnostics_) : std::nullopt;
    }

    std::optional<Value> read_document(const std::string& path, const SourcePosition& named_at) {
        const auto text = read_text(path, named_at);
        return text ? read_toml(path, *text, diagnostics_) : std::nullopt;
    }

    /// Every table of a document must be known, and stand in the right file.
    void check_names(const Value& document, bool may_hold_run, bool may_hold_model) {
        std::vector<std::string> run_names = names_of(run_schemas());
        std::vector<std::string> model_names = names_of(model_schemas());
        for (const TableSchema& schema : row_schemas()) {
            (schema.home == TableSchema::Home::run ? run_names : model_names).push_back(schema.name);
        }
        model_names.push_back("tables");
        for (const Member& member : document.members) {
            const bool of_run = is_in(run_names, member.key);
            const bool of_model = is_in(model_names, member.key);
            if (of_run && !may_hold_run) {
                diagnostics_.add(member.where, "table '" + member.key + "' stands in a model file",
                                 "a model says nothing about runs", "move it to the run file");
            } else if (of_model && !may_hold_model) {
                diagnostics_.add(member.where, "table '" + member.key + "' stands in a run file that names a model",
                                 "the model is either named or written in the run file",
                                 "move the table to the model file, or take out the key 'model'");
            } else if (!of_run && !of_model) {
                std::vector<std::string> known = may_hold_run ? run_names : std::vector<std::string>{};
                if (may_hold_model) {
                    known.insert(known.end(), model_names.begin(), model_names.end());
                }
                diagnostics_.add(member.where, "unknown table '" + member.key + "'", "nothing would read it",
                                 spelling_remedy(member.key, known));
            }
        }
    }

    void read_single(const Value& document, const TableSchema& schema) {
        const Diagnostics::About about(diagnostics_, schema.name);
        RawTable raw;
        const Member* member = find_member(document.members, schema.name);
        raw.where = member != nullptr ? member->where : SourcePosition{document.where.file, 1, 1};
        raw.rows.push_back({raw.where, {}});
        if (member != nullptr && member->value.kind != Value::Kind::table) {
            report_type(member->value, schema.name, "a table", "write [" + schema.name + "] on a line of its own",
                        diagnostics_);
        } else if (member != nullptr) {
            raw.rows.front().members = member->value.members;
        }
        tables_.rows(schema.name) = read_entries(raw, schema, diagnostics_);
    }

    void read_run_rows(const Value& document) {
        for (const TableSchema& schema : row_schemas()) {
            const Member* member = find_member(document.members, schema.name);
            if (schema.home == TableSchema::Home::run && member != nullptr) {
                const Diagnostics::About about(diagnostics_, schema.name);
                read_rows(schema, read_inline_rows(*member));
            }
        }
    }

    void read_rows(const TableSchema& schema, const std::optional<RawTable>& raw) {
        if (raw) {
            std::vector<Entry>& rows = tables_.rows(schema.name);
            for (Entry& row : read_entries(*raw, schema, diagnostics_)) {
                rows.push_back(std::move(row));
            }
        } else {
            tables_.mark_incomplete(schema.name);
        }
    }

    void read_model(const std::string& model_file, const Value& document) {
        tables_.model_file = model_file;
        for (const TableSchema& schema : model_schemas()) {
            read_single(document, schema);
        }
        const std::vector<Member> named = read_csv_names(document);
        for (const TableSchema& schema : row_schemas()) {
            if (schema.home != TableSchema::Home::model) {
                continue;
            }
            const Diagnostics::About about(diagnostics_, schema.name);
            const Member* in_line = find_member(document.members, schema.name);
            const Member* csv = find_member(named, schema.name);
            if (in_line != nullptr && csv != nullptr) {
                diagnostics_.add(csv->where, "table '" + schema.name + "' is given twice",
                                 "it stands in this file and in a CSV file", "take one of the two out");
                tables_.mark_incomplete(schema.name);
                continue;
            }
            if (in_line == nullptr && csv == nullptr) {
                continue;
            }
            if (csv != nullptr) {
                read_csv_tables(schema, model_file, *csv);
            } else {
                read_rows(schema, read_inline_rows(*in_line));
            }
        }
        read_footprint_files(model_file);
    }

    /// Files of event sets become rows of the table footprint, as which they are dumped.
    void read_footprint_files(const std::string& model_file) {
        const TableSchema& schema = *std::find_if(row_schemas().begin(), row_schemas().end(),
                                                  [](const TableSchema& one) { return one.name == "footprint"; });
        const Diagnostics::About about(diagnostics_, schema.name);
        for (Entry& set : tables_.rows("event_set")) {
            if (!set.has("file") || !set.sound()) {
                continue;
            }
            const std::string path = beside(model_file, set.text("file"));
            const auto raw = read_footprint_file(path, files_, set.text("id"), set.where("file"), diagnostics_);
            if (!raw) {
                tables_.mark_incomplete("footprint");
                continue;
            }
            std::vector<Entry>& rows = tables_.rows("footprint");
            for (Entry& row : read_entries(*raw, schema, diagnostics_)) {
                rows.push_back(std::move(row));
            }
            set.datum("file") = {};
        }
    }

    std::vector<Member> read_csv_names(const Value& document) {
        const Member* member = find_member(document.members, "tables");
        if (member == nullptr) {
            return {};
        }
        if (member->value.kind != Value::Kind::table) {
            report_type(member->value, "tables", "a table", "write [tables] on a line of its own", diagnostics_);
            return {};
        }
        std::vector<std::string> known;
        for (const TableSchema& schema : row_schemas()) {
            if (schema.home == TableSchema::Home::model) {
                known.push_back(schema.name);
            }
        }
        for (const Member& name : member->value.members) {
            if (!is_in(known, name.key)) {
                diagnostics_.add(name.where, "unknown table '" + name.key + "' in [tables]", "nothing would read it",
                                 spelling_remedy(name.key, known));
            }
        }
        return member->value.members;
    }

    /// One file, or several that follow each other, each with a header of its own.
    void read_csv_tables(const TableSchema& schema, const std::string& model_file, const Member& named) {
        const bool several = named.value.kind == Value::Kind::list && !named.value.items.empty();
        for (const Value& name : several ? named.value.items : std::vector<Value>{named.value}) {
            read_rows(schema, read_csv_table(model_file, named.key, name));
        }
    }

    std::optional<RawTable> read_csv_table(const std::string& model_file, const std::string& key, const Value& name) {
        if (name.kind != Value::Kind::text) {
            report_type(name, key, "the name of a CSV file", "put it in quotes", diagnostics_);
            return std::nullopt;
        }
        const std::string path = beside(model_file, name.text);
        const auto text = read_text(path, name.where);
        return text ? read_csv(path, *text, diagnostics_) : std::nullopt;
    }

    std::optional<RawTable> read_inline_rows(const Member& member) {
        const auto report = [&](const Value& value) {
            report_type(value, member.key, "an array of tables",
                        "write [[" + member.key + "]] on the line before each entry", diagnostics_);
        };
        if (member.value.kind != Value::Kind::list) {
            report(member.value);
            return std::nullopt;
        }
        RawTable raw{RawTable::Layout::inline_rows, member.where, {}, {}};
        if (member.value.items.empty()) {
            diagnostics_.add(member.where, "table '" + member.key + "' is empty", "a table in the file must have a row",
                             "add a row, or take the table out");
            return std::nullopt;
        }
        for (const Value& item : member.value.items) {
            if (item.kind != Value::Kind::table) {
                report(item);
                return std::nullopt;
            }
            raw.rows.push_back({item.where, item.members});
        }
        return raw;
    }

    FileBundle& files_;
    Diagnostics& diagnostics_;
    Tables tables_;
};

}  // namespace

Tables read_tables(const std::string& run_file, FileBundle& files, Diagnostics& diagnostics) {
    return TablesReader(files, diagnostics).read(run_file);
}

}  // namespace hadome
