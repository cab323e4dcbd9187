#include "batch/silence.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "core/check.hpp"

namespace hadome {

void Silence::check(int rank, double now, double allowed) const {
    const double silent = now - last_heard_;
    if (silent > allowed) {
        throw IoError(
            fmt::format("rank {} has not answered for {:.0f} s; it or the network has stopped; the last "
                        "checkpoint stands, go on with `hadome resume`",
                        rank, silent));
    }
}

double often_enough(double every, double silence_allowed) {
    return std::min(every, silence_allowed / 4.0);
}

}  // namespace hadome
