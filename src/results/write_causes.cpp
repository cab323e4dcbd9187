#include <cmath>

#include "core/time.hpp"
#include "results/columns.hpp"
#include "results/tables.hpp"

namespace hadome {
namespace {

/// Averages of exact sums over the scenarios of a tally.
class Average {
public:
    explicit Average(std::int64_t scenarios) : scenarios_{static_cast<double>(scenarios)} {}
    double operator()(Wide sum) const { return static_cast<double>(sum) / scenarios_; }

private:
    double scenarios_;
};

/// Averages of integrals over time, summed in fixed point [2^-36 tick], in hours.
class AverageHours {
public:
    explicit AverageHours(std::int64_t scenarios) : average_{scenarios} {}
    double operator()(Wide ticks) const {
        return std::ldexp(average_(ticks), -Fixed::fraction_bits) / static_cast<double>(ticks_per_hour);
    }

private:
    Average average_;
};

/// [source] from [source][affected sector].
std::vector<Wide> by_source(const Tally& tally) {
    std::vector<Wide> sums(tally.shape.sources, 0);
    for (std::size_t k = 0; k < tally.source_by_sector.size(); ++k) {
        sums[k / tally.shape.sectors] += tally.source_by_sector[k];
    }
    return sums;
}

}  // namespace

void write_causes(const hdf5::Group& root, const ResultAxes& axes, const Tally& tally, const ScenarioWords& words) {
    const hdf5::Group group = root.create_group("causes");
    const Average average(tally.scenarios);
    const std::string unit = words.averaged("JPY");
    if (axes.affected_function) {
        put_column(group, "origin_affected_mean",
                   {unit, words.mean_loss + " by function that was hit and function that lost"},
                   {axes.function, *axes.affected_function}, tally.origin_by_affected, average);
    }
    put_column(group, "origin_sector_mean", {unit, words.mean_loss + " by function that was hit and sector that lost"},
               {axes.function, axes.sector}, tally.origin_by_sector, average);
    put_column(group, "threat_sector_mean",
               {unit, words.mean_loss + " by class of the root cause and sector that lost"}, {axes.threat, axes.sector},
               tally.threat_by_sector, average);
    put_column(group, "source_mean", {unit, words.mean_loss + " by what the event was drawn from"}, {axes.source},
               by_source(tally), average);
    put_column(group, "source_sector_mean",
               {unit, words.mean_loss + " by what the event was drawn from and sector that lost"},
               {axes.source, axes.sector}, tally.source_by_sector, average);
    const std::vector<double> ways = column(tally.direct_cascaded, average);
    group.put("direct", {unit, words.mean_loss + " of nodes to their own damage"}, {},
              std::span<const double>(ways).first(1));
    group.put("cascaded", {unit, words.mean_loss + " of nodes to damage of others"}, {},
              std::span<const double>(ways).last(1));
}

void write_outage(const hdf5::Group& root, const ResultAxes& axes, const Tally& tally, Tail tail,
                  const ScenarioWords& words) {
    const hdf5::Group group = root.create_group("outage");
    const Average average(tally.scenarios);
    const AverageHours in_hours(tally.scenarios);
    const std::string in_a = " in a " + words.one;
    const std::string count = words.averaged("1");
    const std::string person_hours = words.averaged("person h");
    put_column(group, "hours", {words.averaged("h"), "full-outage-equivalent hours" + in_a}, {axes.node},
               tally.deficit_ticks, in_hours);
    put_column(group, "episodes", {count, "times that it left nominal" + in_a}, {axes.node}, tally.episodes, average);
    put_column(group, "person_hours",
               {person_hours, "service-person-hours lost" + in_a + "; not to be added over functions"}, {axes.function},
               tally.person_ticks, in_hours);
    put_column(group, "person_hours_union",
               {person_hours, "person-hours without some service" + in_a +
                                  ": at each time the largest outage over the region's functions, a "
                                  "lower bound of the people who lack anything"},
               {axes.region}, tally.people_union_ticks, in_hours);
    group.put("cascade_size", {"1", "events by number of nodes reached beyond those hit"}, {axes.threat, axes.bin},
              std::span<const std::int64_t>(tally.cascade_sizes));
    put_column(group, "events", {count, "events" + in_a}, {axes.threat}, tally.events, average);
    put_column(group, "damages", {count, "damages to nodes" + in_a}, {axes.threat}, tally.damages, average);
    // What is cut off at the horizon as asked for is not unfinished.
    const auto unless_asked = [&](std::int64_t scenarios) { return tail == Tail::run_off ? scenarios : 0; };
    put_column(group, "unfinished_by_node", {"1", "scenarios in which the node was still down when the run-off ended"},
               {axes.node}, tally.unfinished, unless_asked);
    const std::int64_t unfinished = unless_asked(tally.stuck);
    group.put("unfinished", {"1", "scenarios in which a node was still down when the run-off ended"}, {},
              std::span(&unfinished, 1));
    group.put("dropped", {"1", "damages ignored because their node was down, in all scenarios"}, {},
              std::span(&tally.dropped, 1));
    group.put("given_up", {"1", "scenarios that were given up; they are in no figure but this and the next"}, {},
              std::span(&tally.given_up, 1));
    group.put("given_up_by", {"1", "the same by reason"}, {axes.give_up},
              std::span<const std::int64_t>(tally.given_up_by));
}

}  // namespace hadome
