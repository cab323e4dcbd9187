#include "model/season.hpp"

#include <algorithm>

namespace hadome {

double Season::at(Tick time) const {
    const Tick within = time % ticks_per_year;
    const auto after = std::upper_bound(pieces.begin(), pieces.end(), within,
                                        [](Tick moment, const Piece& piece) { return moment < piece.from; });
    return (after - 1)->factor;
}

double Season::highest() const {
    return std::max_element(pieces.begin(), pieces.end(),
                            [](const Piece& a, const Piece& b) { return a.factor < b.factor; })
        ->factor;
}

}  // namespace hadome
