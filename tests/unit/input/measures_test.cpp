// Measures: what a model becomes with one of them, and what is said about those that make no sense.

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "input/candidates.hpp"
#include "input_files.hpp"

namespace hadome::test {
namespace {

using ::testing::HasSubstr;

/// Two regions; functions of two sectors; a grid with a platform, and hospitals that need it.
const std::string town = R"_(
run = { scenarios = 10, seed = 1 }
ranking = { candidates = "both" }
sector = [{ id = "power" }, { id = "medical" }]
region = [{ id = "A", population = 100, lat = 35, lon = 135 }, { id = "B", population = 300, lat = 36, lon = 135 }]
function = [
    { id = "grid", sector = "power" }, { id = "plant", sector = "power" },
    { id = "hospital", sector = "medical", value = "1 MJPY/h" }, { id = "clinic", sector = "medical", sites = ["A"] }]
platform = [{ id = "os" }]
platform_use = [{ platform = "os", function = "grid", patched = 0.25 }, { platform = "os", function = "clinic" }]
store = [{ id = "battery", capacity = "2 h", start_failure = 0.5 }]
dependency = [
    { consumer = "hospital", supplier = "grid", stores = ["battery"] },
    { consumer = "clinic", supplier = "grid", stores = ["battery"], strength = 0.5 },
    { consumer = "grid", supplier = "plant", buffer = "1 h" }]
crew_pool = [{ id = "linemen", crews = 3, functions = ["grid"] }, { id = "anyone", sectors = ["medical"] }]
unintended = [
    { id = "trip", function = "grid", cause = "equipment", rate = 4, rate_split = "population", restoration = "lognormal(median=4 h, sigma=1)" },
    { id = "slip", function = "hospital", cause = "operator_error", rate = 8, restoration = "2 h", detection = "1 h" },
    { id = "end", function = "plant", cause = "equipment", rate = 0.5, restoration = "never" }]
fragility = [
    { class = "box", state = "bent", median = 0.3, beta = 0.4, restoration = "1 d" },
    { class = "box", state = "broken", median = 0.6, beta = 0.4, restoration = "9 d" }]
function_fragility = [{ function = "grid", class = "box" }, { function = "plant", class = "box" }]
)_";

std::string change_row(const std::string& measure, const std::string& keys) {
    return "[[measure_change]]\nmeasure = \"" + measure + "\"\n" + keys + "\n";
}

/// The town with one measure of these changes; each a few lines of keys.
std::string with(const std::vector<std::string>& changes, const std::string& more = {}) {
    std::string text = town + "[[measure]]\nid = \"M\"\n";
    for (const std::string& change : changes) {
        text += change_row("M", change);
    }
    return text + more;
}

Model variant_of(const std::vector<std::string>& changes, const std::string& more = {}) {
    const LoadedInput input = load_text(with(changes, more));
    EXPECT_EQ(input.variants.size(), 1U);
    return input.variants.front().model;
}

const UnintendedProcess& process_at(const Model& model, const std::string& node) {
    const auto found =
        std::find_if(model.unintended_processes.begin(), model.unintended_processes.end(),
                     [&](const UnintendedProcess& process) { return model.nodes[process.node].name == node; });
    return *found;
}

const Group& group_of(const Model& model, const std::string& name) {
    return *std::find_if(model.groups.begin(), model.groups.end(),
                         [&](const Group& group) { return group.name == name; });
}

Tick first_capacity(const Model& model, const std::string& group) {
    return model.stores[StoreId{group_of(model, group).first_store}].capacity;
}

constexpr Tick hour = ticks_per_hour;

TEST(Measures, ScaleARateEverywhere) {
    const Model model = variant_of({R"_(parameter = "unintended.rate"
operation = "scale"
value = 0.5
functions = ["grid"])_"});
    EXPECT_DOUBLE_EQ(process_at(model, "grid@A").rate, 0.5);
    EXPECT_DOUBLE_EQ(process_at(model, "grid@B").rate, 1.5);
    EXPECT_DOUBLE_EQ(process_at(model, "hospital@A").rate, 8);
}

TEST(Measures, ScaleARateInOneRegionAndLeaveTheOthersAndAllNames) {
    const LoadedInput input = load_text(with({R"_(parameter = "unintended.rate"
operation = "scale"
value = 0.5
regions = ["B"])_"}));
    const Model& model = input.variants.front().model;
    for (const UnintendedProcess& before : input.model.unintended_processes) {
        const UnintendedProcess& after = process_at(model, input.model.nodes[before.node].name);
        const bool in_b = model.nodes[after.node].name.ends_with("@B");
        EXPECT_DOUBLE_EQ(after.rate, in_b ? before.rate / 2 : before.rate) << model.nodes[after.node].name;
        EXPECT_EQ(after.hash, before.hash);
    }
    EXPECT_EQ(model.unintended_processes.size(), input.model.unintended_processes.size());
}

TEST(Measures, SelectBySectorPlatformEntryAndWord) {
    const auto rates = [](const std::string& selector) {
        const Model model =
            variant_of({"parameter = \"unintended.rate\"\noperation = \"scale\"\nvalue = 0\n" + selector});
        std::string zero;
        for (const char* node : {"grid@A", "plant@A", "hospital@A"}) {
            zero += process_at(model, node).rate == 0.0 ? node[0] : '-';
        }
        return zero;
    };
    EXPECT_EQ(rates("sectors = [\"power\"]"), "gp-");
    EXPECT_EQ(rates("platforms = [\"os\"]"), "g--");
    EXPECT_EQ(rates("entries = [\"slip\", \"end\"]"), "-ph");
    EXPECT_EQ(rates("where = [\"cause=equipment\"]"), "gp-");
    EXPECT_EQ(rates("where = [\"cause=equipment\"]\nsectors = [\"power\"]\nfunctions = [\"plant\"]"), "-p-");
    EXPECT_EQ(rates(""), "gph");
}

TEST(Measures, LiftEveryoneToAStandard) {
    const Model model = variant_of({R"_(parameter = "store.capacity"
operation = "at_least"
value = "72 h")_",
                                    R"_(parameter = "dependency.buffer"
operation = "at_least"
value = "30 min")_",
                                    R"_(parameter = "platform_use.patched"
operation = "at_least"
value = 0.5)_"});
    EXPECT_EQ(first_capacity(model, "hospital@A<-grid"), 72 * hour);
    EXPECT_EQ(first_capacity(model, "grid@A<-plant"), hour) << "was better";
    for (const Exposure& exposure : model.exposures) {
        EXPECT_EQ(exposure.patched, std::uint64_t{1} << 63);
    }
}

TEST(Measures, ASharedStoreIsChangedForTheSelectedFunctionsAlone) {
    const LoadedInput input = load_text(with({R"_(parameter = "store.capacity"
operation = "add"
value = "1 h"
functions = ["hospital"]
regions = ["A"])_",
                                              R"_(parameter = "store.start_failure"
operation = "scale"
value = 0
entries = ["battery"]
functions = ["hospital"])_"}));
    const Model& model = input.variants.front().model;
    EXPECT_EQ(first_capacity(model, "hospital@A<-grid"), 3 * hour);
    EXPECT_EQ(first_capacity(model, "hospital@B<-grid"), 2 * hour);
    EXPECT_EQ(first_capacity(model, "clinic@A<-grid"), 2 * hour);
    const auto failure = [&](const std::string& group) {
        return model.stores[StoreId{group_of(model, group).first_store}].start_failure;
    };
    EXPECT_EQ(failure("hospital@A<-grid"), 0U);
    EXPECT_EQ(failure("hospital@B<-grid"), 0U);
    EXPECT_GT(failure("clinic@A<-grid"), 0U);
    for (const Group& before : input.model.groups) {
        const Group& after = group_of(model, before.name);
        EXPECT_EQ(after.hash, before.hash);
        EXPECT_EQ(model.stores[StoreId{after.first_store}].hash, input.model.stores[StoreId{before.first_store}].hash);
    }
}

TEST(Measures, AFragilityClassIsChangedForTheSelectedFunctionsAlone) {
    const LoadedInput input = load_text(with({R"_(parameter = "fragility.median"
operation = "scale"
value = 2
functions = ["grid"]
regions = ["B"]
where = ["state=broken"])_"}));
    const Model& model = input.variants.front().model;
    ASSERT_EQ(model.fragilities.size(), 2U);
    EXPECT_EQ(model.fragilities[FragilityId{0}].hash, model.fragilities[FragilityId{1}].hash);
    EXPECT_EQ(model.fragilities[FragilityId{0}].states[1].median, 0.6);
    EXPECT_EQ(model.fragilities[FragilityId{1}].states[0].median, 0.3);
    EXPECT_EQ(model.fragilities[FragilityId{1}].states[1].median, 1.2);
    ASSERT_EQ(model.function_fragilities.size(), 3U);
    const auto& links = model.function_fragilities;
    EXPECT_EQ(links[0].fragility, FragilityId{1});
    EXPECT_EQ(links[0].only_in, OnlyIn{RegionId{1}});
    EXPECT_EQ(links[1].fragility, FragilityId{0});
    EXPECT_EQ(links[1].only_in, OnlyIn{RegionId{0}});
    EXPECT_EQ(links[2].fragility, FragilityId{0});
}

TEST(Measures, ChangeDistributions) {
    const Model model = variant_of({R"_(parameter = "unintended.restoration"
operation = "scale"
value = 0.5
entries = ["trip"])_",
                                    R"_(parameter = "unintended.restoration"
operation = "at_most"
value = "1 h"
entries = ["slip", "end"])_",
                                    R"_(parameter = "unintended.detection"
operation = "add"
value = "-30 min"
entries = ["slip"])_",
                                    R"_(parameter = "unintended.capacity_left"
operation = "set"
value = "uniform(low=0.5, high=1)"
entries = ["slip"])_"});
    const auto& trip = model.unintended[0].damage.restoration;
    EXPECT_EQ(trip.a, 2.0);
    EXPECT_EQ(trip.b, 1.0);
    EXPECT_EQ(model.unintended[1].damage.restoration, Distribution::fixed(1.0));
    EXPECT_EQ(model.unintended[1].damage.detection, Distribution::fixed(0.5));
    EXPECT_EQ(model.unintended[1].damage.capacity_left.kind, Distribution::Kind::uniform);
    EXPECT_FALSE(model.unintended[2].damage.permanent);
    EXPECT_EQ(model.unintended[2].damage.restoration, Distribution::fixed(1.0));
}

TEST(Measures, ALawIsBroughtToALevelByItsMedian) {
    const Model model = variant_of({R"_(parameter = "unintended.restoration"
operation = "at_most"
value = "1 h"
entries = ["trip"])_"});
    EXPECT_EQ(model.unintended[0].damage.restoration.a, 1.0);
    EXPECT_EQ(model.unintended[0].damage.restoration.b, 1.0);
}

TEST(Measures, MoreCrewsAreWholeOnes) {
    const Model model = variant_of({R"_(parameter = "crew_pool.crews"
operation = "scale"
value = 1.5)_"});
    EXPECT_EQ(model.crew_pools[CrewPoolId{0}].crews, 5);  // 4.5, halves up
}

TEST(Measures, SetWords) {
    const Model model = variant_of({R"_(parameter = "dependency.combine"
operation = "set"
value = "any"
functions = ["hospital"])_",
                                    R"_(parameter = "crew_pool.crews"
operation = "set"
value = 7
entries = ["anyone"])_"});
    EXPECT_EQ(group_of(model, "hospital@B<-grid").combine, Combine::any);
    EXPECT_EQ(group_of(model, "clinic@A<-grid").combine, Combine::mean);
    EXPECT_EQ(model.crew_pools[CrewPoolId{1}].crews, 7);
}

const std::string second_supplier = R"_(
[[dependency]]
consumer = "hospital"
supplier = "plant"
group = "grid"
combine = "any"
stores = ["battery"]
added_by = "M"
)_";

TEST(Measures, ASupplierIsAddedByARowThatOnlyTheMeasureHas) {
    // The town as arrays of tables, to which a row can be appended.
    const LoadedInput plain = load_text(with({}));
    std::string text = load_text(with({R"_(parameter = "dependency.combine"
operation = "set"
value = "any"
functions = ["hospital"])_"}))
                           .resolved;
    const LoadedInput input = load_text(text + second_supplier);
    EXPECT_EQ(input.model.suppliers.size(), plain.model.suppliers.size());
    const Model& model = input.variants.front().model;
    EXPECT_EQ(model.suppliers.size(), plain.model.suppliers.size() + 2);
    EXPECT_EQ(group_of(model, "hospital@A<-grid").hash, group_of(input.model, "hospital@A<-grid").hash);
    EXPECT_EQ(load_text(input.resolved).resolved, input.resolved);
    EXPECT_EQ(load_text(input.resolved).variants.front().model.suppliers.size(), model.suppliers.size());
}

TEST(Measures, AMeasureThatChangesNothingDividesAndDoublesNothing) {
    for (const char* change :
         {"parameter = \"unintended.rate\"\noperation = \"scale\"\nvalue = 1\nregions = [\"A\"]",
          "parameter = \"store.capacity\"\noperation = \"at_least\"\nvalue = 1\nfunctions = [\"clinic\"]",
          "parameter = \"fragility.median\"\noperation = \"add\"\nvalue = 0\nregions = [\"A\"]",
          "parameter = \"dependency.strength\"\noperation = \"at_most\"\nvalue = 1\nregions = [\"A\"]"}) {
        const LoadedInput input = load_text(with({change}));
        const Variant& variant = input.variants.front();
        EXPECT_EQ(variant.draws, Variant::Draws::same) << change;
        EXPECT_EQ(variant.model.unintended.size(), input.model.unintended.size()) << change;
        EXPECT_EQ(variant.model.fragilities.size(), input.model.fragilities.size()) << change;
        EXPECT_EQ(variant.model.function_fragilities.size(), input.model.function_fragilities.size()) << change;
    }
}

TEST(Measures, AreCandidatesWithTheirCost) {
    const std::string measure = R"_(
[[measure]]
id = "wall"
en = "A wall"
ja = "壁"
payer = "the town"
payer_sectors = ["power"]
capex = "100 MJPY"
opex = "2 MJPY/a"
life = "20 a"
lead_time = "3 a"
)_";
    const LoadedInput input = load_text(town + measure);
    const std::vector<Candidate> candidates = candidates_of(input);
    ASSERT_EQ(candidates.size(), 5U);
    EXPECT_EQ(first_measure(input), 4U);
    const Candidate& wall = candidates.back();
    EXPECT_EQ(wall.kind, Candidate::Kind::measure);
    EXPECT_EQ(wall.label.ja, "壁");
    EXPECT_EQ(wall.payer, "the town");
    // 100 x 0.04 / (1 - 1.04^-20) = 7.358175...
    EXPECT_NEAR(annual_cost(input.variants.front().measure, input.options.discount_rate), 2e6 + 7.3581750328e6, 1.0);
    EXPECT_EQ(input.variants.front().measure.lead_time, 3.0);
    EXPECT_EQ(input.variants.front().measure.payer_sectors, std::vector<SectorId>{SectorId{0}});
}

TEST(Measures, WithoutDiscountCapitalIsSpreadEvenly) {
    Measure measure;
    measure.capital_cost = 100;
    measure.operating_cost = 1;
    measure.life = 8;
    EXPECT_EQ(annual_cost(measure, 0.0), 13.5);
    EXPECT_NEAR(annual_cost(measure, 1e-12), 13.5, 1e-9);
    EXPECT_NEAR(annual_cost(measure, 0.04), 1 + 100 * 0.04 / (1 - std::pow(1.04, -8)), 1e-12);
}

/// The first error of a change; "line:column: text" of the place marked by the change's own text.
std::string error_of(const std::string& change, const std::string& more = {}) {
    const InputFiles files({{"run.toml", with({change}, more)}});
    const Diagnostics errors = files.errors();
    return errors.empty() ? "" : text_of(errors);
}

std::string scale_by(const std::string& parameter, const std::string& value, const std::string& selectors = {}) {
    return "parameter = \"" + parameter + "\"\noperation = \"scale\"\nvalue = " + value + "\n" + selectors;
}

TEST(Measures, SaysWhatIsWrongWithAChange) {
    const std::vector<std::pair<std::string, std::string>> mistakes{
        {scale_by("unintended.rat", "2"), "no parameter 'rat'"},
        {scale_by("unintended.rat", "2"), "did you mean 'rate'?"},
        {scale_by("unintended.id", "2"), "no parameter 'id'"},
        {scale_by("unintended.function", "2"), "no parameter 'function'"},
        {scale_by("unintendet.rate", "2"), "did you mean 'unintended'?"},
        {scale_by("measure.capex", "2"), "no table 'measure' that a measure can change"},
        {scale_by("rate", "2"), "'rate' is not a table and a key of it"},
        {scale_by("unintended.cause", "2"), "scale of 'cause'; the key holds no figure"},
        {scale_by("unintended.rate", "-1"), "value: negative figure -1"},
        {scale_by("unintended.rate", "\"2 h\""), "value: '2 h' is not a number"},
        {scale_by("unintended.rate", "1e6"), "rate of unintended 'slip' leaves its range"},
        {scale_by("platform_use.exposure", "2"), "exposure of platform_use 'os' / 'clinic' leaves its range"},
        {scale_by("unintended.rate", "2", "functions = [\"gird\"]"), "there is no function 'gird'"},
        {scale_by("unintended.rate", "2", "entries = [\"trap\"]"), "entries: there is no unintended 'trap'"},
        {scale_by("unintended.rate", "2", "where = [\"cause\"]"), "where: 'cause' is not a pair"},
        {scale_by("unintended.rate", "2", "where = [\"because=x\"]"), "where: table 'unintended' has no key 'because'"},
        {scale_by("unintended.rate", "2", "where = [\"rate=4\"]"), "where: 'rate' of table 'unintended' holds no word"},
        {scale_by("unintended.rate", "2", "where = [\"cause=overload\"]"), "no row of table 'unintended' is changed"},
        {scale_by("unintended.rate", "2", "functions = [\"clinic\"]"), "no row of table 'unintended' is changed"},
        {scale_by("dependency.strength", "2", "entries = [\"x\"]"),
         "entries of table 'dependency'; its rows have no id"},
        {scale_by("crew_pool.crews", "2", "entries = [\"anyone\"]"), "no row of table 'crew_pool' is changed"},
        {scale_by("crew_pool.crews", "2", "regions = [\"A\"]"), "crew_pool 'linemen' holds in other regions as well"},
        {scale_by("function.value", "2", "functions = [\"hospital\"]\nregions = [\"A\"]"),
         "function 'hospital' holds in other regions as well"},
        {scale_by("aftershocks.productivity", "2"), "the model has no figure for 'aftershocks.productivity'"},
        {scale_by("aftershocks.productivity", "2", "regions = [\"A\"]"), "regions of table 'aftershocks'"},
        {"parameter = \"unintended.restoration\"\noperation = \"add\"\nvalue = \"1 h\"\nentries = [\"trip\"]",
         "add to restoration of unintended 'trip', a distribution of kind lognormal"},
        {"parameter = \"dependency.combine\"\noperation = \"set\"\nvalue = \"some\"", "unknown word 'some'"},
        {"parameter = \"dependency.combine\"\noperation = \"set\"\nvalue = \"k_of_n\"",
         "with measure 'M': k is missing"},
        {"parameter = \"store.refilled_by\"\noperation = \"set\"\nvalue = \"gird\"",
         "with measure 'M': refilled_by: there is no function 'gird'"},
        {"parameter = \"dependency.stores\"\noperation = \"set\"\nvalue = [1]", "a figure or text"},
    };
    for (const auto& [change, words] : mistakes) {
        const std::string said = error_of(change);
        EXPECT_THAT(said, HasSubstr(words)) << change;
        EXPECT_THAT(said, HasSubstr("run.toml:")) << change;
        EXPECT_THAT(said, ::testing::Not(HasSubstr("run.toml:0"))) << change;
    }
}

TEST(Measures, AnErrorStandsAtTheChangeThatMakesIt) {
    const std::string change = scale_by("unintended.rate", "1e6", "entries = [\"trip\"]");
    const InputFiles files({{"run.toml", with({change})}});
    const Diagnostics errors = files.errors();
    ASSERT_EQ(errors.items().size(), 1U) << text_of(errors);
    const std::string text = with({change});
    const auto at = text.find("value = 1e6");
    EXPECT_EQ(errors.items().front().where.line,
              1 + std::count(text.begin(), text.begin() + static_cast<long>(at), '\n'));
    EXPECT_EQ(errors.items().front().where.column, 9);
}

TEST(Measures, SaysWhatIsWrongWithMeasures) {
    const auto said = [](const std::string& text) { return text_of(InputFiles({{"run.toml", text}}).errors()); };
    EXPECT_THAT(said(town), HasSubstr("candidates: the model has no measure"));
    EXPECT_THAT(said(town + "[[measure]]\nid = \"grid\"\n"), HasSubstr("measure 'grid' is called like a function"));
    EXPECT_THAT(said(town + "[[measure]]\nid = \"M\"\ncapex = 1\n"), HasSubstr("measure 'M' has capex and no life"));
    EXPECT_THAT(said(town + "[[measure]]\nid = \"M\"\n" + change_row("N", scale_by("unintended.rate", "1"))),
                HasSubstr("measure: there is no measure 'N'"));
    EXPECT_THAT(said(load_text(with({})).resolved + second_supplier + "[[worm]]\nadded_by = \"N\"\nid = \"w\"\n" +
                     "platform = \"os\"\nrate = 1\ninfection_rate = 1\nrestoration = 1\n"),
                HasSubstr("added_by: there is no measure 'N'"));
}

}  // namespace
}  // namespace hadome::test
