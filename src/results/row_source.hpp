#pragma once

#include <cstdint>
#include <vector>

namespace hadome {

/// Blocks of scenarios of one rank, wherever they are kept: of the scenario table (ScenarioBlock) or of losses alone
/// (LossBlock).
template <class Block>
class RowSource {
public:
    virtual ~RowSource() = default;
    /// The next blocks, about `most_bytes` of them and by rising scenario among themselves; empty at the end.
    /// \throws IoError
    virtual std::vector<Block> next(std::int64_t most_bytes) = 0;
    /// Begins again with the first.
    virtual void rewind() = 0;
    /// Of all blocks together.
    virtual std::int64_t scenarios() const = 0;
};

}  // namespace hadome
