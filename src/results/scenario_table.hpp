#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/bytes.hpp"
#include "loss/account.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// Rows of the scenario table for one run of consecutive scenarios, column by column. One writer at a time: each thread
/// fills its own and hands it over.
struct ScenarioBlock {
    std::int64_t first = 0;  ///< number of the first scenario
    std::vector<Jpy> loss;
    std::vector<Jpy> loss_it;
    std::vector<Jpy> loss_by_sector;  ///< [scenario][sector]
    std::vector<Jpy> loss_by_threat;  ///< [scenario][threat]
    std::vector<Jpy> max_event_loss;
    std::vector<Jpy> compound_loss;
    std::vector<std::int64_t> people_hours;  ///< by union over functions
    std::vector<std::int64_t> events;        ///< [scenario][threat], that hit at least one node
    std::vector<std::int64_t> given_up;      ///< GiveUp; unless `no` the row's figures are 0 and mean nothing

    explicit ScenarioBlock(std::int64_t first_scenario = 0) : first{first_scenario} {}
    std::int64_t size() const { return static_cast<std::int64_t>(loss.size()); }
    /// Appends one row. \pre scenario.number == first + size()
    void add(const Scenario& scenario, const Journal& journal, const ScenarioLoss& cost,
             std::int64_t people_hours_lost);
    /// Appends the row of a scenario that was given up. \pre scenario == first + size()
    void add_given_up(std::int64_t scenario, GiveUp reason, std::size_t sectors);

    void write(ByteWriter& out) const;
    /// Replaces all but `first`. \throws IoError for what is cut short, or has columns of different lengths
    void read(ByteReader& in);
};

}  // namespace hadome
