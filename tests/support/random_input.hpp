#pragma once

#include <random>
#include <string>

namespace hadome::test {

/// A random small run file as a user could write it, with every mechanism that docs/input.md explains: all laws and
/// ways of combining, scopes, groups of several rules, stores in both forms, fuel, priorities, lags, repair, crews,
/// calendars, escalation, all threats and given events. A few hours to a few weeks, and things happen at whole hours,
/// so that many fall into one instant. Most are good; the others have the slips that random rules make (nobody in
/// scope, circles that could never restart, two pools for one node).
std::string random_input(std::mt19937_64& generator);

}  // namespace hadome::test
