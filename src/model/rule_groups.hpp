#pragma once

#include <string>
#include <vector>

#include "model/expansion.hpp"

namespace hadome {

/// The rules that together make one group at every node of a consumer.
struct RuleGroup {
    std::string name;
    std::vector<std::int32_t> rules;  ///< into ModelSpec::dependencies, in file order
};

/// Rules gathered by consumer, groups in byte order of their names. Adds a diagnostic where the rules of one group
/// disagree on what belongs to the group, name a region in vain, or only some give a share.
IndexVector<FunctionId, std::vector<RuleGroup>> gather_rules(const Expansion& expansion);

}  // namespace hadome
