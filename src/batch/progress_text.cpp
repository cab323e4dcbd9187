#include "batch/progress_text.hpp"

#include <spdlog/fmt/fmt.h>

#include <array>
#include <cmath>

namespace hadome {

namespace {

double share_done(const ProgressTotals& done, std::int64_t scenarios) {
    return scenarios > 0 ? static_cast<double>(done.scenarios) / static_cast<double>(scenarios) : 1.0;
}

std::string bar_of(double share) {
    constexpr int width = 24;
    const int full = static_cast<int>(width * share);
    return fmt::format("[{:#<{}}{:.<{}}] ", "", full, "", width - full);
}

std::string mean_text(const ProgressTotals& done) {
    const std::string given_up = done.given_up == 0 ? "" : fmt::format(", {} GIVEN UP", done.given_up);
    const std::int64_t counted = done.scenarios - done.given_up;
    if (counted == 0) {
        return given_up;
    }
    std::string text = ", mean loss " + money_text(done.loss.mean(counted));
    if (counted >= 2) {
        text += " +- " + money_text(done.loss.standard_error(counted));
    }
    return text + given_up;
}

}  // namespace

std::string money_text(double yen) {
    static constexpr std::array prefixes{"", "k", "M", "G", "T", "P", "E"};
    std::size_t prefix = 0;
    double figure = yen;
    // 999.5 would be printed as 1000 of the smaller prefix.
    while (std::abs(figure) >= 999.5 && prefix + 1 < prefixes.size()) {
        figure /= 1000.0;
        ++prefix;
    }
    const double size = std::abs(figure);
    const int decimals = prefix == 0 || size >= 99.95 ? 0 : (size >= 9.995 ? 1 : 2);
    return fmt::format("{:.{}f} {}JPY", figure, decimals, prefixes.at(prefix));
}

std::string duration_text(double seconds) {
    const std::int64_t whole = std::llround(seconds);
    const std::int64_t hours = whole / 3600;
    const std::int64_t minutes = whole / 60 % 60;
    return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, whole % 60)
                     : fmt::format("{}:{:02}", minutes, whole % 60);
}

std::string estimate_text(const Estimate& estimate) {
    const std::string value = money_text(estimate.value);
    if (!std::isfinite(estimate.low) || !std::isfinite(estimate.high)) {
        return value;
    }
    return fmt::format("{} (95 % interval {} to {})", value, money_text(estimate.low), money_text(estimate.high));
}

std::string progress_line(const ProgressTotals& done, std::int64_t scenarios, double elapsed, std::int64_t before) {
    std::string text =
        fmt::format("{:.1f} % ({} of {} scenarios)", 100.0 * share_done(done, scenarios), done.scenarios, scenarios);
    if (done.scenarios > before && elapsed > 0.0) {
        const double rate = static_cast<double>(done.scenarios - before) / elapsed;
        text += fmt::format(", {:.{}f}/s, {} left", rate, rate < 10.0 ? 1 : 0,
                            duration_text(static_cast<double>(scenarios - done.scenarios) / rate));
    }
    return text + mean_text(done);
}

std::string progress_bar(const ProgressTotals& done, std::int64_t scenarios, double elapsed, std::int64_t before) {
    return bar_of(share_done(done, scenarios)) + progress_line(done, scenarios, elapsed, before);
}

std::string shards_line(std::int64_t read, std::int64_t shards, std::int64_t scenarios, double elapsed) {
    std::string text = fmt::format("{} of {} shards read, {} scenarios", read, shards, scenarios);
    if (read > 0 && read < shards) {
        const double each = elapsed / static_cast<double>(read);
        text += fmt::format(", {} left", duration_text(each * static_cast<double>(shards - read)));
    }
    return text;
}

std::string shards_bar(std::int64_t read, std::int64_t shards, std::int64_t scenarios, double elapsed) {
    return bar_of(static_cast<double>(read) / static_cast<double>(shards)) +
           shards_line(read, shards, scenarios, elapsed);
}

}  // namespace hadome
