#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/number_set.hpp"

namespace hadome {

/// Where chosen scenarios of a window of numbers stand in a table that has a row for them alone. Every rank marks its
/// own; added over all ranks, the marks say of every scenario how many rows come before its own. A bit and a half for
/// each number of the window.
class RowPlaces {
public:
    /// \param rows_before of the windows before
    RowPlaces(NumberRange window, std::int64_t rows_before);

    NumberRange window() const { return window_; }
    /// \pre in the window, not marked before on any rank
    void mark(std::int64_t scenario);
    /// To be added over all ranks: no bit is set twice, so that sums are unions.
    std::span<std::int64_t> marks() { return marks_; }
    /// When the marks of all ranks are there.
    void count();

    /// After counting. \pre in the window
    std::int64_t row_of(std::int64_t scenario) const;
    /// After counting: those before and those of the window.
    std::int64_t rows() const { return rows_; }

private:
    NumberRange window_;
    std::int64_t rows_;
    std::int64_t rows_before_;
    std::vector<std::int64_t> marks_;    ///< a bit for each scenario
    std::vector<std::uint32_t> before_;  ///< marks of the window before each word
};

}  // namespace hadome
