#include "results/check_sheet.hpp"

#include <cmath>
#include <cstdio>
#include <limits>

#include "hdf5/dataset.hpp"

namespace hadome {

std::vector<double> CheckSheet::reals(const std::string& path) const {
    return hdf5::Dataset(file_, path).real_numbers();
}

std::vector<std::int64_t> CheckSheet::wholes(const std::string& path) const {
    return hdf5::Dataset(file_, path).whole_numbers();
}

std::int64_t CheckSheet::size(const std::string& axis) const {
    return hdf5::Dataset(file_, "/axes/" + axis).rows();
}

CheckSheet::Word128 CheckSheet::exact(const std::string& path, std::size_t at) const {
    const std::vector<std::int64_t> words = wholes(path);
    return (static_cast<Word128>(static_cast<std::uint64_t>(words[2 * at])) << 64) |
           static_cast<std::uint64_t>(words[2 * at + 1]);
}

void CheckSheet::fail(const std::vector<std::string>& problems) {
    found_.insert(found_.end(), problems.begin(), problems.end());
}

bool CheckSheet::same(const std::string& dataset, double found, double expected, std::size_t terms,
                      const std::string& against) {
    // Written so that what is not a number is not the same.
    const bool good = std::abs(found - expected) <= rounding_bound(expected, terms);
    if (!good) {
        fail(dataset, "comes to " + text_of(found) + ", " + against + " says " + text_of(expected));
    }
    return good;
}

void CheckSheet::no_less(const std::string& dataset, double found, double least, std::size_t terms,
                         const std::string& against) {
    if (!(found >= least - rounding_bound(least, terms))) {
        fail(dataset, "comes to " + text_of(found) + ", " + against + " alone to " + text_of(least));
    }
}

void CheckSheet::done(const std::string& what) {
    verification_.note(what, found_);
    found_.clear();
}

std::string text_of(double value) {
    std::string text(32, '\0');
    text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.17g", value)));
    return text;
}

double rounding_bound(double sum, std::size_t terms) {
    return std::abs(sum) * (static_cast<double>(terms) + 4.0) * std::numeric_limits<double>::epsilon();
}

}  // namespace hadome
