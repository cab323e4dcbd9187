#include "loss/threat_game.hpp"

#include <bit>

#include "loss/tally_fields.hpp"

namespace hadome {
namespace {

/// Least common multiple of the sizes of sets: shares of a dividend in sixths are whole.
constexpr Jpy sixths = 6;
static_assert(threat_class_count == 3);

bool holds(std::size_t set, std::size_t part) {
    return (part & ~set) == 0;
}

}  // namespace

std::string threat_set_name(std::size_t set) {
    std::string name;
    for (int k = 0; k < threat_class_count; ++k) {
        if (holds(set, std::size_t{1} << k)) {
            name += (name.empty() ? "" : "+") + name_of(static_cast<ThreatClass>(k));
        }
    }
    return name.empty() ? "none" : name;
}

std::array<Jpy, threat_set_count> dividends_of(const ThreatGame& game) {
    std::array<Jpy, threat_set_count> dividends{};
    for (std::size_t set = 0; set < threat_set_count; ++set) {
        for (std::size_t part = 0; part < threat_set_count; ++part) {
            if (holds(set, part)) {
                dividends[set] += std::popcount(set ^ part) % 2 == 0 ? game[part] : -game[part];
            }
        }
    }
    return dividends;
}

std::array<Jpy, threat_class_count> sixfold_shapley_of(const ThreatGame& game) {
    const auto dividends = dividends_of(game);
    std::array<Jpy, threat_class_count> values{};
    for (std::size_t set = 1; set < threat_set_count; ++set) {
        for (std::size_t k = 0; k < threat_class_count; ++k) {
            if (holds(set, std::size_t{1} << k)) {
                values[k] += sixths / std::popcount(set) * dividends[set];
            }
        }
    }
    return values;
}

void ThreatGameTally::add(const ThreatGame& game, std::int64_t simulations) {
    const auto dividends = dividends_of(game);
    const auto values = sixfold_shapley_of(game);
    for (std::size_t set = 0; set < threat_set_count; ++set) {
        loss[set].add(game[set]);
        dividend[set].add(dividends[set]);
    }
    for (std::size_t k = 0; k < threat_class_count; ++k) {
        sixfold[k].add(values[k]);
    }
    simulated += simulations;
}

void ThreatGameTally::merge(const ThreatGameTally& other) {
    merge_field(loss, other.loss);
    merge_field(dividend, other.dividend);
    merge_field(sixfold, other.sixfold);
    merge_field(simulated, other.simulated);
}

void ThreatGameTally::write(ByteWriter& out) const {
    write_field(out, loss);
    write_field(out, dividend);
    write_field(out, sixfold);
    write_field(out, simulated);
}

void ThreatGameTally::read(ByteReader& in) {
    read_field(in, loss);
    read_field(in, dividend);
    read_field(in, sixfold);
    read_field(in, simulated);
}

}  // namespace hadome
