#include "loss/loss_block.hpp"

#include <algorithm>

namespace hadome {
namespace {

/// No loss is negative, with or without any candidate, and candidates rise.
bool is_sound(const LossBlock::Row& row, std::span<const CandidateDelta> deltas) {
    const bool counts = row.given_up == 0;
    bool sound = row.largest_event >= 0 && row.given_up <= give_ups.size() && (counts || deltas.empty());
    for (std::size_t h = 0; h < headline_count; ++h) {
        sound = sound && row.loss[h] >= 0 && (counts || row.loss[h] == 0);
        for (const CandidateDelta& one : deltas) {
            Jpy left = 0;
            sound = sound && !__builtin_sub_overflow(row.loss[h], one.delta[h], &left) && left >= 0;
        }
    }
    std::int64_t last = -1;
    for (const CandidateDelta& one : deltas) {
        sound = sound && one.candidate > last;
        last = one.candidate;
    }
    return sound;
}

}  // namespace

void LossBlock::add(const ScenarioLoss& loss, std::span<const CandidateDelta> valued) {
    Row row{loss.total, loss.largest_event, 0, 0};
    for (const CandidateDelta& one : valued) {
        if (one.delta != std::array<Jpy, headline_count>{}) {
            deltas.push_back(one);
            ++row.deltas;
        }
    }
    rows.push_back(row);
}

void LossBlock::add_given_up(GiveUp reason) {
    rows.push_back({{}, 0, static_cast<std::uint32_t>(reason), 0});
}

void LossBlock::write(ByteWriter& out) const {
    out.put_all(rows);
    out.put_all(deltas);
}

void LossBlock::read(ByteReader& in) {
    rows = in.get_all<Row>();
    deltas = in.get_all<CandidateDelta>();
    std::span<const CandidateDelta> rest(deltas);
    for (const Row& row : rows) {
        if (row.deltas > rest.size() || !is_sound(row, rest.first(row.deltas))) {
            throw IoError("losses of scenarios are damaged");
        }
        rest = rest.subspan(row.deltas);
    }
    if (!rest.empty()) {
        throw IoError("losses of scenarios are damaged");
    }
}

}  // namespace hadome
