#pragma once

#include <span>
#include <string>
#include <string_view>

namespace hadome {

/// The known word closest to a misspelt one, by edit distance with swaps of neighbours (Damerau 1964) and letter case
/// ignored; empty when none is near. Equal distances go to the first.
std::string nearest_word(std::string_view word, std::span<const std::string> known);

/// What to do about an unknown word: "did you mean 'x'?", or the list of known words when they are few.
std::string spelling_remedy(std::string_view word, std::span<const std::string> known);

/// "a, b, c"
std::string join_words(std::span<const std::string> words);

}  // namespace hadome
