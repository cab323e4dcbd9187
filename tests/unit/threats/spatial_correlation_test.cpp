#include "threats/spatial_correlation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "random/stream.hpp"

namespace hadome {
namespace {

std::vector<Place> four_places() {
    return {place_at(35.0, 139.0), place_at(35.1, 139.1), place_at(35.5, 139.0), place_at(36.5, 140.0)};
}

/// Of all pairs of variates, over many draws.
std::vector<std::vector<double>> second_moments(const SpatialCorrelation& correlation, std::size_t sites, int draws) {
    std::vector<std::vector<double>> moments(sites, std::vector<double>(sites));
    for (int draw = 0; draw < draws; ++draw) {
        std::vector<double> normals;
        for (std::size_t i = 0; i < sites; ++i) {
            Stream stream({3, 0, static_cast<std::uint64_t>(draw)}, i);
            normals.push_back(unit_normal(stream));
        }
        correlation.mix(normals);
        for (std::size_t i = 0; i < sites; ++i) {
            for (std::size_t j = 0; j < sites; ++j) {
                moments[i][j] += normals[i] * normals[j] / draws;
            }
        }
    }
    return moments;
}

TEST(SpatialCorrelation, GivesUnitVariancesThatCorrelateByDistance) {
    const std::vector<Place> places = four_places();
    constexpr int draws = 100'000;
    for (const double range : {8.5, 40.7, 300.0}) {
        const auto moments = second_moments(SpatialCorrelation(places, range), places.size(), draws);
        for (std::size_t i = 0; i < places.size(); ++i) {
            for (std::size_t j = 0; j < places.size(); ++j) {
                const double rho = std::exp(-3.0 * distance_between(places[i], places[j]) / range);
                EXPECT_NEAR(moments[i][j], rho, 4 * std::sqrt((1 + rho * rho) / draws)) << range << i << j;
            }
        }
    }
}

TEST(SpatialCorrelation, LeavesIndependentVariatesAsTheyAre) {
    const SpatialCorrelation none(four_places(), 0.0);
    EXPECT_FALSE(none.is_any());
    std::vector<double> normals{0.5, -1.0, 2.0, 0.1};
    none.mix(normals);
    EXPECT_EQ(normals, (std::vector<double>{0.5, -1.0, 2.0, 0.1}));
}

TEST(SpatialCorrelation, MakesSitesAtOnePlaceOne) {
    const Place here = place_at(35.0, 139.0);
    const SpatialCorrelation correlation(std::vector<Place>{here, place_at(35.2, 139.0), here}, 40.0);
    std::vector<double> normals{0.7, -0.4, 1.9};
    correlation.mix(normals);
    EXPECT_NEAR(normals[2], normals[0], 1e-9);
}

TEST(SpatialCorrelation, ALaterSiteChangesNoneBeforeIt) {
    std::vector<Place> places = four_places();
    const SpatialCorrelation all(places, 40.7);
    places.pop_back();
    const SpatialCorrelation fewer(places, 40.7);
    std::vector<double> of_all{0.5, -1.0, 2.0, 0.1};
    std::vector<double> of_fewer{0.5, -1.0, 2.0};
    all.mix(of_all);
    fewer.mix(of_fewer);
    of_all.pop_back();
    EXPECT_EQ(of_all, of_fewer);
}

}  // namespace
}  // namespace hadome
