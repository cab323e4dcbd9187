#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace hadome {

/// Why a scenario is given up, or `no`: it is then in no figure but the count of such scenarios.
enum class GiveUp : std::int8_t { no, too_large, too_much_work, too_many_changes };
inline constexpr std::array give_ups{GiveUp::too_large, GiveUp::too_much_work, GiveUp::too_many_changes};

/// As named in results.
constexpr std::string_view name_of(GiveUp reason) {
    switch (reason) {
        case GiveUp::no: break;
        case GiveUp::too_large: return "too_large";
        case GiveUp::too_much_work: return "too_much_work";
        case GiveUp::too_many_changes: return "too_many_changes";
    }
    return "";
}

/// Thrown by whoever finds that a scenario asks for more than the machine is to give.
class ScenarioGivenUp : public std::runtime_error {
public:
    ScenarioGivenUp(GiveUp reason, const std::string& text) : std::runtime_error(text), reason_{reason} {}
    GiveUp reason() const { return reason_; }

private:
    GiveUp reason_;
};

}  // namespace hadome
