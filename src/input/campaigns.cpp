#include "input/entry_reader.hpp"
#include "input/model_builder.hpp"

namespace hadome {
namespace {

/// An attack that stops a service from outside holds nothing from where it could move on, and is over when it ends;
/// one that gets in has no such end.
void check_kind(const Entry& row, bool floods, Diagnostics& diagnostics) {
    const std::string kind = row.text("kind");
    if (floods && row.has("lateral") && row.number("lateral") > 0.0) {
        diagnostics.add(row.where("lateral"), "lateral of a ddos", "it holds no node from where it could move on",
                        "leave it out, or choose another kind");
    }
    if (floods && !row.has("duration") && row.sound()) {
        diagnostics.add(row.where(), "campaign '" + row.text("id") + "' has no duration",
                        "a ddos hurts no longer than it lasts", "give duration, for example \"6 h\"");
    }
    if (!floods && row.has("duration") && row.sound()) {
        diagnostics.add(row.where("duration"), "duration of a campaign of kind " + kind,
                        "what it hurts stays hurt until it is mended", "leave it out, or write kind = \"ddos\"");
    }
}

/// Written out where it holds.
void fill_lateral(Entry& row, bool floods) {
    Datum& datum = row.datum("lateral");
    if (!row.has("lateral")) {
        const SourcePosition where = datum.where;
        fill_datum(floods ? "0" : "1", row.schema().fields[row.schema().position("lateral")], datum);
        datum.where = where;
    }
}

CampaignSpec read_campaign(Entry& row, Diagnostics& diagnostics) {
    CampaignSpec campaign;
    CampaignSource& source = campaign.source;
    source.name = row.text("id");
    source.label = read_label(row);
    source.kind = row.choice<CampaignKind>("kind");
    const bool floods = source.kind == CampaignKind::ddos && !row.text("kind").empty();
    check_kind(row, floods, diagnostics);
    fill_lateral(row, floods);
    source.rate = row.number("rate");
    source.attempts = static_cast<std::int32_t>(row.integer("targets"));
    source.lateral = row.number("lateral");
    source.containment = row.distribution("containment");
    if (row.has("duration")) {
        source.duration = row.distribution("duration");
    }
    source.damage = read_damage(row, diagnostics);
    campaign.success = row.number("success");
    campaign.displacement = row.number("displacement");
    campaign.functions = row.references<FunctionId>("functions");
    campaign.sectors = row.references<SectorId>("sectors");
    campaign.where = row.where();
    return campaign;
}

}  // namespace

void build_campaigns(Tables& tables, const NameIndex& names, ModelSpec& spec, Diagnostics& diagnostics) {
    for (Entry& row : tables.rows("campaign")) {
        spec.campaigns.push_back(read_campaign(row, diagnostics));
    }
    refuse_twins(tables, "cyber_target", {"function", "campaign"}, diagnostics);
    for (const Entry& row : tables.rows("cyber_target")) {
        spec.cyber_targets.push_back({row.reference<FunctionId>("function"), row.datum("campaign").reference,
                                      row.number("attractiveness"), row.choice<Split>("split"), row.number("success"),
                                      row.where()});
    }
    for (Entry& row : tables.rows("cyber_link")) {
        CyberLinkSpec link;
        link.from = row.reference<FunctionId>("from");
        link.to = row.reference<FunctionId>("to");
        read_scope(row, "scope", names, link.scope, link.named, diagnostics);
        link.probability = row.number("probability");
        link.delay = row.distribution("delay");
        link.where = row.where();
        spec.cyber_links.push_back(std::move(link));
    }
}

}  // namespace hadome
