#pragma once

#include <string>
#include <vector>

#include "input/run_options.hpp"
#include "model/model.hpp"

namespace hadome {

/// What one scenario of a run is.
enum class ScenarioKind {
    year,             ///< a year of threats drawn at random: averages are a year's, shares are probabilities in a year
    period,           ///< the same over another length of time
    given,            ///< a possible course of given events: nothing is said of how often those happen
    given_and_drawn,  ///< the same, with threats drawn at random beside them until the horizon
};

/// How a run speaks of its scenarios and of averages over them: the log, units and descriptions of the results.
struct ScenarioWords {
    ScenarioKind kind = ScenarioKind::year;
    std::string one = "year";  ///< "a ...", "of a ..."
    std::string mean_loss = "annual average loss";
    std::string per = "/yr";                 ///< behind the unit of an average over scenarios
    std::vector<std::string> drawn_sources;  ///< what is drawn at random: kinds as in /axes/source_kind

    /// "JPY/yr", "JPY"; of counts "1/yr", "1".
    std::string averaged(const std::string& unit) const { return unit + per; }
};

/// As in the attribute `scenario_kind` of a results file.
std::string name_of(ScenarioKind kind);

ScenarioWords scenario_words(const Model& model, const RunOptions& options);

}  // namespace hadome
