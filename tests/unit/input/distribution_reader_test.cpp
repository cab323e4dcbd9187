#include "input/distribution_reader.hpp"

#include <gmock/gmock.h>

#include "input/distribution_laws.hpp"

namespace hadome {
namespace {

std::optional<Distribution> read(const std::string& text, Dimension dimension = Dimension::duration,
                                 const Bounds& bounds = any_duration) {
    Value value;
    value.text = text;
    Diagnostics diagnostics;
    return read_distribution(value, "key", dimension, bounds, diagnostics);
}

TEST(DistributionReader, EveryLawReadsBackAsWritten) {
    using Kind = Distribution::Kind;
    const std::vector<std::pair<std::string, Distribution>> laws{
        {"3 d", {Kind::fixed, 72.0, 0.0, {}}},
        {"fixed(value=1 w)", {Kind::fixed, 168.0, 0.0, {}}},
        {"uniform(low=1, high=2 d)", {Kind::uniform, 1.0, 48.0, {}}},
        {"normal( mean = 5 h , sd = 30 min )", {Kind::normal, 5.0, 0.5, {}}},
        {"exponential(mean=3 h)", {Kind::exponential, 3.0, 0.0, {}}},
        {"lognormal(sigma=1.25, median=12 h)", {Kind::lognormal, 12.0, 1.25, {}}},
        {"weibull(scale=2 h, shape=0.7)", {Kind::weibull, 2.0, 0.7, {}}},
        {"pareto(smallest=1 h, shape=1.1)", {Kind::pareto, 1.0, 1.1, {}}},
        {"empirical(values=1 h; 2 h;3 d)", {Kind::empirical, 0.0, 0.0, {1.0, 2.0, 72.0}}},
    };
    for (const auto& [text, law] : laws) {
        EXPECT_EQ(read(text), law) << text;
        EXPECT_EQ(read(format_distribution(law, Dimension::duration)), law) << text;
    }
}

TEST(DistributionReader, FractionsHaveNoUnit) {
    EXPECT_TRUE(read("uniform(low=0.1, high=0.5)", Dimension::number, fraction));
    EXPECT_FALSE(read("uniform(low=0.1 h, high=0.5)", Dimension::number, fraction));
    EXPECT_FALSE(read("1.01", Dimension::number, fraction));
}

TEST(DistributionReader, RefusesWhatNoLawAllows) {
    for (const char* text : {"lognormal()", "lognormal(median=0 h, sigma=1)", "lognormal(median=1 h, sigma=-1)",
                             "weibull(scale=1 h, shape=0)", "pareto(smallest=1 h, shape=-2)", "exponential(mean=-1 h)",
                             "normal(mean=1 h, sd=-1 h)", "empirical(values=)", "empirical(values=1 h;-2 h)",
                             "(mean=1)", "exponential(1 h)", "exponential(mean=1 h) x", "uniform(low=1,)"}) {
        EXPECT_FALSE(read(text)) << text;
    }
}

}  // namespace
}  // namespace hadome
