#pragma once

#include <cstdint>
#include <string>

#include "stats/moments.hpp"
#include "stats/risk.hpp"

namespace hadome {

/// How far a run has come. Running totals, so that a report that is lost is made good by the next.
struct ProgressTotals {
    std::int64_t scenarios = 0;
    ExactMoments loss;          ///< [JPY]
    std::int64_t given_up = 0;  ///< of the scenarios: done, but without a loss

    void merge(const ProgressTotals& other) {
        scenarios += other.scenarios;
        loss.merge(other.loss);
        given_up += other.given_up;
    }
};

/// Three figures and a prefix: "1.23 TJPY".
std::string money_text(double yen);
/// "0:07", "12:34", "3:55:00". \param seconds not negative
std::string duration_text(double seconds);
/// "1.23 TJPY (95 % interval 1.20 TJPY to 1.26 TJPY)"; the value alone where there is no interval.
std::string estimate_text(const Estimate& estimate);

/// Share done, rate, time left, running mean with its standard error.
/// \param elapsed [s]; \param before scenarios of those done that took none of this time
std::string progress_line(const ProgressTotals& done, std::int64_t scenarios, double elapsed, std::int64_t before = 0);
/// The same with a bar before it.
std::string progress_bar(const ProgressTotals& done, std::int64_t scenarios, double elapsed, std::int64_t before = 0);

/// How many shards of how many have been read, with what they hold, and the time left; and the same with a bar.
std::string shards_line(std::int64_t read, std::int64_t shards, std::int64_t scenarios, double elapsed);
std::string shards_bar(std::int64_t read, std::int64_t shards, std::int64_t scenarios, double elapsed);

}  // namespace hadome
