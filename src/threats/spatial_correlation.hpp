#pragma once

#include <span>
#include <vector>

#include "threats/geodesy.hpp"

namespace hadome {

/// Correlates unit normal variates of sites: exp(-3 h / range) between two that lie h apart on the sphere, the form
/// (eq. 20) that Jayaram and Baker (2009) fit to residuals within an event. Their range for PGA is 40.7 km where Vs30
/// varies smoothly and 8.5 km where it does not.
///
/// The variates are mixed by the Cholesky factor of the correlation: that of a site is made of its own and of those of
/// the sites before it. With sites in order of their names, what is drawn depends on names alone, and a site that joins
/// changes only those whose names come after its own.
class SpatialCorrelation {
public:
    /// \param range [km]; 0: sites are independent
    SpatialCorrelation(std::span<const Place> places, double range);

    /// Whether there is anything to mix.
    bool is_any() const { return !factor_.empty(); }
    /// Turns independent unit normals into correlated ones. \pre one for each place, in their order
    void mix(std::span<double> normals) const;

private:
    std::vector<double> factor_;  ///< lower triangle by rows; empty: independent
};

}  // namespace hadome
