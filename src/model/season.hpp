#pragma once

#include <string>
#include <vector>

#include "core/time.hpp"

namespace hadome {

/// How often something happens through the year, relative to its annual mean: stepwise, of mean 1, so that an annual
/// rate stays what its row says. Every year has 365 days.
struct Season {
    struct Piece {
        Tick from = 0;  ///< since the scenario begins, within its first year; the first is 0, they rise strictly
        double factor = 1.0;
    };
    std::string name;
    std::vector<Piece> pieces;

    double at(Tick time) const;  ///< \pre time >= 0
    double highest() const;
};

}  // namespace hadome
