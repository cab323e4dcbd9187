#include "input/event_count.hpp"

#include "core/time.hpp"

namespace hadome {
namespace {

constexpr double most_events = 5e6;

/// Adds up rates of one kind of source, and remembers the row of the source with the highest.
class RateSum {
public:
    explicit RateSum(const Tables& tables) : tables_{tables} {}

    void add(const std::string& table, std::size_t row, double rate) {
        total_ += rate;
        if (rate > highest_) {
            highest_ = rate;
            const Entry& entry = tables_.rows(table)[row];
            where_ = table == "event_set" ? entry.where() : entry.where("rate");
        }
    }
    double total() const { return total_; }
    const SourcePosition& where() const { return where_; }

private:
    const Tables& tables_;
    double total_ = 0.0;
    double highest_ = 0.0;
    SourcePosition where_;
};

double peak_of(const Model& model, const RateShape& shape) {
    return shape.season.valid() ? model.seasons[shape.season].highest() : 1.0;
}

/// Aftershocks that a main shock of the source has at most, on average.
double most_aftershocks(const Aftershocks& aftershocks, const EarthquakeSource& source) {
    const bool any = aftershocks.drawn && source.magnitude_high >= aftershocks.threshold;
    return any ? expected_aftershocks(aftershocks, source.magnitude_high) : 0.0;
}

void add_disasters(const Model& model, RateSum& rates) {
    for (std::size_t i = 0; i < model.earthquakes.size(); ++i) {
        const EarthquakeSource& source = model.earthquakes[i];
        rates.add("earthquake", i, source.rate * (1.0 + most_aftershocks(model.aftershocks, source)));
    }
    for (std::size_t i = 0; i < model.storms.size(); ++i) {
        rates.add("storm", i, model.storms[i].rate * peak_of(model, model.storms[i].rate_shape));
    }
    for (std::size_t i = 0; i < model.event_sets.size(); ++i) {
        double rate = 0.0;
        for (const FootprintEvent& event : model.event_sets[i].events) {
            rate += event.rate;
        }
        rates.add("event_set", i, rate);
    }
}

}  // namespace

/// Candidates are drawn up to the highest rate that can hold at any time.
void check_event_count(const Tables& tables, const Model& model, const RunOptions& options, Diagnostics& diagnostics) {
    RateSum rates(tables);
    if (options.drawn[static_cast<std::size_t>(ThreatClass::unintended)]) {
        const double most = model.couplings.highest_unintended();
        std::vector<double> by_source(model.unintended.size());
        for (const UnintendedProcess& process : model.unintended_processes) {
            by_source[static_cast<std::size_t>(process.source)] += process.rate * most;
        }
        for (std::size_t i = 0; i < by_source.size(); ++i) {
            rates.add("unintended", i, by_source[i] * peak_of(model, model.unintended[i].shape));
        }
        for (std::size_t i = 0; i < model.platform_defects.size(); ++i) {
            const PlatformDefect& defect = model.platform_defects[i];
            rates.add("platform_defect", i, defect.rate * peak_of(model, defect.shape));
        }
    }
    if (options.drawn[static_cast<std::size_t>(ThreatClass::cyber)]) {
        const double most = model.couplings.highest_cyber();
        for (std::size_t i = 0; i < model.worms.size(); ++i) {
            rates.add("worm", i, model.worms[i].rate * most);
        }
        for (std::size_t i = 0; i < model.campaigns.size(); ++i) {
            rates.add("campaign", i, model.campaigns[i].rate * most);
        }
    }
    if (options.drawn[static_cast<std::size_t>(ThreatClass::disaster)]) {
        add_disasters(model, rates);
    }
    const double expected = rates.total() * hours_from_ticks(options.horizon) / hours_per_year;
    if (expected > most_events) {
        diagnostics.add(rates.where(),
                        "a scenario is expected to hold " + format_number(expected) + " random events, more than " +
                            format_number(most_events),
                        "all of them are held in memory at once, by 32-bit indices",
                        "lower the rates (this is the most frequent source), or shorten the horizon");
    }
}

}  // namespace hadome
