#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "loss/tail_survey.hpp"
#include "loss/tally.hpp"
#include "stats/risk.hpp"

namespace hadome {

/// The figures of one headline.
struct HeadlineMetrics {
    Estimate mean;    ///< annual average loss [JPY/yr]
    double sd = 0.0;  ///< [JPY]; not a number with fewer than two scenarios
    Wide sum = 0;     ///< [JPY]
    Wide sum_squares = 0;
    std::int64_t tail_begins = 0;  ///< value at risk at the lowest tail level, exact; 0 when no scenario counts [JPY]
    std::vector<TailRisk> tail;    ///< by tail level
    std::vector<Exceedance> aep;   ///< aggregate: loss of a year
};

/// What the tally of a run says, in the figures of the field.
struct Metrics {
    std::array<HeadlineMetrics, headline_count> headline;
    std::vector<Exceedance> oep;      ///< occurrence: largest single-event loss of a year
    std::vector<Estimate> by_sector;  ///< [JPY/yr]
    std::array<Estimate, threat_class_count> by_threat;
    std::array<Estimate, damage_kind_count> by_kind;
};

/// A pure function of the merged tally and its tails. \param tails asked at these levels
Metrics compute_metrics(const Tally& tally, const TailFindings& tails, std::span<const double> tail_levels);

}  // namespace hadome
