#include "cli/count_option.hpp"

#include <CLI/CLI.hpp>
#include <charconv>

namespace hadome {

CLI::Option* add_count(CLI::App& command, const std::string& name, const std::string& text, std::int64_t low,
                       std::int64_t high, std::function<void(std::int64_t)> store) {
    const auto take = [=](const std::string& written) {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
        if (error != std::errc{} || end != written.data() + written.size() || value < low || value > high) {
            throw CLI::ValidationError(
                name, written + " is not a whole number from " + std::to_string(low) + " to " + std::to_string(high));
        }
        store(value);
    };
    return command.add_option_function<std::string>(name, take, text)->type_name("INT");
}

}  // namespace hadome
