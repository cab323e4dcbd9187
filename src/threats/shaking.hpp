#pragma once

#include <cstdint>

#include "model/disaster.hpp"
#include "random/stream.hpp"
#include "threats/ground_motion.hpp"

namespace hadome {

/// Natural logarithms of the shaking at one site.
struct SiteShaking {
    double ln_pga = 0.0;  ///< of [g], at Vs 600 m/s
    double ln_pgv = 0.0;  ///< of [cm/s], at the surface

    /// \pre pga or pgv
    double of(IntensityMeasure measure) const { return measure == IntensityMeasure::pga ? ln_pga : ln_pgv; }
};

/// Shaking of one event with its residuals: ln im = ln median + sigma (sqrt(s) z_event + sqrt(1 - s) z_site), with s
/// the share of the variance between events. z_event is common to all sites of the event, z_site to all nodes of one
/// site and to both measures. sites may correlate (spatial_correlation.hpp).
class EventShaking {
public:
    /// \param event name of the event; \param mw moment magnitude
    EventShaking(const GroundMotion& parameters, const EarthquakeSource& source, double mw, const ScenarioKey& key,
                 std::uint64_t event);

    /// z_site as drawn for this site alone. \param site hash of its name
    double site_normal(std::uint64_t site) const;
    /// \param z_site unit normal; \param distance to the rupture [km]
    /// \param ln_amplification ln of the site's amplification of PGV from Vs 600 m/s
    SiteShaking with(double z_site, double distance, double ln_amplification) const;
    /// Where sites are independent. \param site hash of its name
    SiteShaking at(std::uint64_t site, double distance, double ln_amplification) const {
        return with(site_normal(site), distance, ln_amplification);
    }

private:
    Attenuation attenuation_;
    ScenarioKey key_;
    std::uint64_t event_;
    double between_;  ///< sqrt(s) z_event
    double within_;   ///< sqrt(1 - s)
};

}  // namespace hadome
