#pragma once

#include <cstdint>
#include <vector>

#include "stats/weighted_sample.hpp"

namespace hadome {

/// What is said of one table.
struct LossMetrics {
    std::int64_t scenarios = 0;
    double effective_scenarios = 0.0;
    std::int64_t strata = 0;
    Estimate mean;
    double standard_deviation = 0.0;
    Estimate positive_share;
    std::vector<WeightedTailRisk> tails;
    std::vector<Exceedance> aggregate;
    std::vector<Exceedance> occurrence;  ///< where rows are events
};

/// To standard output. What is not finite is null.
void print_json(const LossMetrics& metrics);
/// To standard output, for people.
void print_text(const LossMetrics& metrics);

}  // namespace hadome
