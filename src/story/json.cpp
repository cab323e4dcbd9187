#include <nlohmann/json.hpp>

#include "core/version.hpp"
#include "story/render.hpp"

namespace hadome {
namespace {

/// Keys stay in the order in which they are written.
using Json = nlohmann::ordered_json;

Json labels(const Label& label) {
    return {{"en", label.en}, {"ja", label.ja}};
}

std::string source_name(const Model& model, const Event& event) {
    const auto place = static_cast<std::size_t>(event.source);
    switch (event.kind) {
        case SourceKind::unintended: return model.unintended.at(place).name;
        case SourceKind::worm: return model.worms.at(place).name;
        case SourceKind::earthquake: return model.earthquakes.at(place).name;
        case SourceKind::given: break;
    }
    return model.given_events.items().at(place).name;
}

/// The index of something, or null.
template <class Id>
Json index_or_null(Id id) {
    return id.valid() ? Json(id.value()) : Json(nullptr);
}

Json reason_of(const Model& model, const Reason& reason) {
    Json json;
    json["taken"] = reason.taken.raw();
    if (reason.kind == Reason::Kind::damage) {
        json["damage"] = reason.damage.value();
        return json;
    }
    json["group"] = model.groups[reason.group].name;
    json["supplier"] = model.nodes[reason.supplier].name;
    json["supplier_deficit"] = reason.supplier_deficit.raw();
    json["supplier_since"] = reason.supplier_since;
    json["seen_at"] = reason.seen_at;
    json["store_used_up"] = reason.used_up;
    json["start_failed"] = reason.failed;
    return json;
}

Json entry_of(const Model& model, const Entry& entry) {
    Json json;
    json["time"] = entry.time;
    json["kind"] = name_of(entry.kind);
    json["node"] = model.nodes[entry.node].name;
    json["event"] = index_or_null(entry.event);
    json["damage"] = index_or_null(entry.damage);
    if (entry.store.valid()) {
        json["store"] = entry.store.value();
    }
    json["before"] = entry.before.raw();
    json["after"] = entry.after.raw();
    json["waited"] = entry.waited;
    json["compound"] = entry.compound;
    json["reasons"] = Json::array();
    for (const Reason& reason : entry.reasons) {
        json["reasons"].push_back(reason_of(model, reason));
    }
    return json;
}

Json events_of(const StorySource& source, const Story& story) {
    Json list = Json::array();
    for (const EventAccount& account : story.events) {
        const Event& event = source.scenario.events[account.event];
        Json json;
        json["event"] = account.event.value();
        json["threat"] = name_of(event.threat);
        json["source_kind"] = name_of(event.kind);
        json["source"] = source_name(source.model, event);
        json["onset"] = event.onset;
        json["magnitude"] = event.kind == SourceKind::earthquake ? Json(event.magnitude) : Json(nullptr);
        json["hit"] = account.hit;
        json["reached"] = account.reached;
        json["loss"] = account.loss;
        list.push_back(std::move(json));
    }
    return list;
}

Json damages_of(const StorySource& source) {
    Json list = Json::array();
    for (const DamageId id : ids_of(source.scenario.damages)) {
        const Damage& damage = source.scenario.damages[id];
        Json json;
        json["damage"] = id.value();
        json["event"] = damage.event.value();
        json["node"] = source.model.nodes[damage.node].name;
        json["damage_kind"] = name_of(damage.kind);
        json["onset"] = damage.onset;
        json["detection"] = damage.detection;
        json["stages"] = Json::array();
        for (std::int32_t place = damage.first_stage; place < damage.last_stage; ++place) {
            const Stage& stage = source.scenario.stages[static_cast<std::size_t>(place)];
            json["stages"].push_back({{"until", stage.until >= never ? Json(nullptr) : Json(stage.until)},
                                      {"deficit", stage.deficit.raw()}});
        }
        list.push_back(std::move(json));
    }
    return list;
}

Json nodes_of(const StorySource& source, const Story& story) {
    Json list = Json::array();
    for (const NodeAccount& account : story.nodes) {
        const Node& node = source.model.nodes[account.node];
        const Function& function = source.model.functions[node.function];
        Json json;
        json["node"] = node.name;
        json["function"] = function.name;
        json["function_label"] = labels(function.label);
        json["sector"] = source.model.sectors[function.sector].name;
        json["region"] = source.model.regions[node.region].name;
        json["region_label"] = labels(source.model.regions[node.region].label);
        json["hit"] = account.hit;
        json["episodes"] = account.episodes;
        // May be more than 64 bits hold: whole milliseconds at full deficit and the rest.
        json["deficit_ms"] = static_cast<std::int64_t>(account.deficit_ticks / Fixed::one_raw);
        json["deficit_rest"] = static_cast<std::int64_t>(account.deficit_ticks % Fixed::one_raw);
        json["loss"] = account.loss;
        list.push_back(std::move(json));
    }
    return list;
}

Json loss_of(const StorySource& source, const Story& story) {
    Json json;
    json["total"] = story.total;
    json["it_caused"] = story.it_caused;
    json["direct"] = story.direct;
    json["by_sector"] = Json::array();
    for (const SectorId sector : ids_of(story.by_sector)) {
        json["by_sector"].push_back({{"sector", source.model.sectors[sector].name},
                                     {"label", labels(source.model.sectors[sector].label)},
                                     {"loss", story.by_sector[sector]}});
    }
    json["parts"] = Json::array();
    for (const LossShare& share : story.shares) {
        json["parts"].push_back({{"node", source.model.nodes[share.node].name},
                                 {"damage", share.cause.value()},
                                 {"event", source.scenario.damages[share.cause].event.value()},
                                 {"loss", share.loss}});
    }
    return json;
}

}  // namespace

std::string story_as_json(const StorySource& source, const Story& story, std::uint64_t seed,
                          const std::string& input_digest) {
    Json json;
    json["format"] = "hadome-replay";
    json["format_version"] = 1;
    json["hadome_version"] = version;
    json["git_sha"] = git_sha;
    json["input_digest"] = input_digest;
    json["seed"] = seed;
    json["scenario"] = source.scenario.number;
    json["units"] = {{"time", "ms"}, {"deficit", "2^-36"}, {"loss", "JPY"}};
    json["end"] = source.journal.end;
    json["stuck"] = source.journal.stuck;
    json["dropped"] = source.journal.dropped;
    json["loss"] = loss_of(source, story);
    json["events"] = events_of(source, story);
    json["damages"] = damages_of(source);
    json["nodes"] = nodes_of(source, story);
    json["reach"] = Json::array();
    for (const Reach& reach : source.reached) {
        json["reach"].push_back({{"event", reach.event.value()}, {"node", source.model.nodes[reach.node].name}});
    }
    json["entries"] = Json::array();
    for (const Entry& entry : story.entries) {
        json["entries"].push_back(entry_of(source.model, entry));
    }
    return json.dump(1) + "\n";
}

}  // namespace hadome
