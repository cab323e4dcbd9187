// What seasons, staffing, years that differ, defective releases and couplings come to in the model.

#include <gmock/gmock.h>

#include <map>

#include "input_files.hpp"

namespace hadome::test {
namespace {

using testing::HasSubstr;

const std::string options = R"toml([run]
scenarios = 10
seed = 1
starts = "fri 18:00"
starts_on = "03-30"
)toml";

const std::string model_text = R"toml([[coupling]]
id = "disaster_unintended"
factor = 3
lasts = "7 d"
source = "a survey"
confidence = "sourced"
[[coupling]]
id = "disaster_cyber"
factor = 2
lasts = "30 d"
regions = 4
confidence = "judgement"
[[coupling]]
id = "cyber_unintended"
factor = 1.5
lasts = "12 h"
[[coupling]]
id = "degraded_unintended"
factor = 5
[[sector]]
id = "s"
staffing = 1.5
[[region]]
id = "A"
[[season]]
id = "changes"
dates = ["month-end", "04-01"]
factor = 4
[[season]]
id = "freeze"
dates = "12-29..01-03; aug"
factor = 0
otherwise = 2
[[season]]
id = "changes"
dates = ["03-31..04-02"]
factor = 2
[[function]]
id = "f"
sector = "s"
staffing = 2
[[platform]]
id = "os"
[[platform_use]]
platform = "os"
function = "f"
[[unintended]]
id = "change"
function = "f"
cause = "failed_change"
rate = 10
season = "changes"
rate_cv = 0.5
restoration = "1 h"
[[unintended]]
id = "plain"
function = "f"
cause = "equipment"
rate = 10
restoration = "1 h"
[[platform_defect]]
id = "release"
ja = "更新"
platform = "os"
rate = 0.2
share = 0.25
season = "freeze"
rate_cv = 2
damage = "ot"
restoration = "lognormal(median=8 h, sigma=1)"
)toml";

constexpr Tick day = 24 * ticks_per_hour;

TEST(CouplingsInput, DumpIsAFixedPoint) {
    const LoadedInput first = load_text(options + model_text);
    EXPECT_EQ(load_text(first.resolved).resolved, first.resolved);
    for (const char* line : {"starts_on = \"03-30\"\n",
                             "id = \"disaster_unintended\"\nfactor = 3\nlasts = \"168 h\"\nsource = \"a "
                             "survey\"\nconfidence = \"sourced\"\n",
                             "lasts = \"720 h\"\nregions = 4\nconfidence = \"judgement\"\n", "factor = 1.5\n",
                             "id = \"degraded_unintended\"\nfactor = 5\n", "staffing = 1.5\n", "staffing = 2\n",
                             "dates = [\"month-end\", \"04-01\"]\n", "dates = [\"12-29..01-03\", \"aug\"]\n",
                             "otherwise = 2\n", "season = \"changes\"\n", "rate_cv = 0.5\n", "share = 0.25\n",
                             "couplings = [\"disaster_unintended\", \"disaster_cyber\", \"cyber_unintended\", "
                             "\"degraded_unintended\"]\n"}) {
        EXPECT_THAT(first.resolved, HasSubstr(line));
    }
    const LoadedInput none = load_text(options + "couplings = []\n" + model_text);
    EXPECT_EQ(load_text(none.resolved).resolved, none.resolved);
}

TEST(CouplingsInput, CouplingsThatTheRunFileLeavesOnHold) {
    const Couplings all = load_text(options + model_text).model.couplings;
    EXPECT_EQ(all.disaster_unintended.factor, 3.0);
    EXPECT_EQ(all.disaster_unintended.lasts, 7 * day);
    EXPECT_EQ(all.disaster_cyber.factor, 2.0);
    EXPECT_EQ(all.disaster_cyber.lasts, 30 * day);
    EXPECT_EQ(all.disaster_cyber_regions, 4);
    EXPECT_EQ(all.cyber_unintended.factor, 1.5);
    EXPECT_EQ(all.cyber_unintended.lasts, day / 2);
    EXPECT_EQ(all.degraded_unintended, 5.0);
    EXPECT_EQ(all.highest_unintended(), 5.0);
    const Couplings some =
        load_text(options + "couplings = [\"degraded_unintended\", \"disaster_cyber\"]\n" + model_text).model.couplings;
    EXPECT_FALSE(some.disaster_unintended.on());
    EXPECT_TRUE(some.disaster_cyber.on());
    EXPECT_FALSE(some.cyber_unintended.on());
    EXPECT_EQ(some.degraded_unintended, 5.0);
    const Couplings none = load_text(options + "couplings = []\n" + model_text).model.couplings;
    EXPECT_EQ(none.highest_unintended(), 1.0);
    EXPECT_EQ(none.highest_cyber(), 1.0);
    const Couplings absent = load_text(small_run).model.couplings;
    EXPECT_EQ(absent.highest_unintended(), 1.0);
    EXPECT_EQ(absent.highest_cyber(), 1.0);
    EXPECT_EQ(absent.disaster_cyber_regions, 1);
}

TEST(CouplingsInput, EachCouplingHasItsSourceAndConfidence) {
    const Model model = load_text(options + model_text).model;
    std::map<std::string, Basis> bases;
    for (const Basis& basis : model.bases) {
        if (basis.table == "coupling") {
            bases[basis.entry] = basis;
        }
    }
    ASSERT_EQ(bases.size(), 4U);
    EXPECT_EQ(bases["disaster_unintended"].source, "a survey");
    EXPECT_EQ(bases["disaster_unintended"].confidence, "sourced");
    EXPECT_EQ(bases["disaster_cyber"].confidence, "judgement");
    EXPECT_EQ(bases["degraded_unintended"].source, "");
}

TEST(CouplingsInput, StaffingOfSectorAndFunctionMultiply) {
    const Model model = load_text(options + model_text).model;
    EXPECT_EQ(model.unintended_processes[0].rate, 30.0);
    EXPECT_EQ(model.unintended_processes[1].rate, 10.0);
}

TEST(CouplingsInput, SeasonsBeginWhereTheScenarioDoes) {
    const Model model = load_text(options + model_text).model;
    ASSERT_EQ(model.seasons.size(), 2U);
    const Season& changes = model.seasons[SeasonId{0}];
    EXPECT_EQ(changes.name, "changes");
    EXPECT_EQ(model.unintended[0].shape.season, SeasonId{0});
    EXPECT_EQ(model.unintended[0].shape.cv, 0.5);
    EXPECT_FALSE(model.unintended[1].shape.season.valid());
    EXPECT_EQ(model.unintended[1].shape.cv, 0.0);
    // Twelve month ends and 1 April of 4, 2 April of 2, where days are shared the larger; 351 other days of 1.
    const double mean = (13 * 4.0 + 2.0 + 351.0) / 365.0;
    const Tick six = 6 * ticks_per_hour;  // from 18:00 to midnight
    EXPECT_NEAR(changes.at(0), 1.0 / mean, 1e-12) << "30 March";
    EXPECT_NEAR(changes.at(six - 1), 1.0 / mean, 1e-12);
    EXPECT_NEAR(changes.at(six), 4.0 / mean, 1e-12) << "31 March, a month end";
    EXPECT_NEAR(changes.at(six + day), 4.0 / mean, 1e-12) << "1 April";
    EXPECT_NEAR(changes.at(six + 2 * day), 2.0 / mean, 1e-12) << "2 April";
    EXPECT_NEAR(changes.at(six + 3 * day), 1.0 / mean, 1e-12);
    EXPECT_NEAR(changes.at(six + 364 * day), 1.0 / mean, 1e-12) << "30 March of the next year, until 18:00";
    EXPECT_NEAR(changes.highest(), 4.0 / mean, 1e-12);
    const Season& freeze = model.seasons[SeasonId{1}];
    EXPECT_EQ(freeze.at(six + (31 + 30 + 31 + 30 + 31) * day), 0.0) << "31 August";
    EXPECT_GT(freeze.at(six + (31 + 30 + 31 + 30 + 31 + 1) * day), 1.0) << "1 September";
    for (const Season& season : model.seasons) {
        double integral = 0.0;
        for (std::size_t i = 0; i < season.pieces.size(); ++i) {
            const Tick end = i + 1 < season.pieces.size() ? season.pieces[i + 1].from : ticks_per_year;
            EXPECT_LT(season.pieces[i].from, end);
            integral += season.pieces[i].factor * static_cast<double>(end - season.pieces[i].from);
        }
        EXPECT_EQ(season.pieces.front().from, 0);
        EXPECT_NEAR(integral / static_cast<double>(ticks_per_year), 1.0, 1e-12);
    }
}

TEST(CouplingsInput, DefectiveReleases) {
    const Model model = load_text(options + model_text).model;
    ASSERT_EQ(model.platform_defects.size(), 1U);
    const PlatformDefect& defect = model.platform_defects[0];
    EXPECT_EQ(defect.name, "release");
    EXPECT_EQ(defect.label.en, "release");
    EXPECT_EQ(defect.label.ja, "更新");
    EXPECT_EQ(defect.platform, PlatformId{0});
    EXPECT_EQ(defect.rate, 0.2);
    EXPECT_EQ(defect.share, 0.25);
    EXPECT_EQ(defect.shape.season, SeasonId{1});
    EXPECT_EQ(defect.shape.cv, 2.0);
    EXPECT_EQ(defect.damage.kind, DamageKind::ot);
    EXPECT_NE(defect.hash, 0U);
}

TEST(CouplingsInput, EventsAreCountedAtTheHighestRateThatCanHold) {
    const auto errors = [](const std::string& more) {
        return text_of(InputFiles(Texts{{"run.toml", small_run + more}}).errors());
    };
    const std::string cause =
        "[[unintended]]\nid = \"u\"\nfunction = \"f\"\ncause = \"equipment\"\nrate = 1e6\nrestoration = \"1 h\"\n";
    EXPECT_EQ(errors(cause), "");
    EXPECT_THAT(errors("[[coupling]]\nid = \"degraded_unintended\"\nfactor = 3\n" + cause),
                HasSubstr("hold 6000000 random events"));
    EXPECT_THAT(errors("[[season]]\nid = \"x\"\ndates = \"01-01..03-14\"\nfactor = 1\notherwise = 0\n" + cause +
                       "season = \"x\"\n"),
                HasSubstr("hold 10000000 random events"));
    const std::string release =
        "[[platform_defect]]\nid = \"r\"\nplatform = \"p\"\nrate = 1e6\nrestoration = \"1 h\"\n";
    EXPECT_EQ(errors(release), "");
    EXPECT_THAT(errors("[[season]]\nid = \"x\"\ndates = \"01-01..01-31\"\nfactor = 1\notherwise = 0\n" + release +
                       "season = \"x\"\n"),
                HasSubstr("random events, more than 5000000"));
}

}  // namespace
}  // namespace hadome::test
