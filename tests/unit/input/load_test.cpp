#include "input/load.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "input_files.hpp"

namespace hadome::test {
namespace {

using testing::HasSubstr;

const std::string rich_run = R"toml([run]
scenarios = 1e3
seed = 9223372036854775807
horizon = "365 d"
tail_levels = 0.99
[output]
embed_input = false
[model]
title = "quote \" backslash \\ tab \t 日本"
[[sector]]
id = "s"
ja = "分野"
[[area]]
id = "west"
seat = "B"
[[region]]
id = "A"
area = "west"
lat = 35.1
lon = 135.2
population = 1e6
product = "19730 GJPY/a"
[[region]]
id = "B"
area = "west"
lat = -0.0
lon = 0.1
[[function]]
id = "f"
sector = "s"
sites = "A.x=0.42; A.y = 0.58;B"
value = "250 MJPY/d"
value_split = "capacity"
source = "a; b"
confidence = "judgement"
note = "said so"
[[function]]
id = "g"
sector = "s"
sites = "area"
people = 0.5
[[dependency]]
consumer = "f"
supplier = "g"
scope = "named:B"
only_in = "A"
strength = 0.1
lag = "12 min"
buffer = "1.5 d"
buffer_kind = "per_site"
[[unintended]]
id = "u"
function = "f"
cause = "overload"
rate = "0.01 /d"
capacity_left = "uniform(low=0.1, high=0.7)"
detection = 0.25
restoration = { dist = "empirical", values = ["1 h", 2, "3 d"] }
[[platform]]
id = "p"
[[platform_use]]
platform = "p"
function = "g"
[[worm]]
id = "w"
platform = "p"
rate = 0.3
infection_rate = "1 /d"
containment = "pareto(smallest=1 h, shape=1.5)"
restoration = "normal(mean=3 d, sd=1 d)"
[[earthquake]]
id = "q"
type = "interface"
rate = "1 /a"
magnitude_low = 6
magnitude_high = 7.1
lat = 35
lon = 140
depth = "20000 m"
[[fragility]]
class = "c"
state = "slight"
median = 0.3
beta = 0.5
restoration = "weibull(scale=3 h, shape=0.7)"
[[fragility]]
class = "c"
measure = "pgv"
sites = "many"
state = "complete"
median = 0.9
beta = 0.5
restoration = "exponential(mean=90 d)"
[[function_fragility]]
function = "f"
class = "c"
)toml";

TEST(Load, DumpIsAFixedPoint) {
    const LoadedInput first = load_text(rich_run);
    const LoadedInput second = load_text(first.resolved);
    EXPECT_EQ(second.resolved, first.resolved);
    EXPECT_EQ(second.digest, first.digest);
    EXPECT_EQ(second.model.nodes.size(), first.model.nodes.size());
}

TEST(Load, DumpIsCanonical) {
    const std::string dump = load_text(rich_run).resolved;
    for (const char* line : {
             "scenarios = 1000\n",
             "seed = 9223372036854775807\n",
             "horizon = \"8760 h\"\n",
             "run_off = \"17520 h\"\n",
             "tail_levels = [0.99]\n",
             "embed_input = false\n",
             "title = \"quote \\\" backslash \\\\ tab \\u0009 日本\"\n",
             "ja = \"分野\"\n",
             "lat = 0\n",
             "product = \"19730000000000 JPY/a\"\n",
             "sites = [\"A.x=0.42\", \"A.y=0.58\", \"B=1\"]\n",
             "value = \"10416666.666666666 JPY/h\"\n",
             "confidence = \"judgement\"\n",
             "note = \"said so\"\n",
             "group = \"g\"\n",
             "lag = \"0.2 h\"\n",
             "buffer = \"36 h\"\n",
             "rate = \"3.65 /a\"\n",
             "restoration = \"empirical(values=1 h;2 h;72 h)\"\n",
             "lon2 = 140\n",
             "depth = \"20 km\"\n",
             "measure = \"pgv\"\n",
         }) {
        EXPECT_THAT(dump, HasSubstr(line));
    }
    EXPECT_THAT(dump, testing::Not(HasSubstr("pga"))) << "rows of one class share its keys";
}

TEST(Load, ReadsWhatItSays) {
    const LoadedInput input = load_text(rich_run);
    const Model& model = input.model;
    EXPECT_EQ(input.options.scenarios, 1000);
    EXPECT_EQ(input.options.seed, 9223372036854775807U);
    EXPECT_EQ(input.options.horizon, 8760 * ticks_per_hour);
    EXPECT_FALSE(input.options.embed_input);
    EXPECT_THAT(input.options.title, HasSubstr("日本"));
    ASSERT_EQ(model.nodes.size(), 4U);
    const Node& node = *model.nodes.begin();
    EXPECT_EQ(node.name, "f@A.x");
    EXPECT_EQ(node.value, std::llround(250e6 / 24.0 * 0.42 / 2.0 * 1000.0));
    ASSERT_EQ(model.groups.size(), 2U) << "only in A";
    const Group& group = *model.groups.begin();
    EXPECT_EQ(group.name, "f@A.x<-g");
    EXPECT_EQ(group.lag, ticks_per_hour / 5);
    EXPECT_TRUE(group.per_site);
    ASSERT_EQ(group.last_store - group.first_store, 1);
    EXPECT_EQ(model.stores[StoreId{group.first_store}].capacity, 36 * ticks_per_hour);
    ASSERT_EQ(model.unintended.size(), 1U);
    EXPECT_EQ(model.unintended[0].damage.restoration.table, (std::vector<double>{1.0, 2.0, 72.0}));
    EXPECT_EQ(model.fragilities.begin()->measure, IntensityMeasure::pgv);
    EXPECT_EQ(model.fragilities.begin()->sites, FragilityClass::Sites::many);
    EXPECT_DOUBLE_EQ(model.worms[0].infection_rate, 1.0 / 24.0);
    const auto function = std::find_if(model.bases.begin(), model.bases.end(),
                                       [](const Basis& basis) { return basis.table == "function"; });
    ASSERT_NE(function, model.bases.end());
    EXPECT_EQ(function->entry, "f");
    EXPECT_EQ(function->source, "a; b");
}

TEST(Load, TellsAllErrorsAtOnce) {
    const InputFiles files(Texts{{"run.toml", R"([run]
scenarios = -1
[model]
title = 3
[tables]
sector = "sectors.csv"
region = "none.csv"
function = "functions.csv"
)"},
                                 {"sectors.csv", "id\ns\ns\n"},
                                 {"functions.csv", "id,sector,people\nf,t,2\ng,s,x\n"}});
    const Diagnostics errors = files.errors();
    EXPECT_EQ(errors.items().size(), 8U) << text_of(errors);
    EXPECT_TRUE(std::is_sorted(errors.items().begin(), errors.items().end(), [](const auto& a, const auto& b) {
        return std::tie(a.where.file, a.where.line) < std::tie(b.where.file, b.where.line);
    }));
}

TEST(Load, AMissingTableMakesNoDanglingIds) {
    const InputFiles files(Texts{{"run.toml", small_run + "[tables]\nworm = \"none.csv\"\n"}});
    EXPECT_EQ(files.errors().items().size(), 1U) << text_of(files.errors());
    const InputFiles areas(Texts{{"run.toml", R"(run = { scenarios = 1, seed = 1 }
tables = { area = "none.csv" }
sector = [{ id = "s" }]
region = [{ id = "A", area = "west" }]
function = [{ id = "f", sector = "s", sites = "area" }]
)"}});
    EXPECT_EQ(areas.errors().items().size(), 1U) << text_of(areas.errors());
}

TEST(Load, TheSameModelInOtherFilesHasTheSameDigest) {
    const std::string run = "[run]\nscenarios = 10\nseed = 1\n";
    const std::string tables = "[[sector]]\nid = \"s\"\n[[function]]\nid = \"f\"\nsector = \"s\"\n";
    const std::string regions = "[[region]]\nid = \"A\"\nja = \"東\"\npopulation = 5\n[[region]]\nid = \"B\"\n";
    const std::string csv = "id,ja,population\nA,東,5\nB,,\n";
    const std::string digest = load_text(run + tables + regions).digest;
    const std::string named = "[tables]\nregion = \"r.csv\"\n";
    EXPECT_EQ(InputFiles(Texts{{"run.toml", run + tables + named}, {"r.csv", csv}}).load().digest, digest);
    EXPECT_EQ(InputFiles(Texts{{"run.toml", run + "model = \"m.toml\"\n"}, {"m.toml", tables + regions}}).load().digest,
              digest);
}

std::string with_crlf(const std::string& text) {
    std::string result;
    for (const char c : text) {
        result += c == '\n' ? std::string("\r\n") : std::string(1, c);
    }
    return result;
}

TEST(Load, LineEndsAndByteOrderMarksMakeNoDifference) {
    const std::string mark = "\xEF\xBB\xBF";
    const std::string run = small_run + "[tables]\nworm = \"w.csv\"\n";
    const std::string csv =
        "id,platform,rate,infection_rate,restoration,note\n"
        "w,p,1 /a,0.5 /h,\"lognormal(median=1 h, sigma=1)\",\"says \"\"so\"\", twice\"\n";
    const LoadedInput plain = InputFiles(Texts{{"run.toml", run}, {"w.csv", csv}}).load();
    EXPECT_THAT(plain.resolved, HasSubstr("note = \"says \\\"so\\\", twice\""));
    for (const auto& [prefix, convert] :
         {std::pair{mark, false}, std::pair{std::string(), true}, std::pair{mark, true}}) {
        const InputFiles files(Texts{{"run.toml", prefix + (convert ? with_crlf(run) : run)},
                                     {"w.csv", prefix + (convert ? with_crlf(csv) : csv)}});
        EXPECT_EQ(files.load().digest, plain.digest);
    }
}

TEST(Load, ColumnsCountBytes) {
    const InputFiles files(Texts{{"run.toml",
                                  "sector = [{ id = \"s\", ja = \"分野\", jaa = 1 }]\n"
                                  "run = { scenarios = 1, seed = 1 }\nregion = [{ id = \"A\" }]\n"
                                  "function = [{ id = \"f\", sector = \"s\" }]\n"}});
    const Diagnostics errors = files.errors();
    ASSERT_EQ(errors.items().size(), 1U);
    EXPECT_EQ(errors.items()[0].where.column, 38);
}

TEST(Load, CommandLineWinsAndShowsInTheDump) {
    const InputFiles files(Texts{{"run.toml", small_run}});
    const LoadedInput input = files.load({.scenarios = 77, .seed = 5});
    EXPECT_EQ(input.options.scenarios, 77);
    EXPECT_EQ(input.options.seed, 5U);
    EXPECT_THAT(input.resolved, HasSubstr("scenarios = 77\n"));
    EXPECT_NE(input.digest, files.load().digest);
    EXPECT_THAT(text_of(files.errors({.scenarios = std::int64_t{1} << 41})), HasSubstr("--scenarios: "));
}

TEST(Load, MissingRunFile) {
    const InputFiles files(Texts{});
    const Diagnostics errors = files.errors();
    ASSERT_EQ(errors.items().size(), 1U);
    EXPECT_THAT(errors.items()[0].text(), HasSubstr("No such file"));
}

TEST(Load, ShippedMinimalModel) {
    FileBundle files;
    const LoadedInput input = load_input(HADOME_SOURCE_DIR "/configs/minimal/run.toml", files, {});
    EXPECT_EQ(input.model.nodes.size(), 2U);
    EXPECT_EQ(input.model.stores.begin()->capacity, 6 * ticks_per_hour);
}

TEST(FileBundle, OtherRanksReadTheSameBytesWithoutDisk) {
    auto files = std::make_unique<InputFiles>(Texts{{"run.toml", small_run}});
    FileBundle bundle;
    const std::string path = files->path("run.toml");
    const std::string digest = load_input(path, bundle, {}).digest;
    files.reset();
    FileBundle sealed = FileBundle::from_bytes(bundle.to_bytes());
    EXPECT_EQ(load_input(path, sealed, {}).digest, digest);
    std::string why;
    EXPECT_FALSE(sealed.read("/etc/passwd", why));
    EXPECT_THAT(why, HasSubstr("not among"));
}

}  // namespace
}  // namespace hadome::test
