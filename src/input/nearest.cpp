#include "input/nearest.hpp"

#include <algorithm>
#include <vector>

namespace hadome {
namespace {

std::string lower(std::string_view word) {
    std::string result(word);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

}  // namespace

std::string nearest_word(std::string_view word, std::span<const std::string> known) {
    constexpr std::size_t longest_compared = 64;
    if (word.size() > longest_compared) {
        return {};
    }
    const std::string misspelt = lower(word);
    std::string best;
    std::size_t best_distance = 1 + std::max<std::size_t>(1, word.size() / 3);
    for (const std::string& candidate : known) {
        if (candidate.size() > longest_compared) {
            continue;
        }
        if (const std::size_t distance = edit_distance(misspelt, lower(candidate)); distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string spelling_remedy(std::string_view word, std::span<const std::string> known) {
    if (const std::string near = nearest_word(word, known); !near.empty()) {
        return "did you mean '" + near + "'?";
    }
    constexpr std::size_t few = 30;
    if (known.empty() || known.size() > few) {
        return "check the spelling";
    }
    return "use one of: " + join_words(known);
}

std::string join_words(std::span<const std::string> words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

}  // namespace hadome
