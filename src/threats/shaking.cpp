#include "threats/shaking.hpp"

#include <cmath>
#include <numbers>

#include "scenario/decision.hpp"

namespace hadome {

EventShaking::EventShaking(const GroundMotion& parameters, const EarthquakeSource& source, double mw,
                           const ScenarioKey& key, std::uint64_t event)
    : attenuation_(source.type, mw, source.depth),
      key_{key},
      event_{event},
      within_{std::sqrt(1.0 - parameters.between_event_share)} {
    Stream stream = stream_for(key, event, Decision::between_event);
    between_ = std::sqrt(parameters.between_event_share) * unit_normal(stream);
}

double EventShaking::site_normal(std::uint64_t site) const {
    Stream stream = stream_for(key_, event_, site, Decision::within_event);
    return unit_normal(stream);
}

SiteShaking EventShaking::with(double z_site, double distance, double ln_amplification) const {
    const double log10_pgv = attenuation_.log10_pgv(distance);
    const double residual = attenuation_.sigma_log10(distance, log10_pgv) * (between_ + within_ * z_site);
    return {std::numbers::ln10 * (attenuation_.log10_pga(distance) + residual),
            std::numbers::ln10 * (log10_pgv + residual) + ln_amplification};
}

}  // namespace hadome
