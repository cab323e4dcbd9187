#pragma once

#include <string>
#include <vector>

#include "model/ids.hpp"
#include "model/terms.hpp"

namespace hadome {

/// Something that could be done about the losses: what it costs, and who pays. What it changes is a model of its own.
struct Measure {
    std::string name;
    Label label;
    std::string payer;                    ///< in words
    std::vector<SectorId> payer_sectors;  ///< whose own benefit is told apart from that of others
    double capital_cost = 0.0;            ///< once, at the beginning of each life [JPY]
    double operating_cost = 0.0;          ///< [JPY/yr]
    double life = 1.0;                    ///< [yr]
    double lead_time = 0.0;               ///< from the decision to the effect [yr]
};

/// What a measure costs a year for as long as it is kept up: an annuity of the capital over its life, and operation.
/// \param discount_rate [1/yr]; 0: the capital is spread evenly
double annual_cost(const Measure& measure, double discount_rate);

}  // namespace hadome
