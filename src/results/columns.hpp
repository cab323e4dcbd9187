#pragma once

#include <functional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "hdf5/group.hpp"

namespace hadome {

/// One field, or one derived figure, of every record.
template <class Records, class Field>
auto column(const Records& records, Field field) {
    std::vector<std::decay_t<decltype(std::invoke(field, *records.begin()))>> values;
    for (const auto& record : records) {
        values.push_back(std::invoke(field, record));
    }
    return values;
}

/// Writes one field of every record as a dataset. Records stand in the order of the axes, the last running fastest.
/// \param field a member or a function of a record that gives text, a 64-bit whole number or a double
template <class Records, class Field>
void put_column(const hdf5::Group& group, const std::string& name, const hdf5::Annotation& about,
                const hdf5::Axes& axes, const Records& records, Field field) {
    const auto values = column(records, field);
    group.put(name, about, axes, std::span(values));
}

/// Tables by headline laid end to end: [headline][...].
template <class Headlines, class Field>
auto flattened(const Headlines& by_headline, Field field) {
    std::decay_t<decltype(std::invoke(field, *by_headline.begin()))> all;
    for (const auto& headline : by_headline) {
        const auto& part = std::invoke(field, headline);
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace hadome
