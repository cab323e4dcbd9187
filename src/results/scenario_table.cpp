#include "results/scenario_table.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace hadome {

void ScenarioBlock::add(const Scenario& scenario, const Journal& journal, const ScenarioLoss& cost,
                        std::int64_t people_hours_lost) {
    HADOME_EXPECT(scenario.number == first + size());
    loss.push_back(cost.total[static_cast<std::size_t>(Headline::all_causes)]);
    loss_it.push_back(cost.total[static_cast<std::size_t>(Headline::it_caused)]);
    loss_by_sector.insert(loss_by_sector.end(), cost.by_sector.begin(), cost.by_sector.end());
    loss_by_threat.insert(loss_by_threat.end(), cost.by_threat.begin(), cost.by_threat.end());
    max_event_loss.push_back(cost.largest_event);
    compound_loss.push_back(cost.compound);
    people_hours.push_back(people_hours_lost);
    given_up.push_back(0);

    std::vector<EventId> hitting;
    for (const DamageId id : ids_of(scenario.damages)) {
        if (journal.happened(id)) {
            hitting.push_back(scenario.damages[id].event);
        }
    }
    std::sort(hitting.begin(), hitting.end());
    hitting.erase(std::unique(hitting.begin(), hitting.end()), hitting.end());
    std::array<std::int64_t, threat_class_count> counts{};
    for (const EventId event : hitting) {
        ++counts[static_cast<std::size_t>(scenario.events[event].threat)];
    }
    events.insert(events.end(), counts.begin(), counts.end());
}

void ScenarioBlock::add_given_up(std::int64_t scenario, GiveUp reason, std::size_t sectors) {
    Scenario nothing_happened;
    nothing_happened.number = scenario;
    ScenarioLoss no_loss;
    no_loss.by_sector.resize(sectors);
    add(nothing_happened, Journal{}, no_loss, 0);
    given_up.back() = static_cast<std::int64_t>(reason);
}

namespace {

/// The one list of all columns, for writing and reading alike.
template <class Visit>
void for_each_column(Visit&& visit) {
    for (const auto column :
         {&ScenarioBlock::loss, &ScenarioBlock::loss_it, &ScenarioBlock::loss_by_sector, &ScenarioBlock::loss_by_threat,
          &ScenarioBlock::max_event_loss, &ScenarioBlock::compound_loss, &ScenarioBlock::people_hours,
          &ScenarioBlock::events, &ScenarioBlock::given_up}) {
        visit(column);
    }
}

}  // namespace

void ScenarioBlock::write(ByteWriter& out) const {
    for_each_column([&](auto column) { out.put_all(this->*column); });
}

void ScenarioBlock::read(ByteReader& in) {
    for_each_column([&](auto column) { this->*column = in.get_all<std::int64_t>(); });
    const std::size_t rows = loss.size();
    bool fits = rows == 0 ? loss_by_sector.empty() : loss_by_sector.size() % rows == 0;
    for (const auto* column : {&loss_it, &max_event_loss, &compound_loss, &people_hours, &given_up}) {
        fits = fits && column->size() == rows;
    }
    for (const auto* column : {&loss_by_threat, &events}) {
        fits = fits && column->size() == rows * threat_class_count;
    }
    if (!fits) {
        throw IoError("rows of scenarios are damaged");
    }
}

}  // namespace hadome
