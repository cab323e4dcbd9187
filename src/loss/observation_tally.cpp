#include "loss/observation_tally.hpp"

#include "loss/tally_fields.hpp"

namespace hadome {

void TargetTally::add(const std::vector<Observed>& seen, std::size_t targets) {
    for (const Observed& one : seen) {
        const std::size_t cell = static_cast<std::size_t>(one.time) * targets + static_cast<std::size_t>(one.target);
        deficit[cell] += one.deficit;
        operability[cell].add(one.operability);
    }
}

void TargetTally::merge(const TargetTally& other) {
    merge_field(deficit, other.deficit);
    merge_field(operability, other.operability);
}

void TargetTally::write(ByteWriter& out) const {
    write_field(out, deficit);
    write_field(out, operability);
}

void TargetTally::read(ByteReader& in) {
    read_field(in, deficit);
    read_field(in, operability);
}

ObservationTally::ObservationTally(std::size_t times, std::size_t node_count, std::size_t function_count,
                                   std::size_t sector_count, std::size_t region_count)
    : node_deficit(times * node_count),
      functions(times * function_count),
      sectors(times * sector_count),
      regions(times * region_count) {}

void ObservationTally::add(const Observation& seen, std::size_t times) {
    if (times == 0) {
        return;
    }
    const std::size_t nodes = node_deficit.size() / times;
    for (const Observed& one : seen.nodes) {
        node_deficit[static_cast<std::size_t>(one.time) * nodes + static_cast<std::size_t>(one.target)] += one.deficit;
    }
    functions.add(seen.functions, functions.deficit.size() / times);
    sectors.add(seen.sectors, sectors.deficit.size() / times);
    regions.add(seen.regions, regions.deficit.size() / times);
}

void ObservationTally::merge(const ObservationTally& other) {
    merge_field(node_deficit, other.node_deficit);
    functions.merge(other.functions);
    sectors.merge(other.sectors);
    regions.merge(other.regions);
}

void ObservationTally::write(ByteWriter& out) const {
    write_field(out, node_deficit);
    functions.write(out);
    sectors.write(out);
    regions.write(out);
}

void ObservationTally::read(ByteReader& in) {
    read_field(in, node_deficit);
    functions.read(in);
    sectors.read(in);
    regions.read(in);
}

}  // namespace hadome
