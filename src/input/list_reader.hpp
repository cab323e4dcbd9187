#pragma once

#include "core/diagnostics.hpp"
#include "input/entry.hpp"
#include "input/value.hpp"

namespace hadome {

/// Lists by the type of their elements: a TOML array, or one text with ";" between them. Each reads into the items of
/// the datum; false, and a diagnostic for every element that does not fit, when one does not.
bool read_texts(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics);
bool read_numbers(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics);
bool read_pairs(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics);
bool read_choices(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics);
bool read_dates(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics);
bool read_weekdays(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics);

}  // namespace hadome
