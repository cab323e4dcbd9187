#include <cmath>

#include "core/time.hpp"
#include "results/columns.hpp"
#include "results/tables.hpp"

namespace hadome {
namespace {

/// Yearly averages of exact sums over the scenarios of a tally.
class PerYear {
public:
    explicit PerYear(std::int64_t scenarios) : years_{static_cast<double>(scenarios)} {}
    double operator()(Wide sum) const { return static_cast<double>(sum) / years_; }

private:
    double years_;
};

/// Yearly averages of integrals over time, summed in fixed point [2^-36 tick], in hours.
class HoursPerYear {
public:
    explicit HoursPerYear(std::int64_t scenarios) : per_year_{scenarios} {}
    double operator()(Wide ticks) const {
        return std::ldexp(per_year_(ticks), -Fixed::fraction_bits) / static_cast<double>(ticks_per_hour);
    }

private:
    PerYear per_year_;
};

/// [origin function][affected sector] from [origin function][affected function].
std::vector<Wide> origin_by_sector(const Tally& tally, const Model& model) {
    std::vector<Wide> sums(tally.shape.functions * tally.shape.sectors, 0);
    for (std::size_t origin = 0; origin < tally.shape.functions; ++origin) {
        for (const FunctionId affected : ids_of(model.functions)) {
            sums[origin * tally.shape.sectors + model.functions[affected].sector.offset()] +=
                tally.origin_by_affected[origin * tally.shape.functions + affected.offset()];
        }
    }
    return sums;
}

/// [source] from [source][affected sector].
std::vector<Wide> by_source(const Tally& tally) {
    std::vector<Wide> sums(tally.shape.sources, 0);
    for (std::size_t k = 0; k < tally.source_by_sector.size(); ++k) {
        sums[k / tally.shape.sectors] += tally.source_by_sector[k];
    }
    return sums;
}

}  // namespace

void write_causes(const hdf5::Group& root, const ResultAxes& axes, const Model& model, const Tally& tally) {
    const hdf5::Group group = root.create_group("causes");
    const PerYear per_year(tally.scenarios);
    put_column(group, "origin_affected_mean",
               {"JPY/yr", "annual average loss by function that was hit and function that lost"},
               {axes.function, axes.affected_function}, tally.origin_by_affected, per_year);
    put_column(group, "origin_sector_mean",
               {"JPY/yr", "annual average loss by function that was hit and sector that lost"},
               {axes.function, axes.sector}, origin_by_sector(tally, model), per_year);
    put_column(group, "threat_sector_mean",
               {"JPY/yr", "annual average loss by class of the root cause and sector that lost"},
               {axes.threat, axes.sector}, tally.threat_by_sector, per_year);
    put_column(group, "source_mean", {"JPY/yr", "annual average loss by what the event was drawn from"}, {axes.source},
               by_source(tally), per_year);
    put_column(group, "source_sector_mean",
               {"JPY/yr", "annual average loss by what the event was drawn from and sector that lost"},
               {axes.source, axes.sector}, tally.source_by_sector, per_year);
    const std::vector<double> ways = column(tally.direct_cascaded, per_year);
    group.put("direct", {"JPY/yr", "annual average loss of nodes to their own damage"}, {},
              std::span<const double>(ways).first(1));
    group.put("cascaded", {"JPY/yr", "annual average loss of nodes to damage of others"}, {},
              std::span<const double>(ways).last(1));
}

void write_outage(const hdf5::Group& root, const ResultAxes& axes, const Tally& tally, Tail tail) {
    const hdf5::Group group = root.create_group("outage");
    const PerYear per_year(tally.scenarios);
    const HoursPerYear in_hours(tally.scenarios);
    put_column(group, "hours", {"h/yr", "full-outage-equivalent hours a year"}, {axes.node}, tally.deficit_ticks,
               in_hours);
    put_column(group, "episodes", {"1/yr", "times a year it left nominal"}, {axes.node}, tally.episodes, per_year);
    put_column(group, "person_hours",
               {"person h/yr", "service-person-hours lost a year; not to be added over functions"}, {axes.function},
               tally.person_ticks, in_hours);
    put_column(
        group, "person_hours_union",
        {"person h/yr",
         "person-hours without some service a year: at each time the largest outage over the region's functions, a "
         "lower bound of the people who lack anything"},
        {axes.region}, tally.people_union_ticks, in_hours);
    group.put("cascade_size", {"1", "events by number of nodes reached beyond those hit"}, {axes.threat, axes.bin},
              std::span<const std::int64_t>(tally.cascade_sizes));
    put_column(group, "events", {"1/yr", "events a year"}, {axes.threat}, tally.events, per_year);
    put_column(group, "damages", {"1/yr", "damages to nodes a year"}, {axes.threat}, tally.damages, per_year);
    // What is cut off at the horizon as asked for is not unfinished.
    const auto unless_asked = [&](std::int64_t count) { return tail == Tail::run_off ? count : 0; };
    put_column(group, "unfinished_by_node", {"1", "scenarios in which the node was still down when the run-off ended"},
               {axes.node}, tally.unfinished, unless_asked);
    const std::int64_t unfinished = unless_asked(tally.stuck);
    group.put("unfinished", {"1", "scenarios in which a node was still down when the run-off ended"}, {},
              std::span(&unfinished, 1));
    group.put("dropped", {"1", "damages ignored because their node was down, in all scenarios"}, {},
              std::span(&tally.dropped, 1));
    group.put("given_up", {"1", "scenarios that took more work than the limit; they are in no other figure"}, {},
              std::span(&tally.given_up, 1));
}

}  // namespace hadome
