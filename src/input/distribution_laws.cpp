#include "input/distribution_laws.hpp"

#include <algorithm>
#include <array>

namespace hadome {

const std::vector<DistributionLaw>& distribution_laws() {
    using Kind = Distribution::Kind;
    using Measure = DistributionParameter::Measure;
    static constexpr Bounds shape{0.01, 1000.0, Bounds::Ends::closed};  // below, the mean is beyond a double
    static const std::vector<DistributionLaw> all{
        {Kind::fixed, {{"value"}}},
        {Kind::uniform, {{"low"}, {"high"}}},
        {Kind::normal, {{"mean"}, {"sd"}}},
        {Kind::exponential, {{"mean", Measure::scale}}},
        {Kind::lognormal, {{"median", Measure::scale}, {"sigma", Measure::number, up_to(10.0)}}},
        {Kind::weibull, {{"scale", Measure::scale}, {"shape", Measure::number, shape}}},
        {Kind::pareto, {{"smallest", Measure::scale}, {"shape", Measure::number, shape}}},
        {Kind::empirical, {{"values"}}},
    };
    return all;
}

std::vector<std::string> distribution_names() {
    std::vector<std::string> names;
    for (const DistributionLaw& law : distribution_laws()) {
        names.push_back(name_of(law.kind));
    }
    return names;
}

std::string format_distribution(const Distribution& distribution, Dimension dimension) {
    if (distribution.is_fixed()) {
        return format_quantity(distribution.a, dimension);
    }
    std::string text = name_of(distribution.kind) + "(";
    if (distribution.kind == Distribution::Kind::empirical) {
        text += "values=";
        for (std::size_t i = 0; i < distribution.table.size(); ++i) {
            text += (i == 0 ? "" : ";") + format_quantity(distribution.table[i], dimension);
        }
        return text + ")";
    }
    const auto found = std::find_if(distribution_laws().begin(), distribution_laws().end(),
                                    [&](const DistributionLaw& law) { return law.kind == distribution.kind; });
    const std::vector<DistributionParameter>& parameters = found->parameters;
    const std::array<double, 2> figures{distribution.a, distribution.b};
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const Dimension own =
            parameters[i].measure == DistributionParameter::Measure::number ? Dimension::number : dimension;
        text += (i == 0 ? "" : ", ") + parameters[i].key + "=" + format_quantity(figures[i], own);
    }
    return text + ")";
}

}  // namespace hadome
