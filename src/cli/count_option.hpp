#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace hadome {

inline constexpr std::int64_t most_scenarios = std::int64_t{1} << 40;
inline constexpr std::int64_t most_threads = 4096;

/// An option that takes a whole number of a range, in plain decimal digits.
CLI::Option* add_count(CLI::App& command, const std::string& name, const std::string& text, std::int64_t low,
                       std::int64_t high, std::function<void(std::int64_t)> store);

}  // namespace hadome
