#include <nlohmann/json.hpp>
#include <ostream>

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
        case SourceKind::platform_defect: return model.platform_defects.at(place).name;
        case SourceKind::worm: return model.worms.at(place).name;
        case SourceKind::campaign: return model.campaigns.at(place).name;
        case SourceKind::earthquake:
        case SourceKind::aftershock: return model.earthquakes.at(place).name;
        case SourceKind::tsunami: return model.tsunamis.at(place).name;
        case SourceKind::storm: return model.storms.at(place).name;
        case SourceKind::event_set: return model.event_sets.at(place).name;
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
    json["start_failed"] = !reason.failed.empty();
    return json;
}

/// Stores have no names of their own: the group, the place in its chain and what fills it tell which it is.
Json store_of(const Model& model, const StoryEntry& entry) {
    const GroupId group = entry.reasons.front().group;
    const GroupId refill = model.stores[entry.store].refilled_by;
    Json json;
    json["group"] = model.groups[group].name;
    json["place"] = entry.store.value() - model.groups[group].first_store + 1;
    json["refilled_by"] =
        refill.valid() ? Json(model.functions[model.nodes[model.suppliers_of(refill).front().node].function].name)
                       : Json(nullptr);
    return json;
}

Json entry_of(const Model& model, const StoryEntry& entry) {
    Json json;
    json["time"] = entry.time;
    json["kind"] = name_of(entry.kind);
    json["node"] = model.nodes[entry.node].name;
    json["event"] = index_or_null(entry.event);
    json["damage"] = index_or_null(entry.damage);
    if (entry.store.valid()) {
        json["store"] = store_of(model, entry);
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

Json event_of(const StorySource& source, const EventAccount& account) {
    const Event& event = source.scenario.events[account.event];
    Json json;
    json["event"] = account.event.value();
    json["threat"] = name_of(event.threat);
    json["source_kind"] = name_of(event.kind);
    json["source"] = source_name(source.model, event);
    json["onset"] = event.onset;
    json["magnitude"] = event.magnitude != 0.0 ? Json(event.magnitude) : Json(nullptr);
    json["hit"] = account.hit;
    json["reached"] = account.reached;
    json["loss"] = account.loss;
    return json;
}

Json damage_of(const StorySource& source, DamageId id) {
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
        json["stages"].push_back(
            {{"until", stage.until >= never ? Json(nullptr) : Json(stage.until)}, {"deficit", stage.deficit.raw()}});
    }
    return json;
}

Json node_of(const StorySource& source, const NodeAccount& account) {
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
    json["deficit_at_end"] = account.at_end.raw();
    json["episodes"] = account.episodes;
    // May be more than 64 bits hold: whole milliseconds at full deficit and the rest.
    json["deficit_ms"] = static_cast<std::int64_t>(account.deficit_ticks / Fixed::one_raw);
    json["deficit_rest"] = static_cast<std::int64_t>(account.deficit_ticks % Fixed::one_raw);
    json["loss"] = account.loss;
    return json;
}

Json sector_of(const StorySource& source, const Story& story, SectorId id) {
    return {{"sector", source.model.sectors[id].name},
            {"label", labels(source.model.sectors[id].label)},
            {"loss", story.by_sector[id]}};
}

Json share_of(const StorySource& source, const LossShare& share) {
    return {{"node", source.model.nodes[share.node].name},
            {"damage", share.cause.value()},
            {"event", source.scenario.damages[share.cause].event.value()},
            {"loss", share.loss}};
}

/// Puts one document together as text.
class Writer {
public:
    explicit Writer(std::ostream& out) : out_{out} {}

    void begin(const char* key) {
        item();
        out_ << Json(key).dump() << ": {";
        fresh_ = true;
    }
    void end() {
        out_ << '}';
        fresh_ = false;
    }
    void put(const char* key, const Json& value) {
        item();
        out_ << Json(key).dump() << ": " << value.dump();
    }
    /// \param json_of an item of the list to its JSON
    template <class List, class JsonOf>
    void put_list(const char* key, const List& list, const JsonOf& json_of) {
        item();
        out_ << Json(key).dump() << ": [";
        fresh_ = true;
        for (const auto& one : list) {
            item();
            out_ << json_of(one).dump();
        }
        out_ << ']';
        fresh_ = false;
    }

private:
    void item() {
        out_ << (fresh_ ? "\n" : ",\n");
        fresh_ = false;
    }

    std::ostream& out_;
    bool fresh_ = true;
};

void put_loss(Writer& writer, const StorySource& source, const Story& story) {
    writer.begin("loss");
    writer.put("total", story.total);
    writer.put("it_caused", story.it_caused);
    writer.put("direct", story.direct);
    writer.put_list("by_sector", ids_of(story.by_sector), [&](SectorId id) { return sector_of(source, story, id); });
    writer.put_list("parts", story.shares, [&](const LossShare& share) { return share_of(source, share); });
    writer.end();
}

}  // namespace

void write_story_as_json(std::ostream& out, const StorySource& source, const Story& story, std::uint64_t seed,
                         const std::string& input_digest) {
    Writer writer(out);
    out << '{';
    writer.put("format", "hadome-replay");
    writer.put("format_version", 1);
    writer.put("hadome_version", version);
    writer.put("git_sha", git_sha);
    writer.put("input_digest", input_digest);
    writer.put("seed", seed);
    writer.put("scenario", source.scenario.number);
    writer.put("units", {{"time", "ms"}, {"deficit", "2^-36"}, {"loss", "JPY"}});
    writer.put("end", source.journal.end);
    writer.put("stuck", source.journal.stuck);
    writer.put("dropped", source.journal.dropped);
    put_loss(writer, source, story);
    writer.put_list("events", story.events, [&](const EventAccount& account) { return event_of(source, account); });
    std::vector<DamageId> damages;
    for (const DamageId id : ids_of(source.scenario.damages)) {
        if (source.journal.happened(id)) {
            damages.push_back(id);
        }
    }
    writer.put_list("damages", damages, [&](DamageId id) { return damage_of(source, id); });
    writer.put_list("nodes", story.nodes, [&](const NodeAccount& account) { return node_of(source, account); });
    writer.put_list("reach", source.reached, [&](const Reach& reach) {
        return Json{{"event", reach.event.value()}, {"node", source.model.nodes[reach.node].name}};
    });
    writer.put_list("entries", story.entries, [&](const StoryEntry& entry) { return entry_of(source.model, entry); });
    out << "}\n";
}

}  // namespace hadome
