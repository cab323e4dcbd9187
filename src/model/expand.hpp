#pragma once

#include <bitset>
#include <cstddef>
#include <initializer_list>

#include "core/diagnostics.hpp"
#include "model/model.hpp"
#include "model/spec.hpp"

namespace hadome {

/// Parts of a specification. What can be wrong with one is told although another is not good, as long as it does not
/// build on that.
enum class SpecPart {
    places,     ///< sectors, regions and functions, on which all others build
    network,    ///< dependencies and stores
    crews,      ///< builds on the network
    causes,     ///< unintended ones
    platforms,  ///< and sharing schemes
    campaigns,  ///< builds on platforms
    fragilities,
    given_events,  ///< builds on platforms and fragilities
    rest           ///< what no other part builds on
};
inline constexpr std::size_t spec_part_count = 9;

class SpecParts {
public:
    /// All of them, or all but some.
    SpecParts(std::initializer_list<SpecPart> missing = {}) {
        good_.set();
        for (const SpecPart part : missing) {
            leave_out(part);
        }
    }
    void leave_out(SpecPart part) { good_.reset(static_cast<std::size_t>(part)); }
    bool has(SpecPart part) const { return good_.test(static_cast<std::size_t>(part)); }
    bool all() const { return good_.all(); }

private:
    std::bitset<spec_part_count> good_;
};

/// Makes the flat model from function-level rules: nodes, groups with shares that sum to one exactly, both directions
/// of the dependency network, processes by node.
///
/// Adds a diagnostic at the rule's position where a rule reaches no supplier, two names share a hash, a group's rules
/// disagree, or a set of nodes could never restart (see docs/model.md); the model returned is then not to be used.
/// \param good parts of the specification that are; the others, and what builds on them, are left out, and the model
/// returned serves for nothing but further diagnostics of the parts that are there
Model expand(const ModelSpec& spec, Diagnostics& diagnostics, SpecParts good = {});

}  // namespace hadome
