#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "core/index.hpp"
#include "input/schema.hpp"
#include "random/distribution.hpp"

namespace hadome {

/// In place of a restoration: damage that is not mended.
inline const std::string never_word = "never";

/// One element of a list.
struct Item {
    std::string text;
    double number = 0.0;
    std::int32_t reference = -1;  ///< also the position of a choice or day
    SourcePosition where;
    double second = 0.0;  ///< of a pair
};

/// What one key of a row holds, by the type of its field.
struct Datum {
    enum class State { absent, given, filled };  ///< `filled`: from a default
    State state = State::absent;
    SourcePosition where;
    std::string text;  ///< id, text, choice, reference; "never" of a restoration
    std::int64_t integer =
        0;                ///< integer, boolean, position of the choice, time of day or week [tick], day of the year
    double number = 0.0;  ///< quantity, in the default unit
    std::int32_t reference = -1;
    Distribution distribution;
    std::vector<Item> items;  ///< list, references, numbers, pairs, choices, weekdays, dates
};

/// A row that was read and checked by its schema, one datum a field.
class Entry {
public:
    Entry(const TableSchema& schema, SourcePosition where)
        : schema_{&schema}, where_{std::move(where)}, data_(schema.fields.size()) {}

    const TableSchema& schema() const { return *schema_; }
    const SourcePosition& where() const { return where_; }
    /// Of a key if it stands in the input, else of the row.
    const SourcePosition& where(const std::string& key) const;
    /// A row with an error: what is wrong has been said, and checks that build on it are skipped.
    bool sound() const { return sound_; }
    void mark_unsound() { sound_ = false; }

    std::vector<Datum>& data() { return data_; }
    const std::vector<Datum>& data() const { return data_; }
    Datum& datum(const std::string& key) { return data_[schema_->position(key)]; }
    const Datum& datum(const std::string& key) const { return data_[schema_->position(key)]; }

    bool has(const std::string& key) const { return datum(key).state != Datum::State::absent; }
    const std::string& text(const std::string& key) const { return datum(key).text; }
    double number(const std::string& key) const { return datum(key).number; }
    std::int64_t integer(const std::string& key) const { return datum(key).integer; }
    const Distribution& distribution(const std::string& key) const { return datum(key).distribution; }
    const std::vector<Item>& items(const std::string& key) const { return datum(key).items; }
    /// The choices of a field stand in the order of the enumerators.
    template <class Enum>
    Enum choice(const std::string& key) const {
        return static_cast<Enum>(datum(key).integer);
    }
    template <class Enum>
    std::vector<Enum> choices(const std::string& key) const {
        std::vector<Enum> chosen;
        for (const Item& item : datum(key).items) {
            chosen.push_back(static_cast<Enum>(item.reference));
        }
        return chosen;
    }
    template <class Id>
    Id reference(const std::string& key) const {
        return Id{datum(key).reference};
    }
    template <class Id>
    std::vector<Id> references(const std::string& key) const {
        std::vector<Id> ids;
        for (const Item& item : datum(key).items) {
            ids.push_back(Id{item.reference});
        }
        return ids;
    }

private:
    const TableSchema* schema_;
    SourcePosition where_;
    bool sound_ = true;
    std::vector<Datum> data_;
};

}  // namespace hadome
