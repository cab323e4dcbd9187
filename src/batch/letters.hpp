#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "batch/progress_text.hpp"
#include "core/bytes.hpp"
#include "results/checkpoint.hpp"

namespace hadome {

/// What a letter between the root and another rank is about, and in brackets what else stands in it.
enum class Word : char {
    // To the root:
    want,       ///< [threads] the queue runs low
    totals,     ///< [Report] also a sign of life
    written,    ///< [CheckpointPart]
    unwritten,  ///< [text] a part of the checkpoint could not be written: why
    signalled,  ///< [number] this rank was asked to stop
    // From the root:
    deal,   ///< [NumberRange] of scenarios; empty: there are none left
    write,  ///< [generation] put your state on the disk
    stop,   ///< finish nothing more
    over,   ///< [Outcome]
    ping    ///< a sign of life
};

/// What a rank says of itself now and then.
struct Report {
    ProgressTotals totals;
    std::int64_t done = 0;  ///< scenarios of this session
};

inline std::string write_letter(Word word) {
    return {static_cast<char>(word)};
}

template <class Content>
std::string write_letter(Word word, const Content& content) {
    ByteWriter out;
    out.put(word);
    if constexpr (std::is_same_v<Content, CheckpointPart>) {
        out.put_text(content.file);
        out.put(content.bytes);
        out.put_text(content.digest);
    } else if constexpr (std::is_same_v<Content, std::string>) {
        out.put_text(content);
    } else {
        out.put(content);
    }
    return out.take();
}

/// A letter that has come.
class Letter {
public:
    /// \param bytes outlive it
    explicit Letter(std::string_view bytes) : in_{bytes}, word_{in_.get<Word>()} {}

    Word word() const { return word_; }
    /// What the word says that there is; once.
    template <class Content>
    Content content() {
        if constexpr (std::is_same_v<Content, CheckpointPart>) {
            CheckpointPart part;
            part.file = in_.get_text();
            part.bytes = in_.get<std::int64_t>();
            part.digest = in_.get_text();
            return part;
        } else if constexpr (std::is_same_v<Content, std::string>) {
            return in_.get_text();
        } else {
            return in_.get<Content>();
        }
    }

private:
    ByteReader in_;
    Word word_;
};

}  // namespace hadome
