#pragma once

namespace hadome {

/// Wind around the centre of a storm after Holland (1980, Mon. Wea. Rev. 108, 1212-1218), with x = (radius / r)^B:
///
///     gradient wind = sqrt(B deficit x exp(-x) / density + (r f / 2)^2) - r f / 2,  density 1.15 kg/m^3
///
/// and f the Coriolis parameter. Without rotation it is largest at the radius of maximum wind, sqrt(B deficit / (e
/// density)).
class WindField {
public:
    /// \param deficit of central pressure [hPa]; \param radius of maximum wind [km]; \param shape B
    WindField(double deficit, double radius, double shape) : deficit_{deficit}, radius_{radius}, shape_{shape} {}

    /// With the share `left` of the deficit.
    WindField weakened(double left) const { return {left * deficit_, radius_, shape_}; }
    /// Of maximum wind [km].
    double radius() const { return radius_; }
    /// [m/s] \param r distance from the centre [km]; \param latitude [degree]
    double gradient_wind(double r, double latitude) const;
    /// The largest without rotation [m/s].
    double cyclostrophic_maximum() const;

private:
    double deficit_;
    double radius_;
    double shape_;
};

}  // namespace hadome
