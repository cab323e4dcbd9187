#include "support/random_input.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "support/dice.hpp"

namespace hadome::test {
namespace {

using Words = std::vector<std::string>;

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

std::string list_of(const Words& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + quoted(word);
    }
    return "[" + text + "]";
}

const Words kinds{"physical", "ot", "it"};
const Words works{"5 h",
                  "12 h",
                  "2 d",
                  "exponential(mean=10 h)",
                  "lognormal(median=12 h, sigma=1)",
                  "weibull(scale=20 h, shape=2)",
                  "empirical(values=1 h;2 h;30 h)"};

class InputWriter {
public:
    explicit InputWriter(std::mt19937_64& generator) : dice_{generator} {}

    std::string write() {
        choose_functions();
        write_options();
        write_places();
        write_functions();
        write_stores();
        const std::int64_t groups = 1 + dice_.below(2 * static_cast<std::int64_t>(functions_.size()));
        for (std::int64_t k = 0; k < groups; ++k) {
            write_group();
        }
        write_crews();
        write_unintended();
        write_worms();
        write_campaigns();
        write_sharing();
        write_earthquakes();
        write_storms();
        write_event_sets();
        write_events();
        return text_;
    }

private:
    struct FunctionDraft {
        std::string id;
        std::int64_t classes = 0;  ///< of priority
        bool everywhere = true;
    };

    // --- writing ---

    void table(const std::string& name) { text_ += "[[" + name + "]]\n"; }
    void raw(const std::string& key, const std::string& value) { text_ += key + " = " + value + "\n"; }
    void word(const std::string& key, const std::string& value) { raw(key, quoted(value)); }
    void one_word(const std::string& key, const Words& values) { word(key, dice_.one_of(values)); }
    void one_raw(const std::string& key, const Words& values) { raw(key, dice_.one_of(values)); }
    /// Once in `n` the key stands, else its default holds.
    void maybe_word(std::int64_t n, const std::string& key, const Words& values) {
        if (dice_.once_in(n)) {
            one_word(key, values);
        }
    }
    void maybe_raw(std::int64_t n, const std::string& key, const Words& values) {
        if (dice_.once_in(n)) {
            one_raw(key, values);
        }
    }

    template <class T>
    std::vector<T> some_of(std::vector<T> values, std::int64_t most) {
        dice_.shuffle(values);
        values.resize(std::min(values.size(), static_cast<std::size_t>(1 + dice_.below(most))));
        return values;
    }
    const FunctionDraft& any_function() {
        return functions_[static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(functions_.size())))];
    }
    Words function_ids() const {
        Words ids;
        for (const FunctionDraft& function : functions_) {
            ids.push_back(function.id);
        }
        return ids;
    }

    // --- places and functions ---

    void choose_functions() {
        regions_ = {"A", "B"};
        if (dice_.once_in(2)) {
            regions_.push_back("C");
        }
        const std::int64_t count = 2 + dice_.below(5);
        for (std::int64_t k = 0; k < count; ++k) {
            // Names in another order than the rows.
            functions_.push_back({std::string(1, static_cast<char>('a' + (5 * k + 3) % 7)), 0, true});
            FunctionDraft& function = functions_.back();
            function.classes = dice_.once_in(3) ? 1 + dice_.below(3) : 0;
            function.everywhere = !dice_.once_in(3);
        }
    }

    void write_options() {
        text_ += "[model]\n";
        one_raw("quantum_bits", {"20", "36", "12", "1"});
        if (dice_.once_in(3)) {
            text_ += "[ground_motion]\nbetween_event_share = 0.3\ncorrelation_range = 40.7\n";
            text_ += "[aftershocks]\nproductivity = -1.5\n";
        }
        text_ += "[run]\nscenarios = 4\n";
        raw("seed", std::to_string(dice_.below(1000)));
        one_word("horizon", {"5 d", "10 d", "20 d"});
        maybe_word(4, "tail", {"censor"});
        maybe_word(2, "run_off", {"5 d", "100 d"});
        maybe_word(2, "starts", {"fri 17:30", "sun 23:59"});
        maybe_word(3, "starts_on", {"12-28", "01-03"});
        if (dice_.once_in(6)) {
            raw("couplings", list_of(some_of(Words{"disaster_unintended", "degraded_unintended"}, 2)));
        }
        if (dice_.once_in(4)) {
            raw("threats", list_of(some_of(Words{"unintended", "cyber", "disaster"}, 2)));
        }
        if (dice_.once_in(2)) {
            write_couplings();
        }
        if (dice_.once_in(3)) {
            text_ += "[observe]\n";
            raw("times", list_of({"0 h", "12 h", "5 d"}));
        }
    }

    void write_couplings() {
        for (const char* coupling : {"disaster_unintended", "disaster_cyber", "cyber_unintended"}) {
            if (!dice_.once_in(2)) {
                continue;
            }
            table("coupling");
            word("id", coupling);
            one_raw("factor", {"1", "2", "6"});
            one_word("lasts", {"12 h", "5 d"});
            if (std::string(coupling) == "disaster_cyber") {
                maybe_raw(2, "regions", {"2"});
            }
        }
        if (dice_.once_in(2)) {
            table("coupling");
            word("id", "degraded_unintended");
            one_raw("factor", {"1", "4"});
        }
    }

    void write_places() {
        for (const char* sector : {"s", "t"}) {
            table("sector");
            word("id", sector);
            maybe_raw(3, "staffing", {"0.5", "2"});
        }
        const std::vector<std::pair<std::string, std::string>> areas{{"west", "A"}, {"east", "B"}};
        for (const auto& [area, seat] : areas) {
            table("area");
            word("id", area);
            word("seat", seat);
        }
        for (std::size_t k = 0; k < regions_.size(); ++k) {
            table("region");
            word("id", regions_[k]);
            word("area", k == 1 ? "east" : "west");
            raw("lat", std::to_string(35 + k));
            raw("lon", "135");
            raw("population", std::to_string(1000 * (k + 1)));
            word("product", std::to_string(5 - k) + " GJPY/a");
        }
        table("season");
        word("id", "changes");
        one_raw("dates", {list_of({"01-02..01-04", "month-end"}), list_of({"jan", "12-31"})});
        text_ += "factor = 5\notherwise = 0.5\n";
        table("calendar");
        word("id", "office");
        raw("days", list_of({"mon-fri"}));
        text_ += "from = \"08:30\"\nto = \"17:00\"\nfactor = 2\notherwise = 0.25\n";
        table("calendar");
        word("id", "office");
        raw("days", list_of({"sat"}));
        text_ += "from = \"00:00\"\nto = \"24:00\"\nfactor = 0.5\n";
    }

    void write_functions() {
        const Words splits{"each", "equal", "capacity", "population", "product"};
        for (const FunctionDraft& function : functions_) {
            table("function");
            word("id", function.id);
            one_word("sector", {"s", "t"});
            if (!function.everywhere) {
                one_raw("sites", {list_of({"area"}), list_of({"A.1=0.25", "A.2=0.5", "B"}), list_of({"B"})});
            }
            const std::string law =
                dice_.one_of(Words{"leontief", "leontief", "leontief", "linear", "product", "threshold"});
            word("law", law);
            if (law == "threshold") {
                one_raw("threshold", {"0.3", "0.6", "1"});
            }
            one_word("value", {"0 JPY/h", "7 kJPY/h", "3 MJPY/h"});
            maybe_word(2, "value_split", splits);
            maybe_raw(2, "people", {"0.5", "1"});
            maybe_raw(4, "staffing", {"0", "1.5"});
            maybe_word(3, "calendar", {"office"});
            if (dice_.once_in(3)) {
                raw("escalation", list_of({"6 h=2", "2 d=0.5"}));
            }
            if (function.classes > 0) {
                raw("priority_shares",
                    Words{"[1]", "[0.25, 0.75]", "[0.3, 0.2, 0.5]"}[static_cast<std::size_t>(function.classes - 1)]);
            }
            maybe_raw(4, "black_start", {"true"});
            maybe_word(4, "repeat", {"ignore_while_down"});
            maybe_raw(3, "min_speed", {"0", "0.3", "1"});
        }
    }

    // --- dependencies ---

    /// Mostly one in which somebody is found.
    void scope(const std::string& key, const FunctionDraft& supplier) {
        if (supplier.everywhere || dice_.once_in(10)) {
            one_word(key, {"same", "same", "nearest", "all", "area", "named:B"});
        } else {
            one_word(key, {"all", "nearest", "named:B"});
        }
    }

    void write_refill(bool per_site) {
        if (!per_site && dice_.once_in(2)) {
            one_word("refill", {"4 h", "2 d"});
            if (dice_.once_in(2)) {
                const FunctionDraft& filler = any_function();
                word("refilled_by", filler.id);
                scope("refill_scope", filler);
                if (filler.classes > 0 && dice_.once_in(2)) {
                    raw("refill_priority", std::to_string(1 + dice_.below(filler.classes)));
                }
            }
        }
        maybe_raw(3, "start_failure", {"0.5", "1"});
    }

    void write_stores() {
        const Words ids{"battery", "generator"};
        for (const std::string& id : ids) {
            table("store");
            word("id", id);
            one_word("capacity", {"30 min", "2 h", "9 h"});
            plain_store_[id == "generator" ? 1 : 0] = dice_.once_in(2);
            if (!plain_store_[id == "generator" ? 1 : 0]) {
                write_refill(false);
            } else {
                maybe_raw(3, "start_failure", {"0.5"});
            }
        }
    }

    void write_group_stores() {
        const std::int64_t form = dice_.below(4);
        if (form < 2) {
            return;
        }
        bool per_site = dice_.once_in(3);
        if (form == 2) {
            one_word("buffer", {"1 h", "5 h", "12 h"});
            write_refill(per_site);
        } else {
            Words chain = some_of(Words{"battery", "generator"}, 2);
            per_site = per_site && std::all_of(chain.begin(), chain.end(), [&](const std::string& id) {
                           return plain_store_[id == "generator" ? 1 : 0];
                       });
            raw("stores", list_of(chain));
        }
        if (per_site) {
            word("buffer_kind", "per_site");
        }
    }

    /// The lines that all rules of a group share.
    std::string common_lines(bool repairs, bool weak) {
        std::string kept;
        std::swap(kept, text_);
        const std::string combine = dice_.one_of(Words{"mean", "mean", "any", "all", "k_of_n"});
        word("combine", combine);
        if (combine == "k_of_n") {
            one_raw("k", {"1", "1", "1", "1", "1", "2"});
            maybe_raw(2, "theta", {"0.5", "0.9"});
        }
        one_raw("strength", weak ? Words{"0.3", "0.15", "0.45"} : Words{"1", "1", "0.85", "0.4"});
        if (repairs) {
            word("role", "repair");
            if (dice_.once_in(2)) {
                raw("repairs", list_of(some_of(kinds, 2)));
            }
        } else {
            maybe_word(3, "lag", {"10 min", "1 h", "7 h"});
            write_group_stores();
        }
        std::swap(kept, text_);
        return kept;
    }

    void write_group() {
        // Mostly downstream, so that circles are few; those that are there are weak, but for a few that need a black
        // start.
        const auto count = static_cast<std::int64_t>(functions_.size());
        const std::int64_t consumer = dice_.below(count);
        const bool repairs = dice_.once_in(4);
        const bool upstream = consumer > 0 && !dice_.once_in(5);
        const bool weak = !upstream && !dice_.once_in(4);
        std::vector<std::int64_t> suppliers;
        for (std::int64_t k = 0; k < (upstream ? consumer : count); ++k) {
            suppliers.push_back(k);
        }
        suppliers = some_of(suppliers, 2);
        const std::string common = common_lines(repairs, weak);
        const bool shared = suppliers.size() > 1 && dice_.once_in(2);
        const std::string group = "g" + std::to_string(++group_count_);
        for (std::size_t k = 0; k < suppliers.size(); ++k) {
            const FunctionDraft& supplier = functions_[static_cast<std::size_t>(suppliers[k])];
            table("dependency");
            word("consumer", functions_[static_cast<std::size_t>(consumer)].id);
            word("supplier", supplier.id);
            if (suppliers.size() > 1 || !dice_.once_in(4)) {
                word("group", group);
            }
            // A node is its own supplier by scope same alone.
            suppliers[k] == consumer ? word("scope", "same") : scope("scope", supplier);
            if (shared) {
                raw("share", k == 0 ? "0.3" : "0.7");
            } else if (suppliers.size() == 1 && dice_.once_in(6)) {
                raw("only_in", list_of({"B"}));
            }
            maybe_word(3, "weight", {"equal", "population", "product"});
            if (supplier.classes > 0 && dice_.once_in(2)) {
                raw("priority", std::to_string(1 + dice_.below(supplier.classes)));
            }
            text_ += common;
        }
    }

    // --- crews ---

    void write_crews() {
        const std::int64_t pools = dice_.below(4);
        for (std::int64_t k = 0; k < pools; ++k) {
            table("crew_pool");
            word("id", "pool" + std::to_string(k));
            if (!dice_.once_in(5)) {
                one_raw("crews", {"1", "2"});
            }
            const std::string policy = dice_.one_of(Words{"fifo", "by_value", "by_dependents", "explicit"});
            word("policy", policy);
            if (policy == "explicit") {
                raw("order", list_of(some_of(function_ids(), 3)));
            }
            // A pool for each kind of damage; now and then two for one.
            raw("damage", list_of({dice_.once_in(10) ? "it" : kinds[static_cast<std::size_t>(k)]}));
            maybe_word(2, "per", {"sector", "area", "region", "sector_area"});
            if (policy != "explicit" && dice_.once_in(3)) {
                raw("functions", list_of(some_of(function_ids(), 4)));
            }
        }
    }

    // --- threats ---

    void write_damage() {
        one_word("damage", kinds);
        maybe_raw(2, "capacity_left", {"0.5", "0.9", quoted("uniform(low=0, high=1)")});
        maybe_word(2, "detection", {"1 h", "exponential(mean=3 h)"});
        if (dice_.once_in(12)) {
            word("restoration", "never");
            return;
        }
        one_word("restoration", works);
        const std::int64_t way_back = dice_.below(4);
        if (way_back == 0) {
            raw("staircase", list_of({"0.25=0.5", "0.5=0.75"}));
        } else if (way_back == 1) {
            one_raw("curve_steps", {"2", "5"});
        }
    }

    void write_unintended() {
        for (const FunctionDraft& function : functions_) {
            if (!dice_.once_in(2)) {
                continue;
            }
            table("unintended");
            word("id", "u" + function.id);
            word("function", function.id);
            one_word("cause", {"operator_error", "failed_change", "software_defect", "overload", "equipment"});
            one_word("rate", {"20 /a", "60 /a", "3 /w"});
            maybe_word(2, "rate_split", {"equal", "capacity", "population"});
            maybe_word(3, "season", {"changes"});
            maybe_raw(3, "rate_cv", {"0.5", "2"});
            write_damage();
        }
    }

    void write_worms() {
        table("platform");
        word("id", "os");
        for (const std::string& id : some_of(function_ids(), 3)) {
            table("platform_use");
            word("platform", "os");
            word("function", id);
            maybe_raw(2, "exposure", {"0.3", "0"});
            maybe_raw(3, "patched", {"0.5", "1"});
        }
        if (dice_.once_in(3)) {
            table("platform_defect");
            word("id", "release");
            word("platform", "os");
            one_word("rate", {"20 /a", "60 /a"});
            maybe_raw(2, "share", {"0.5", "0"});
            maybe_word(3, "season", {"changes"});
            maybe_raw(3, "rate_cv", {"1"});
            write_damage();
        }
        if (dice_.once_in(2)) {
            table("worm");
            word("id", "w");
            word("platform", "os");
            one_word("rate", {"20 /a", "100 /a"});
            one_word("infection_rate", {"0.1 /h", "2 /h"});
            maybe_word(2, "containment", {"2 h", "exponential(mean=5 h)"});
            write_damage();
        }
    }

    void write_campaigns() {
        const std::int64_t count = dice_.below(3);
        for (std::int64_t k = 0; k < count; ++k) {
            table("campaign");
            word("id", "c" + std::to_string(k));
            const std::string kind = dice_.one_of(Words{"targeted", "ransomware", "ddos"});
            word("kind", kind);
            one_word("rate", {"20 /a", "100 /a"});
            if (dice_.once_in(3)) {
                raw("functions", list_of(some_of(function_ids(), 3)));
            }
            maybe_raw(2, "targets", {"2", "30"});
            maybe_raw(2, "success", {"0.5", "0"});
            maybe_raw(2, "displacement", {"0.5", "1"});
            maybe_word(2, "containment", {"2 h", "exponential(mean=5 h)"});
            if (kind == "ddos") {
                one_word("duration", {"3 h", "exponential(mean=5 h)"});
            } else {
                maybe_raw(3, "lateral", {"0.5", "0"});
            }
            write_damage();
            if (dice_.once_in(2)) {
                // Refused where the campaign does not choose that function.
                table("cyber_target");
                word("function", any_function().id);
                word("campaign", "c" + std::to_string(k));
                maybe_raw(2, "attractiveness", {"0.5", "20"});
                maybe_word(3, "split", {"equal", "population"});
                maybe_raw(2, "success", {"0.5"});
            }
        }
        for (const FunctionDraft& from : functions_) {
            if (dice_.once_in(3)) {
                const FunctionDraft& to = any_function();
                table("cyber_link");
                word("from", from.id);
                word("to", to.id);
                scope("scope", to);
                maybe_raw(2, "probability", {"0.5", "0"});
                maybe_word(2, "delay", {"1 h", "exponential(mean=5 h)"});
            }
        }
    }

    void write_sharing() {
        const std::int64_t count = dice_.below(3);
        for (std::int64_t k = 0; k < count; ++k) {
            table("sharing");
            word("id", "i" + std::to_string(k));
            raw("sectors", list_of(some_of(Words{"s", "t"}, 2)));
            maybe_word(2, "delay", {"1 h", "exponential(mean=3 h)"});
            maybe_raw(2, "immunity", {"0.5", "1"});
            maybe_raw(2, "detection_factor", {"0.5", "0"});
            maybe_raw(2, "restoration_factor", {"0.5", "0"});
        }
    }

    void write_storms() {
        if (!dice_.once_in(2)) {
            return;
        }
        table("storm");
        word("id", "typhoon");
        one_word("rate", {"20 /a", "60 /a"});
        text_ += "lat = 33\nlon = 133\nlon2 = 138\nspeed = \"uniform(low=5, high=15)\"\ndeficit = 70\n";
        one_word("heading", {"normal(mean=380, sd=30)", "15"});
        one_word("radius", {"60 km", "lognormal(median=60 km, sigma=0.5)"});
        maybe_word(2, "decay", {"12 h"});
        maybe_word(3, "season", {"changes"});
        one_raw("rain", {"300", quoted("lognormal(median=300, sigma=0.5)")});
        table("flood");
        word("region", "A");
        text_ += "rain = 250\nbeta = 0.5\ndepth = \"uniform(low=0, high=3)\"\n";
        maybe_raw(2, "share", {"0.3"});
        maybe_word(2, "delay", {"7 h"});
    }

    void write_event_sets() {
        if (!dice_.once_in(3)) {
            return;
        }
        table("event_set");
        word("id", "set");
        for (const char* event : {"1", "2"}) {
            for (const std::string& region : some_of(regions_, 2)) {
                table("footprint");
                word("event_set", "set");
                word("event", event);
                word("rate", "20 /a");
                word("region", region);
                one_word("measure", {"pga", "depth"});
                raw("intensity", "1.2");
                maybe_raw(2, "share", {"0.4"});
            }
        }
    }

    void write_earthquakes() {
        table("earthquake");
        word("id", "fault");
        one_word("type", {"crustal", "interface", "intraslab"});
        one_word("rate", {"10 /a", "80 /a"});
        if (dice_.once_in(2)) {
            word("magnitudes", "gutenberg_richter");
            maybe_raw(2, "b_value", {"1"});
        }
        text_ += "magnitude_low = 6\nmagnitude_high = 8\nlat = 35\nlon = 135\ndepth = 15\n";
        if (dice_.once_in(2)) {
            one_word("geometry", {"line", "area"});
            text_ += "lat2 = 35.5\nlon2 = 135.5\n";
        }
        if (dice_.once_in(2)) {
            table("tsunami");
            text_ += "earthquake = \"fault\"\nregion = \"B\"\ndepth = 1.5\nreference_magnitude = 7\n";
            maybe_raw(2, "sigma", {"0.6"});
            maybe_word(2, "delay", {"40 min"});
        }
        write_other_fragilities();
        for (const char* fragility : {"plant", "rooms"}) {
            const bool many = dice_.once_in(2);
            const bool plant = std::string(fragility) == "plant";
            for (const char* state : {"slight", "complete"}) {
                const bool slight = std::string(state) == "slight";
                table("fragility");
                word("class", fragility);
                word("measure", plant ? "pga" : "pgv");
                word("damage", plant ? "physical" : "it");
                if (many && slight) {
                    text_ += "sites = \"many\"\nsite_spread = 0.5\n";
                    maybe_raw(2, "curve_steps", {"3"});
                }
                word("state", state);
                raw("median", plant ? (slight ? "0.1" : "0.4") : (slight ? "10" : "50"));
                raw("beta", "0.5");
                raw("capacity_left", slight ? "0.6" : "0");
                word("restoration", slight ? "6 h" : "lognormal(median=30 h, sigma=0.8)");
            }
            for (const std::string& id : some_of(function_ids(), 2)) {
                table("function_fragility");
                word("function", id);
                word("class", fragility);
            }
        }
    }

    /// What water and wind break.
    void write_other_fragilities() {
        for (const char* measure : {"depth", "wind"}) {
            table("fragility");
            word("class", std::string("by_") + measure);
            word("measure", measure);
            maybe_word(2, "sites", {"many"});
            word("state", "broken");
            raw("median", std::string(measure) == "depth" ? "1" : "25");
            raw("beta", "0.4");
            one_word("restoration", works);
            for (const std::string& id : some_of(function_ids(), 2)) {
                table("function_fragility");
                word("function", id);
                word("class", std::string("by_") + measure);
            }
        }
    }

    void write_events() {
        const std::int64_t count = dice_.below(5);
        for (std::int64_t k = 0; k < count; ++k) {
            const std::string id = "e" + std::to_string(k);
            const std::string at = std::to_string(dice_.below(30)) + " h";
            const std::string threat = dice_.one_of(Words{"unintended", "cyber", "disaster"});
            const std::int64_t rows = 1 + dice_.below(3);
            const bool exclusive = dice_.once_in(3);
            for (std::int64_t r = 0; r < rows; ++r) {
                table("event");
                word("id", id);
                word("at", at);
                word("threat", threat);
                if (exclusive) {
                    text_ += "probability = 0.2\none_of = \"x\"\n";
                }
                maybe_raw(3, "chance", {"0.5"});
                if (dice_.once_in(6)) {
                    raw("regions", list_of({"B"}));
                }
                write_target(id);
            }
        }
    }

    void write_target(const std::string& id) {
        const std::int64_t target = dice_.below(8);
        if (target < 2 && shakes_.insert(id).second) {
            target == 0 ? raw("pga", "0.3") : raw("pgv", "40");
        } else if (target == 2) {
            word("platform", "os");
            write_damage();
        } else {
            word("function", any_function().id);
            write_damage();
        }
    }

    Dice dice_;
    std::string text_;
    Words regions_;
    std::vector<FunctionDraft> functions_;
    std::array<bool, 2> plain_store_{};  ///< battery, generator: full again at once, as many sites need
    std::int64_t group_count_ = 0;
    std::set<std::string> shakes_;  ///< events that shake already
};

}  // namespace

std::string random_input(std::mt19937_64& generator) {
    return InputWriter(generator).write();
}

}  // namespace hadome::test
