#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "core/check.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// All that events are drawn from in one row: in the order of `SourceKind`.
class SourceRow {
public:
    explicit SourceRow(const Model& model) {
        std::size_t first = 0;
        const std::array<std::size_t, source_kind_count> sizes{
            model.unintended.size(),  model.platform_defects.size(),
            model.worms.size(),       model.campaigns.size(),
            model.earthquakes.size(), model.aftershocks.drawn ? model.earthquakes.size() : 0,
            model.tsunamis.size(),    model.storms.size(),
            model.event_sets.size(),  model.given_events.size()};
        for (std::size_t kind = 0; kind < sizes.size(); ++kind) {
            first_[kind] = first;
            first += sizes[kind];
        }
        first_.back() = first;
    }

    std::size_t size() const { return first_.back(); }
    /// Where the event's source stands; nothing for an event made by hand, which has none.
    std::optional<std::size_t> place(const Event& event) const {
        if (event.source < 0) {
            return std::nullopt;
        }
        const auto kind = static_cast<std::size_t>(event.kind);
        const std::size_t at = first_[kind] + static_cast<std::size_t>(event.source);
        HADOME_EXPECT(at < first_[kind + 1]);
        return at;
    }

private:
    std::array<std::size_t, source_kind_count + 1> first_{};
};

}  // namespace hadome
