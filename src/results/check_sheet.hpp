#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/file.hpp"
#include "results/verify.hpp"

namespace hadome {

/// Compares figures of a results file, and notes one check after the other in a verification.
class CheckSheet {
public:
    using Word128 = unsigned __int128;

    CheckSheet(const hdf5::File& file, Verification& verification) : file_{file}, verification_{verification} {}

    const hdf5::File& file() const { return file_; }
    std::vector<double> reals(const std::string& path) const;
    std::vector<std::int64_t> wholes(const std::string& path) const;
    std::int64_t size(const std::string& axis) const;
    /// One of several 128-bit numbers, as its two words say.
    Word128 exact(const std::string& path, std::size_t at) const;

    void fail(const std::string& dataset, const std::string& problem) { found_.push_back(dataset + ": " + problem); }
    void fail(const std::vector<std::string>& problems);
    bool has_failed() const { return !found_.empty(); }
    /// Fails `dataset` unless both are the same within the rounding of `terms` figures. \return whether they are
    bool same(const std::string& dataset, double found, double expected, std::size_t terms, const std::string& against);
    /// Fails it when it is less by more than that.
    void no_less(const std::string& dataset, double found, double least, std::size_t terms, const std::string& against);
    /// Ends a check. \param what was checked
    void done(const std::string& what);

private:
    const hdf5::File& file_;
    Verification& verification_;
    std::vector<std::string> found_;  ///< wrong, in the present check
};

/// With all its digits.
std::string text_of(double value);

/// Sums of `terms` figures that are not negative, each of them rounded to double, differ by rounding alone when they
/// differ by no more than this: a half of 2^-52 for each figure and for each addition, and as much to spare.
double rounding_bound(double sum, std::size_t terms);

}  // namespace hadome
