#pragma once

#include <string>

#include "core/diagnostics.hpp"
#include "input/entry.hpp"
#include "input/value.hpp"

namespace hadome {

/// What a measure does to a figure. The order is that of the words in the input.
enum class Operation { scale, add, set, at_least, at_most };

/// One change of one key, whatever the row: read and checked once.
class KeyChange {
public:
    /// \param change a row of the table measure_change; \param field the key that it changes
    KeyChange(const Entry& change, const Field& field, Diagnostics& diagnostics);

    /// Whether the change could be understood; what is wrong has been said.
    bool good() const { return good_; }
    /// Whether a row in which the key is absent can be changed.
    bool gives_absent() const { return operation_ == Operation::set; }
    /// The datum as it is with the measure: equal to `old` in all that counts where nothing changes.
    /// \param row the row's name, for messages
    Datum apply(const Datum& old, const std::string& row, Diagnostics& diagnostics) const;

private:
    void read_operand(const Value& value, Diagnostics& diagnostics);
    double figure(double old) const;
    Distribution law(const Distribution& old) const;
    /// False where the result is out of bounds.
    bool change_figures(Datum& datum) const;
    bool change_law(Datum& datum) const;
    bool good_figure(double figure) const;

    const Entry& change_;
    const Field& field_;
    Operation operation_ = Operation::set;
    double operand_ = 0.0;  ///< of all but `set`
    Datum whole_;           ///< of `set`
    bool good_ = true;
};

/// Whether two data say the same.
bool same_content(const Datum& a, const Datum& b);

}  // namespace hadome
