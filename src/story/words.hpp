#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/fixed.hpp"
#include "core/time.hpp"
#include "loss/account.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"
#include "story/explain.hpp"

namespace hadome {

enum class Language { en, ja };

/// Names and figures in the language of the reader.
class Words {
public:
    /// Both outlive the words.
    Words(const Model& model, const Scenario& scenario, Language language)
        : model_{model}, scenario_{scenario}, language_{language} {}

    const Model& model() const { return model_; }
    const Scenario& scenario() const { return scenario_; }
    /// The text of the reader's language.
    std::string pick(const std::string& en, const std::string& ja) const;

    /// Of the model.
    std::string title() const;
    std::string function(FunctionId id) const;
    std::string sector(SectorId id) const;
    /// "Niigata", with the label of the site where a region has several: "Tokyo.A".
    std::string place(NodeId id) const;
    /// "Power distribution in Niigata"
    std::string node(NodeId id) const;
    /// Nodes of one function: "Power distribution in 12 places (Niigata, Toyama, Ishikawa, Fukui and 8 more)".
    /// \param remarks one for each, to stand behind its place where it is named; none: empty
    /// \param most places that are named
    std::string nodes(const std::vector<NodeId>& ids, const std::vector<std::string>& remarks = {},
                      std::size_t most = 4) const;
    std::string pool(CrewPoolId id) const;
    std::string kind(DamageKind kind) const;
    std::string threat(ThreatClass threat) const;
    std::string campaign(CampaignKind kind) const;

    /// "earthquake M6.8 (Central fault)"
    std::string event(EventId id) const;
    /// What the event was drawn from: "earthquake (Central fault)"
    std::string source(EventId id) const;
    /// "earthquake M6.8"
    std::string event_in_short(EventId id) const;

    /// "3.2 h", "12 min", "5.2 d"
    std::string duration(Tick ticks) const;
    /// Whole hours or days: "12 h", "7 d"
    std::string round_duration(Tick ticks) const;
    /// "t+3.2 h"
    std::string after(Tick ticks) const { return "t+" + duration(ticks); }
    /// "day 133.42", from the beginning of the simulated year
    std::string day(Tick time) const;
    /// What is left of a node: "43 %"; never 0 % or 100 % unless it is exactly so.
    std::string percent_left(Fixed deficit) const;
    /// "first", "second", ...; in Japanese "第1の", "第2の"
    std::string ordinal(std::size_t place) const;
    /// Three figures: "28.3 GJPY"
    std::string money(Jpy yen) const;
    /// To the yen: "28,312,345,678 JPY"
    std::string money_in_full(Jpy yen) const;

private:
    std::string with_source(const std::string& what, EventId id) const;
    std::string of(const Label& label, const std::string& name) const;

    const Model& model_;
    const Scenario& scenario_;
    Language language_;
};

}  // namespace hadome
