#include <gmock/gmock.h>

#include <algorithm>
#include <ostream>

#include "input_files.hpp"

namespace hadome::test {
namespace {

/// A mistake, the place that must be named (marked by "^" in the text, which is taken out) and words of the message.
struct Mistake {
    std::string name;
    Texts files;
    std::string words;
};

std::ostream& operator<<(std::ostream& out, const Mistake& mistake) {
    return out << mistake.name;
}

/// One mistake added to a good input.
Mistake in_run(const std::string& name, const std::string& text, const std::string& words) {
    return {name, {{"run.toml", small_run + text}}, words};
}

/// One mistake in a table of regions; the model names the file.
Mistake in_csv(const std::string& name, const std::string& text, const std::string& words) {
    return {name,
            {{"run.toml", R"(run = { scenarios = 10, seed = 1 }
sector = [{ id = "s" }]
function = [{ id = "f", sector = "s" }]
tables = { region = "regions.csv" }
)"},
             {"regions.csv", text}},
            words};
}

Mistake in_options(const std::string& name, const std::string& options, const std::string& words) {
    return {name,
            {{"run.toml", options + R"(
[[sector]]
id = "s"
[[region]]
id = "A"
[[function]]
id = "f"
sector = "s"
)"}},
            words};
}

/// A good input with keys added to its function `f`.
Mistake in_function(const std::string& name, const std::string& keys, const std::string& words,
                    const std::string& rest = {}) {
    return {name,
            {{"run.toml", R"(run = { scenarios = 10, seed = 1 }
[[sector]]
id = "s"
[[region]]
id = "A"
[[function]]
id = "g"
sector = "s"
)" + rest + R"(
[[function]]
id = "f"
sector = "s"
)" + keys}},
            words};
}

const std::string needs = "[[dependency]]\nconsumer = \"f\"\nsupplier = \"g\"\n";
const std::string store = "[[store]]\nid = \"t\"\ncapacity = \"6 h\"\n";
const std::string office = "[[calendar]]\nid = \"office\"\nfactor = 1\n";
const std::string given = "[[event]]\nid = \"e\"\nfunction = \"f\"\n";
const std::string pool = "[[crew_pool]]\nid = \"p\"\ncrews = 1\n";
const std::string unintended = R"(
[[unintended]]
id = "u"
function = "f"
cause = "equipment"
)";
const std::string campaign = "[[campaign]]\nid = \"c\"\nrate = 1\nrestoration = 1\n";
const std::string targeted = campaign + "kind = \"targeted\"\n";
const std::string link = "[[cyber_link]]\nfrom = \"f\"\nto = \"g\"\n";
const std::string sharing = "[[sharing]]\nid = \"i\"\nfunctions = \"f\"\n";
const std::string earthquake = R"(
[[earthquake]]
id = "q"
type = "crustal"
rate = 0.1
lat = 35
lon = 135
depth = 10
)";

const std::string tsunami = "[[tsunami]]\nearthquake = \"q\"\nregion = \"A\"\ndepth = 1\nreference_magnitude = 8\n";
const std::string storm = R"(
[[storm]]
id = "t"
rate = 1
lat = 25
lon = 130
heading = 0
speed = 8
deficit = 40
radius = 60
)";

const std::vector<Mistake> mistakes{
    // files and syntax
    in_run("truncated_array", "worm = [ {^", "end-of-file"),
    in_options("control_character", "[run]\nscenarios = 5\nseed = 1\ntitle = ^\"a\\u001b[31mb\"\n",
               "holds a control character"),
    in_run("duplicate_key", "[model]\nquantum_bits = 20\nquantum_bits = ^21\n", "cannot redefine"),
    in_run("duplicate_table", "[model]\n[output]\n^[model]\n", "cannot redefine"),
    in_run("unterminated_text", "[model]\ntitle = \"Japan^\n", "string"),
    in_run("number_beyond_range", "[ground_motion]\nbetween_event_share = 1e400^\n", "1e400"),
    in_run("huge_integer", "[model]\nquantum_bits = 99999999999999999999^\n", "64 bits"),
    in_run("shift_jis", "# ^\x93\xFA\x96{\n", "Shift-JIS"),
    in_run("broken_utf8", "# \xE6\x97\xA5 ^\xE6\x97 x\n", "not UTF-8"),
    in_run("overlong_utf8", "# ^\xC0\xAF\n", "not UTF-8"),
    in_run("nul_byte", std::string("# ^\0\n", 5), "NUL"),
    {"utf16", {{"run.toml", "^\xFF\xFEr\x01"}}, "UTF-16"},
    {"empty_file", {{"run.toml", "^"}}, "empty"},
    {"blank_file", {{"run.toml", "^ \n\n"}}, "empty"},
    {"missing_model", {{"run.toml", "[run]\nscenarios = 1\nseed = 1\nmodel = ^\"none.toml\"\n"}}, "No such file"},
    {"model_is_folder", {{"run.toml", "[run]\nscenarios = 1\nseed = 1\nmodel = ^\".\"\n"}}, "directory"},
    in_run("missing_csv", "[tables]\nworm = ^\"worms.csv\"\n", "worms.csv'; No such file"),
    in_run("table_twice", "[tables]\n^region = \"regions.csv\"\n", "given twice"),
    in_run("csv_name_of_wrong_type", "[tables]\nworm = ^3\n", "whole number where the name of a CSV file"),

    // tables and keys
    in_run("unknown_table", "[[^unintendd]]\nid = \"u\"\n", "did you mean 'unintended'?"),
    in_run("unknown_csv_table", "[tables]\n^regoin = \"regions.csv\"\n", "did you mean 'region'?"),
    in_run("unknown_key", "[model]\n^quantumbits = 20\n", "did you mean 'quantum_bits'?"),
    in_run("unknown_key_of_row", "[[dependency]]\nconsumer = \"f\"\nsupplier = \"g\"\n^bufer = \"3 h\"\n",
           "did you mean 'buffer'?"),
    in_run("missing_key", "^[[dependency]]\nconsumer = \"f\"\n", "missing key 'supplier'"),
    in_run("empty_table", "^worm = []\n", "table 'worm' is empty"),
    in_run("table_not_array", "^[worm]\nid = \"w\"\n", "an array of tables"),
    in_run("array_of_numbers_as_table", "worm = [^1]\n", "an array of tables"),
    in_run("no_good_id", "[[platform_use]]\nplatform = ^\"q\"\nfunction = \"f\"\n", "there is no platform 'q'"),
    {"bad_id",
     {{"run.toml",
       "run = { scenarios = 1, seed = 1 }\nsector = [{ id = \"s\" }]\nregion = [{ id = \"A\" }]\n"
       "function = [{ id = ^\"a@b\", sector = \"s\" }]\n"}},
     "cannot be an id"},
    {"dot_in_region",
     {{"run.toml",
       "run = { scenarios = 1, seed = 1 }\nsector = [{ id = \"s\" }]\n"
       "region = [{ id = ^\"A.x\" }]\nfunction = [{ id = \"f\", sector = \"s\" }]\n"}},
     "cannot be an id"},
    {"duplicate_id",
     {{"run.toml",
       "run = { scenarios = 1, seed = 1 }\nsector = [{ id = \"s\" }]\n"
       "region = [{ id = \"A\" },\n { id = ^\"A\" }]\n"
       "function = [{ id = \"f\", sector = \"s\" }]\n"}},
     "duplicate id 'A'"},
    {"no_functions",
     {{"run.toml",
       "^run = { scenarios = 1, seed = 1 }\nsector = [{ id = \"s\" }]\n"
       "region = [{ id = \"A\" }]\n"}},
     "no table 'function'"},
    {"model_tables_beside_model",
     {{"run.toml", "run = { scenarios = 1, seed = 1, model = \"m.toml\" }\n^sector = [{ id = \"s\" }]\n"},
      {"m.toml",
       "sector = [{ id = \"s\" }]\nregion = [{ id = \"A\" }]\nfunction = [{ id = \"f\", sector = \"s\" }]\n"}},
     "names a model"},
    {"run_in_model_file",
     {{"run.toml", "run = { scenarios = 1, seed = 1, model = \"m.toml\" }\n"},
      {"m.toml",
       "sector = [{ id = \"s\" }]\nregion = [{ id = \"A\" }]\nfunction = [{ id = \"f\", sector = \"s\" }]\n"
       "[^run]\nseed = 2\n"}},
     "stands in a model file"},

    // types and figures
    in_run("text_for_number", "[ground_motion]\nbetween_event_share = ^\"much\"\n", "'much' is not a number"),
    in_run("array_for_text", "[model]\ntitle = ^[\"a\"]\n", "an array where text belongs"),
    in_run("date_for_text", "[model]\ntitle = ^2020-01-01\n", "a date or time where text belongs"),
    in_run("text_for_boolean", "[output]\nembed_input = ^\"perhaps\"\n", "true or false"),
    in_run("boolean_for_number", "[ground_motion]\nbetween_event_share = ^true\n", "where a number belongs"),
    in_run("fractional_integer", "[model]\nquantum_bits = ^20.5\n", "not a whole number"),
    in_run("nan", "[ground_motion]\nbetween_event_share = ^nan\n", "nan is not a finite number"),
    in_run("inf", "[ground_motion]\ncutoff_distance = ^inf\n", "inf is not a finite number"),
    in_run("nan_in_text", unintended + "restoration = 1\nrate = ^\"nan /a\"\n", "not a finite number"),
    in_run("1e400_in_text", unintended + "restoration = 1\nrate = ^\"1e400 /a\"\n", "beyond the range"),
    in_run("negative_rate", unintended + "restoration = 1\nrate = ^\"-0.1 /a\"\n", "negative figure -0.1 /a"),
    in_run("wrong_unit", unintended + "rate = 1\nrestoration = ^\"12 kg\"\n", "'kg' is not a unit"),
    in_run("rate_for_duration", unintended + "rate = 1\nrestoration = ^\"12 /a\"\n", "is not a duration"),
    in_run("thousands_separator", "[ground_motion]\ncutoff_distance = ^\"1,000 km\"\n", "not a unit"),
    in_run("fraction_above_one", "[[platform_use]]\nplatform = \"p\"\nfunction = \"f\"\nexposure = ^1.5\n",
           "in [0, 1]"),
    in_run("unknown_choice", unintended + "rate = 1\nrestoration = 1\ndamage = ^\"physicl\"\n",
           "did you mean 'physical'?"),
    in_run("latitude", earthquake + "magnitude_low = 6\nmagnitude_high = 7\nlat2 = ^95\n", "in [-90, 90]"),

    // distributions
    in_run("unknown_distribution", unintended + "rate = 1\nrestoration = ^\"lognorm(median=1 h, sigma=1)\"\n",
           "did you mean 'lognormal'?"),
    in_run("distribution_without_parameter", unintended + "rate = 1\nrestoration = ^\"lognormal(median=1 h)\"\n",
           "lacks 'sigma'"),
    in_run("unknown_parameter", unintended + "rate = 1\nrestoration = { dist = \"exponential\", mean = 1, ^sd = 2 }\n",
           "unknown parameter 'sd'"),
    in_run("parameter_twice", unintended + "rate = 1\nrestoration = ^\"exponential(mean=1 h, mean=2 h)\"\n",
           "second parameter"),
    in_run("negative_median",
           unintended + "rate = 1\nrestoration = { dist = \"lognormal\", median = ^-3, sigma = 1 }\n",
           "negative figure -3 h"),
    in_run("open_bracket", unintended + "rate = 1\nrestoration = ^\"fixed(value=1 h\"\n", "bracket is not closed"),
    in_run("table_without_law", unintended + "rate = 1\nrestoration = ^{ mean = 1 }\n", "without the name of its law"),
    in_run("low_above_high", unintended + "rate = 1\nrestoration = ^\"uniform(low=3 h, high=1 h)\"\n", "above high"),
    in_run("empirical_of_nothing", unintended + "rate = 1\nrestoration = { dist = \"empirical\", values = ^[] }\n",
           "without values"),
    in_run("capacity_above_one",
           unintended + "rate = 1\nrestoration = 1\ncapacity_left = ^\"uniform(low=0.5, high=1.5)\"\n", "in [0, 1]"),

    // run options
    in_options("negative_scenarios", "[run]\nscenarios = ^-5\nseed = 1", "negative figure -5"),
    in_options("absurd_scenarios", "[run]\nscenarios = ^2000000000000\nseed = 1", "out of range"),
    in_options("negative_seed", "[run]\nscenarios = 5\nseed = ^-1", "negative figure -1"),
    in_options("no_seed", "[^run]\nscenarios = 5", "missing key 'seed'"),
    in_options("zero_horizon", "[run]\nscenarios = 5\nseed = 1\nhorizon = ^\"0 a\"", "above 0"),
    in_options("tail_level_of_one", "[run]\nscenarios = 5\nseed = 1\ntail_levels = [0.9, ^1.0]", "below 1"),
    in_options("falling_tail_levels", "[run]\nscenarios = 5\nseed = 1\ntail_levels = [0.9, ^0.8]", "do not rise"),
    in_options("no_tail_levels", "[run]\nscenarios = 5\nseed = 1\ntail_levels = ^[]", "is empty"),
    in_options("unknown_candidates", "[run]\nscenarios = 5\nseed = 1\n[ranking]\ncandidates = ^\"function\"",
               "did you mean 'functions'?"),

    // what only several keys or rows show
    in_run("magnitudes_exchanged", earthquake + "magnitude_low = ^8\nmagnitude_high = 7\n", "above magnitude_high"),
    in_run("correlation_range", "[ground_motion]\ncorrelation_range = ^-1\n", "in [0, 20000]"),
    in_run("productivity", "[aftershocks]\nproductivity = ^3\n", "in [-10, 2]"),
    in_run("aftershocks_without_earthquakes", "[aftershocks]\nproductivity = ^-2\n", "without earthquakes"),
    in_run("aftershocks_without_productivity", "[aftershocks]\nthreshold = ^6.5\n", "without productivity"),
    in_run("aftershocks_above_their_threshold",
           "[aftershocks]\nproductivity = -2\nmagnitude_low = ^6\n" + earthquake +
               "magnitude_low = 6\nmagnitude_high = 7\n",
           "not below their threshold"),
    in_run("aftershocks_of_no_time",
           "[aftershocks]\nproductivity = -2\nc = ^0\n" + earthquake + "magnitude_low = 6\nmagnitude_high = 7\n",
           "above 0"),
    in_run("tsunami_of_no_earthquake",
           "[[tsunami]]\nearthquake = ^\"q\"\nregion = \"A\"\ndepth = 1\nreference_magnitude = 8\n",
           "no earthquake 'q'"),
    in_run("tsunami_twice", earthquake + "magnitude_low = 6\nmagnitude_high = 7\n" + tsunami + "^" + tsunami.substr(0),
           "second row"),
    in_run("tsunami_depth",
           "[[tsunami]]\nearthquake = \"q\"\nregion = \"A\"\ndepth = ^0\nreference_magnitude = 8\n" + earthquake +
               "magnitude_low = 6\nmagnitude_high = 7\n",
           "above 0 and at most 100"),
    in_run("storm_season", storm + "season = ^\"rains\"\n", "no season 'rains'"),
    in_run("storm_speed", storm + "asymmetry = ^2\n", "in [0, 1]"),
    in_run("flood_without_rain", storm + "^[[flood]]\nregion = \"A\"\nrain = 100\nbeta = 0.5\ndepth = 1\n",
           "without rain"),
    in_run("event_set_without_events", "^[[event_set]]\nid = \"x\"\n", "has no events"),
    in_run("footprint_measure",
           "[[event_set]]\nid = \"x\"\n[[footprint]]\nevent_set = \"x\"\nevent = \"1\"\nrate = 1\nregion = \"A\"\n"
           "measure = ^\"snow\"\nintensity = 1\n",
           "snow"),
    in_run("footprint_intensity",
           "[[event_set]]\nid = \"x\"\n[[footprint]]\nevent_set = \"x\"\nevent = \"1\"\nrate = 1\nregion = \"A\"\n"
           "measure = \"wind\"\nintensity = ^300\n",
           "out of range"),
    in_run("b_value_of_uniform", earthquake + "magnitude_low = 6\nmagnitude_high = 7\nb_value = ^1.1\n",
           "b_value without gutenberg_richter"),
    in_run("spread_of_one_site", R"(
[[fragility]]
class = "c"
site_spread = ^0.5
state = "slight"
median = 0.5
beta = 0.5
restoration = 1
)",
           "whose nodes are single sites"),
    in_run("states_out_of_order", R"(
[[fragility]]
class = "c"
state = "slight"
median = 0.5
beta = 0.5
restoration = 1
[[fragility]]
class = "c"
state = "complete"
median = ^0.3
beta = 0.5
restoration = 2
)",
           "no higher median"),
    in_run("restoration_out_of_order", R"(
[[fragility]]
class = "c"
state = "slight"
median = 0.5
beta = 0.5
restoration = "3 d"
[[fragility]]
class = "c"
state = "complete"
median = 0.9
beta = 0.5
restoration = ^"2 d"
)",
           "sooner restored"),
    in_run("class_keys_differ", R"(
[[fragility]]
class = "c"
measure = "pga"
state = "slight"
median = 0.5
beta = 0.5
restoration = 1
[[fragility]]
class = "c"
measure = ^"pgv"
state = "complete"
median = 0.9
beta = 0.5
restoration = 2
)",
           "differs from line"),
    in_run("use_twice",
           "platform_use = [{ platform = \"p\", function = \"f\" },\n^{ platform = \"p\", function = \"f\" }]\n",
           "second row"),
    in_run("unknown_scope", "[[dependency]]\nconsumer = \"f\"\nsupplier = \"g\"\nscope = ^\"nearby\"\n",
           "unknown word 'nearby'"),
    in_run("unknown_region_in_scope", "[[dependency]]\nconsumer = \"f\"\nsupplier = \"g\"\nscope = ^\"named:C\"\n",
           "there is no region 'C'"),
    in_run("unknown_region_in_only_in",
           "[[dependency]]\nconsumer = \"f\"\nsupplier = \"g\"\nonly_in = [\"A\", ^\"C\"]\n", "there is no region 'C'"),
    {"no_sites",
     {{"run.toml",
       "run = { scenarios = 1, seed = 1 }\nsector = [{ id = \"s\" }]\nregion = [{ id = \"A\" }]\n"
       "function = [{ id = \"f\", sector = \"s\", sites = ^[] }]\n"}},
     "has no nodes"},
    {"unknown_site",
     {{"run.toml",
       "run = { scenarios = 1, seed = 1 }\nsector = [{ id = \"s\" }]\nregion = [{ id = \"A\" }]\n"
       "function = [{ id = \"f\", sector = \"s\", sites = [\"A.1\", ^\"B.1\"] }]\n"}},
     "there is no region 'B'"},
    {"site_capacity",
     {{"run.toml",
       "run = { scenarios = 1, seed = 1 }\nsector = [{ id = \"s\" }]\nregion = [{ id = \"A\" }]\n"
       "function = [{ id = \"f\", sector = \"s\", sites = ^\"A=0\" }]\n"}},
     "above 0"},
    {"value_beyond_range",
     {{"run.toml",
       "run = { scenarios = 1, seed = 1 }\nsector = [{ id = \"s\" }]\n"
       "region = [{ id = \"A\" }]\n"
       "function = [{ id = \"f\", sector = \"s\", value = ^\"2000 TJPY/h\" }]\n"}},
     "out of range"},
    {"seat_outside",
     {{"run.toml",
       "run = { scenarios = 1, seed = 1 }\nsector = [{ id = \"s\" }]\n"
       "area = [{ id = \"a\", seat = ^\"A\" }]\nregion = [{ id = \"A\" }]\n"
       "function = [{ id = \"f\", sector = \"s\" }]\n"}},
     "not in the area"},
    {"no_position",
     {{"run.toml",
       "run = { scenarios = 1, seed = 1 }\nsector = [{ id = \"s\" }]\n"
       "region = [^{ id = \"A\", lat = 35 }]\nfunction = [{ id = \"f\", sector = \"s\" }]\n" +
           earthquake + "magnitude_low = 6\nmagnitude_high = 7\n"}},
     "has no lon"},

    // what expansion finds
    in_run("shares_not_one",
           "dependency = [^{ consumer = \"f\", supplier = \"g\", group = \"x\", share = 0.4 },\n"
           "{ consumer = \"f\", supplier = \"g\", group = \"x\", scope = \"all\", share = 0.5 }]\n",
           "sum to 0.9"),
    in_run("some_shares",
           "dependency = [{ consumer = \"f\", supplier = \"g\", group = \"x\", share = 0.4 },\n"
           "^{ consumer = \"f\", supplier = \"g\", group = \"x\", scope = \"all\" }]\n",
           "only some rules"),
    in_run("group_disagrees",
           "dependency = [{ consumer = \"f\", supplier = \"g\", group = \"x\" },\n"
           "^{ consumer = \"f\", supplier = \"g\", group = \"x\", scope = \"all\", lag = 1 }]\n",
           "differ in lag"),
    in_run("never_restarts",
           "dependency = [^{ consumer = \"f\", supplier = \"g\", buffer = \"9 h\" },\n"
           "{ consumer = \"g\", supplier = \"f\" }]\n",
           "could never restart: f@A <- g@A <- f@A"),

    // stores and repair
    in_run("unknown_store", needs + "stores = [\"t\", ^\"u\"]\n" + store, "there is no store 'u'"),
    in_run("store_of_no_size", "[[store]]\nid = \"t\"\ncapacity = ^\"0 h\"\n", "above 0"),
    in_run("store_without_size", "^[[store]]\nid = \"t\"\n", "missing key 'capacity'"),
    in_run("stores_and_buffer", needs + "stores = \"t\"\nbuffer = ^\"6 h\"\n" + store, "buffer beside stores"),
    in_run("stores_and_refiller", needs + "stores = \"t\"\nrefilled_by = ^\"f\"\n" + store, "refilled_by beside"),
    in_run("stores_and_refill", needs + "stores = \"t\"\nrefill = ^6\n" + store, "refill beside stores"),
    in_run("stores_and_start_failure", needs + "stores = \"t\"\nstart_failure = ^0.5\n" + store,
           "start_failure beside stores"),
    in_run("stores_and_refill_scope", needs + "stores = \"t\"\nrefill_scope = ^\"all\"\n" + store,
           "refill_scope beside stores"),
    in_run("stores_and_refill_priority", needs + "stores = \"t\"\nrefill_priority = ^1\n" + store,
           "refill_priority beside stores"),
    in_run("refilled_at_once", store + "refilled_by = ^\"f\"\n", "at once is no rate"),
    in_run("refill_scope_of_nobody", store + "refill_scope = ^\"all\"\n", "refill_scope without refilled_by"),
    in_run("unknown_refill_scope", store + "refill_scope = ^\"aera\"\n", "did you mean 'area'?"),
    in_run("start_failure_above_one", store + "start_failure = ^1.5\n", "in [0, 1]"),
    in_run("start_failure_of_nothing", needs + "start_failure = ^0.5\n", "start_failure without a buffer"),
    in_run("refill_of_nothing", needs + "refill = ^\"6 h\"\n", "refill without a buffer"),
    in_run("refilled_nothing", needs + "buffer = 0\nrefill = 6\nrefilled_by = ^\"f\"\n",
           "refilled_by without a buffer"),
    in_run("refill_scope_of_nothing", needs + "refill_scope = ^\"all\"\n", "refill_scope without a buffer"),
    in_run("sites_of_nothing", needs + "buffer_kind = ^\"per_site\"\n", "buffer_kind per_site without a buffer"),
    in_run("refill_priority_of_nobody", needs + "buffer = 6\nrefill_priority = ^1\n",
           "refill_priority without refilled_by"),
    in_run("refill_priority_of_no_store", store + "refill_priority = ^1\n", "refill_priority without refilled_by"),
    in_run("refill_priority_of_zero", store + "refill = 6\nrefilled_by = \"f\"\nrefill_priority = ^0\n",
           "in [1, 1000000]"),
    in_run("refill_priority_nowhere",
           "^" + needs + "buffer = 6\nrefill = 6\nrefilled_by = \"f\"\nrefill_priority = 1\n",
           "refill_priority at 'f', which has no priority_shares"),
    in_run("theta_without_k_of_n", needs + "theta = ^0.9\n", "theta without k_of_n"),
    in_run("k_without_k_of_n", needs + "k = ^1\n", "k without k_of_n"),
    in_run("k_of_n_without_k", "^" + needs + "combine = \"k_of_n\"\n", "k is missing"),
    in_run("sites_with_refill", needs + "buffer = 6\nrefill = 2\nbuffer_kind = ^\"per_site\"\n", "takes time to fill"),
    in_run("repairs_without_role", needs + "repairs = ^\"it\"\n", "repairs without role"),
    in_run("repairs_unknown", needs + "role = \"repair\"\nrepairs = [\"it\", ^\"soft\"]\n", "unknown word 'soft'"),
    in_run("repairs_twice", needs + "role = \"repair\"\nrepairs = [\"it\", ^\"it\"]\n", "stands twice"),
    in_run("repairs_nothing", needs + "role = \"repair\"\nrepairs = ^[]\n", "repairs is empty"),
    in_run("repair_with_buffer", needs + "role = \"repair\"\nbuffer = ^6\n", "buffer of a dependency of repair"),
    in_run("repair_with_lag", needs + "role = \"repair\"\nlag = ^6\n", "lag of a dependency of repair"),
    in_run("refill_is_no_role", needs + "role = ^\"refill\"\n", "unknown word 'refill'"),
    in_run("priority_of_zero", needs + "priority = ^0\n", "in [1, 1000000]"),
    in_run("priority_nowhere", "^" + needs + "priority = 1\n", "has no priority_shares"),
    in_function("priority_shares_sum", "priority_shares = ^[0.5, 0.4]\n", "priority_shares sum to 0.9"),
    in_function("priority_share_of_nothing", "priority_shares = [1, ^0]\n", "above 0"),
    in_function("min_speed_above_one", "min_speed = ^2\n", "in [0, 1]"),
    in_function("threshold_of_no_unit", "law = \"threshold\"\nthreshold = ^1e-12\n", "down with nothing amiss"),
    in_function("unknown_repeat", "repeat = ^\"ignore\"\n", "overlap, ignore_while_down"),

    // value
    in_function("unknown_calendar", "calendar = ^\"office\"\n", "there is no calendar 'office'"),
    in_function("escalation_no_pair", "escalation = [\"24 h=2\", ^\"72 h\"]\n", "'72 h' is not a pair"),
    in_function("escalation_unit", "escalation = ^\"24 kg=2\"\n", "'kg' is not a unit"),
    in_function("escalation_factor", "escalation = ^\"24 h=0\"\n", "above 0"),
    in_function("escalation_falls", "escalation = [\"24 h=2\", ^\"1 d=3\"]\n", "ages of escalation do not rise"),
    in_function("escalation_at_once", "escalation = ^\"0 h=2\"\n", "above 0"),
    in_run("calendar_day", office + "days = [\"mon\", ^\"thr\"]\nfrom = \"08:00\"\nto = \"09:00\"\n",
           "'thr' is neither"),
    in_run("calendar_days_backwards", office + "days = ^\"fri-mon\"\nfrom = \"08:00\"\nto = \"09:00\"\n",
           "runs forward"),
    in_run("calendar_time", office + "days = \"mon\"\nfrom = ^\"8:00\"\nto = \"09:00\"\n",
           "'8:00' is no time of the day"),
    in_run("calendar_time_of_number", office + "days = \"mon\"\nfrom = ^8\nto = \"09:00\"\n", "where text belongs"),
    in_run("calendar_over_midnight", office + "days = \"mon\"\nfrom = \"22:00\"\nto = ^\"06:00\"\n",
           "to is not after from"),
    in_run("calendar_factor",
           "[[calendar]]\nid = \"c\"\nfactor = ^-1\ndays = \"mon\"\nfrom = \"08:00\"\nto = \"09:00\"\n",
           "negative figure -1"),
    in_run("calendar_overlap",
           office + "days = \"mon-fri\"\nfrom = \"08:00\"\nto = \"12:00\"\n^" + office +
               "days = \"fri\"\nfrom = \"11:00\"\nto = \"13:00\"\n",
           "pieces of calendar 'office' overlap; at fri 11:00"),
    in_run("calendar_otherwise_differs",
           office + "days = \"mon\"\nfrom = \"08:00\"\nto = \"12:00\"\notherwise = 0.5\n" + office +
               "days = \"fri\"\nfrom = \"11:00\"\nto = \"13:00\"\notherwise = ^0.6\n",
           "otherwise of 'office' differs"),

    // crews
    in_run("no_crews", "[[crew_pool]]\nid = \"p\"\ncrews = ^0\n", "in [1, 1000000]"),
    in_run("unknown_policy", pool + "policy = ^\"by_valu\"\n", "did you mean 'by_value'?"),
    in_run("explicit_without_order", "^" + pool + "policy = \"explicit\"\n", "crew pool 'p' has no order"),
    in_run("order_without_explicit", pool + "order = ^[\"f\"]\n", "order without its policy"),
    in_run("order_twice", pool + "policy = \"explicit\"\norder = [\"f\", ^\"f\"]\n", "'f' stands twice"),
    in_run("unknown_sector_of_crews", pool + "sectors = ^\"t\"\n", "there is no sector 't'"),
    in_run("two_pools", pool + "^[[crew_pool]]\nid = \"q\"\nfunctions = \"f\"\n", "crew pools 'p' and 'q' both serve"),

    // given events
    in_run("event_without_restoration", "^" + given, "missing key 'restoration'"),
    in_run("event_without_target", "^[[event]]\nid = \"e\"\nrestoration = 1\n", "nothing to strike"),
    in_run("event_of_two_targets", given + "restoration = 1\nplatform = ^\"p\"\n", "function and platform"),
    in_run("event_after_horizon", given + "restoration = 1\nat = ^\"1 a\"\n", "at or after the horizon"),
    in_run("event_probability", given + "restoration = 1\nprobability = ^1.1\n", "in [0, 1]"),
    in_run("event_probabilities_differ",
           given + "restoration = 1\nprobability = 0.5\n" + given + "restoration = 1\nprobability = ^0.6\n",
           "probability of 'e' differs"),
    in_run("event_chance", given + "restoration = 1\nchance = ^-0.5\n", "negative figure"),
    in_run("event_unknown_function", "[[event]]\nid = \"e\"\nrestoration = 1\nfunction = ^\"ff\"\n",
           "no function 'ff'"),
    in_run("event_unknown_region", given + "restoration = 1\nregions = [\"A\", ^\"C\"]\n", "no region 'C'"),
    in_run("event_shaking_with_damage", "[[event]]\nid = \"e\"\npga = 0.3\nrestoration = ^\"3 h\"\n",
           "restoration beside pga"),
    in_run("event_shaking_nothing", "^[[event]]\nid = \"e\"\npga = 0.3\n", "strikes nothing"),
    in_run("event_intensity", "[[event]]\nid = \"e\"\npga = ^30\n", "at most 10"),
    in_run("one_of_sums_to_more",
           "^" + given + "restoration = 1\nprobability = 0.7\none_of = \"x\"\n" +
               "[[event]]\nid = \"h\"\nfunction = \"f\"\nrestoration = 1\nprobability = 0.7\none_of = \"x\"\n",
           "sum to 1.4"),
    {"event_in_model_file",
     {{"run.toml", "run = { scenarios = 1, seed = 1, model = \"m.toml\" }\n"},
      {"m.toml",
       "sector = [{ id = \"s\" }]\nregion = [{ id = \"A\" }]\nfunction = [{ id = \"f\", sector = \"s\" }]\n"
       "[[^event]]\nid = \"e\"\nfunction = \"f\"\nrestoration = 1\n"}},
     "stands in a model file"},
    in_run("event_in_csv", "[tables]\n^event = \"events.csv\"\n", "unknown table 'event' in [tables]"),

    // campaigns
    in_run("campaign_without_kind", "^" + campaign, "missing key 'kind'"),
    in_run("campaign_of_no_kind", campaign + "kind = ^\"ransom\"\n", "targeted, ransomware, ddos"),
    in_run("campaign_of_nobody", targeted + "functions = [^\"h\"]\n", "there is no function 'h'"),
    in_run("campaign_of_no_sector", targeted + "sectors = ^\"t\"\n", "there is no sector 't'"),
    in_run("campaign_without_targets", targeted + "targets = ^0\n", "in [1, 1000000]"),
    in_run("campaign_success", targeted + "success = ^1.5\n", "in [0, 1]"),
    in_run("campaign_displacement", targeted + "displacement = ^-0.5\n", "negative figure"),
    in_run("campaign_lateral", targeted + "lateral = ^2\n", "in [0, 1]"),
    in_run("campaign_that_ends", targeted + "duration = ^\"3 h\"\n", "duration of a campaign of kind targeted"),
    in_run("flood_without_end", "^" + campaign + "kind = \"ddos\"\n", "campaign 'c' has no duration"),
    in_run("flood_that_moves_on", campaign + "kind = \"ddos\"\nduration = 3\nlateral = ^0.5\n", "lateral of a ddos"),
    in_run("campaign_containment", targeted + "containment = ^\"soon\"\n", "not a duration"),
    in_run("campaign_twice", targeted + "[[campaign]]\nid = ^\"c\"\nrate = 1\nrestoration = 1\nkind = \"targeted\"\n",
           "duplicate id 'c'"),
    in_run("campaign_staircase", targeted + "staircase = [\"0.5=0.5\", ^\"0.6=0.4\"]\n", "staircase does not rise"),
    in_run("campaign_rate", "[[campaign]]\nid = \"c\"\nrate = ^2e6\nrestoration = 1\nkind = \"targeted\"\n",
           "in [0, 1000000]"),
    in_run("campaign_without_target",
           "^" + targeted + "functions = \"f\"\n[[cyber_target]]\nfunction = \"f\"\nattractiveness = 0\n",
           "campaign 'c' has no target"),
    in_run("target_of_nobody", "^[[cyber_target]]\nfunction = \"f\"\n", "has no effect"),
    in_run("target_of_another", targeted + "functions = \"f\"\n^[[cyber_target]]\nfunction = \"g\"\ncampaign = \"c\"\n",
           "the campaign does not choose that function"),
    in_run("target_twice",
           targeted + "[[cyber_target]]\nfunction = \"f\"\n^[[cyber_target]]\nfunction = \"f\"\nsuccess = 0.5\n",
           "second row of table 'cyber_target'"),
    in_run("target_of_no_campaign", "[[cyber_target]]\nfunction = \"f\"\ncampaign = ^\"c\"\n", "no campaign 'c'"),
    in_run("target_attractiveness", targeted + "[[cyber_target]]\nfunction = \"f\"\nattractiveness = ^1e7\n",
           "in [0, 1000000]"),
    in_run("target_success", targeted + "[[cyber_target]]\nfunction = \"f\"\nsuccess = ^1.1\n", "in [0, 1]"),
    in_run("target_split", targeted + "[[cyber_target]]\nfunction = \"f\"\nsplit = ^\"capcity\"\n",
           "did you mean 'capacity'?"),
    in_run("target_undivided", targeted + "^[[cyber_target]]\nfunction = \"f\"\nsplit = \"product\"\n",
           "cannot be divided"),
    in_run("link_probability", link + "probability = ^1.5\n", "in [0, 1]"),
    in_run("link_delay", link + "delay = ^\"-3 h\"\n", "negative figure"),
    in_run("link_scope", link + "scope = ^\"aera\"\n", "did you mean 'area'?"),
    in_run("link_to_nobody", "[[cyber_link]]\nfrom = \"f\"\nto = ^\"h\"\n", "there is no function 'h'"),
    in_run("link_twice", link + "^[[cyber_link]]\nfrom = \"f\"\nto = \"g\"\nscope = \"all\"\n", "are linked twice"),
    in_run("link_to_itself", "^[[cyber_link]]\nfrom = \"f\"\nto = \"f\"\n", "no node of 'f' reaches one of 'f'"),
    in_run("patched", "[[platform_use]]\nplatform = \"p\"\nfunction = \"f\"\npatched = ^2\n", "in [0, 1]"),
    in_run("sharing_of_nobody", "^[[sharing]]\nid = \"i\"\n", "sharing scheme 'i' has no member"),
    in_run("sharing_of_no_sector", "[[sharing]]\nid = \"i\"\nsectors = ^\"t\"\n", "there is no sector 't'"),
    in_run("sharing_immunity", sharing + "immunity = ^1.5\n", "in [0, 1]"),
    in_run("sharing_detection", sharing + "detection_factor = ^1.5\n", "in [0, 1]"),
    in_run("sharing_restoration", sharing + "restoration_factor = ^-1\n", "negative figure"),
    in_run("sharing_delay", sharing + "delay = ^\"3 kg\"\n", "'kg' is not a unit"),
    in_run("sharing_twice", sharing + "[[sharing]]\nid = ^\"i\"\nfunctions = \"f\"\n", "duplicate id 'i'"),

    // damage
    in_run("never_misspelt", unintended + "rate = 1\nrestoration = ^\"nevr\"\n", "'nevr' is not a duration"),
    in_run("capacity_never", unintended + "rate = 1\nrestoration = 1\ncapacity_left = ^\"never\"\n", "not a number"),
    in_run("staircase_falls", unintended + "rate = 1\nrestoration = 1\nstaircase = [\"0.5=0.5\", ^\"0.6=0.4\"]\n",
           "staircase does not rise"),
    in_run("staircase_to_the_end", unintended + "rate = 1\nrestoration = 1\nstaircase = ^\"1=0.5\"\n", "below 1"),
    in_run("staircase_of_never", unintended + "rate = 1\nrestoration = \"never\"\nstaircase = ^\"0.5=0.5\"\n",
           "never restored"),
    in_run("curve_of_one", unintended + "rate = 1\nrestoration = 1\ncurve_steps = ^1\n", "curve_steps of 1"),
    in_run("curve_of_many", unintended + "rate = 1\nrestoration = 1\ncurve_steps = ^1001\n", "in [0, 1000]"),
    in_run("curve_and_staircase", unintended + "rate = 1\nrestoration = 1\nstaircase = \"0.5=0.5\"\ncurve_steps = ^9\n",
           "beside a staircase"),
    in_run("curve_of_one_site", R"(
[[fragility]]
class = "c"
curve_steps = ^10
state = "slight"
median = 0.5
beta = 0.5
restoration = 1
)",
           "whose nodes are single sites"),

    // run options of stress tests
    in_options("unknown_tail", "[run]\nscenarios = 5\nseed = 1\ntail = ^\"cut\"", "run_off, censor"),
    in_options("starts_nowhere", "[run]\nscenarios = 5\nseed = 1\nstarts = ^\"08:00\"",
               "'08:00' is no time of the week"),
    in_options("unknown_threat", "[run]\nscenarios = 5\nseed = 1\nthreats = [\"cyber\", ^\"disasters\"]",
               "did you mean 'disaster'?"),
    in_options("no_work", "[run]\nscenarios = 5\nseed = 1\nwork_limit = ^0", "out of range"),
    in_options("times_fall", "[run]\nscenarios = 5\nseed = 1\n[observe]\ntimes = [\"2 h\", ^\"60 min\"]",
               "times do not rise"),
    in_options("times_after_the_end", "[run]\nscenarios = 5\nseed = 1\n[observe]\ntimes = [0, ^\"3.1 a\"]",
               "after the end"),
    in_options("times_after_the_horizon",
               "[run]\nscenarios = 5\nseed = 1\ntail = \"censor\"\n[observe]\ntimes = [0, ^\"1.1 a\"]",
               "after the end"),
    in_options(
        "too_many_events",
        "[run]\nscenarios = 5\nseed = 1\nhorizon = \"6 a\"" + unintended + "restoration = 1\nrate = ^\"900000 /a\"\n",
        "expected to hold 5400000 random events"),

    in_options("too_many_campaigns",
               "[run]\nscenarios = 5\nseed = 1\nhorizon = \"6 a\"\n[[campaign]]\nid = \"c\"\nkind = \"targeted\"\n"
               "restoration = 1\nrate = ^\"900000 /a\"\n",
               "expected to hold 5400000 random events"),
    // seasons, staffing, couplings, defective releases
    in_options("starts_on_nowhere", "[run]\nscenarios = 5\nseed = 1\nstarts_on = ^\"02-29\"",
               "'02-29' is no day of the year"),
    in_options("unknown_coupling", "[run]\nscenarios = 5\nseed = 1\ncouplings = [^\"cyber_desaster\"]", "unknown word"),
    in_run("season_of_no_day", "[[season]]\nid = \"x\"\nfactor = 2\ndates = [\"apr\", ^\"04-31\"]\n",
           "'04-31' is no day of the year"),
    in_run("season_without_dates", "^[[season]]\nid = \"x\"\nfactor = 2\n", "missing key 'dates'"),
    in_run("season_of_negative_factor", "[[season]]\nid = \"x\"\nfactor = ^-1\ndates = \"apr\"\n", "negative figure"),
    in_run("season_of_nothing", "^[[season]]\nid = \"x\"\nfactor = 0\notherwise = 0\ndates = \"apr\"\n",
           "0 on all days"),
    in_run("unknown_season", unintended + "rate = 1\nrestoration = 1\nseason = ^\"x\"\n", "there is no season 'x'"),
    in_run("rate_cv_too_large", unintended + "rate = 1\nrestoration = 1\nrate_cv = ^11\n", "out of range"),
    in_function("negative_staffing", "staffing = ^-0.5\n", "negative figure"),
    in_run("coupling_that_calms", "[[coupling]]\nid = \"degraded_unintended\"\nfactor = ^0.5\n", "out of range"),
    in_run("coupling_for_no_time", "^[[coupling]]\nid = \"disaster_unintended\"\nfactor = 2\n",
           "does not say how long it lasts"),
    in_run("coupling_without_factor", "^[[coupling]]\nid = \"cyber_unintended\"\nlasts = \"7 d\"\n",
           "missing key 'factor'"),
    in_run("coupling_without_regions",
           "[[coupling]]\nid = \"cyber_unintended\"\nfactor = 2\nlasts = \"7 d\"\nregions = ^2\n", "has no effect"),
    in_run("coupling_that_lasts_anyway", "[[coupling]]\nid = \"degraded_unintended\"\nfactor = 2\nlasts = ^\"7 d\"\n",
           "has no effect"),
    in_run("coupling_of_no_length", "[[coupling]]\nid = \"disaster_cyber\"\nfactor = 2\nlasts = ^\"0 h\"\n",
           "out of range"),
    in_run("coupling_twice",
           "[[coupling]]\nid = \"degraded_unintended\"\nfactor = 2\n"
           "[[coupling]]\nid = ^\"degraded_unintended\"\nfactor = 3\n",
           "duplicate id 'degraded_unintended'"),
    in_run("coupling_unknown", "[[coupling]]\nid = ^\"cyber_disaster\"\nfactor = 2\n", "unknown word"),
    in_run("couplings_of_old", "[^couplings]\ndegraded_unintended = 2\n", "did you mean 'coupling'?"),
    in_run("release_of_no_platform", "[[platform_defect]]\nid = \"r\"\nrate = 1\nplatform = ^\"q\"\nrestoration = 1\n",
           "there is no platform 'q'"),
    in_run("release_without_restoration", "^[[platform_defect]]\nid = \"r\"\nrate = 1\nplatform = \"p\"\n",
           "missing key 'restoration'"),
    in_run("release_of_share_above_one",
           "[[platform_defect]]\nid = \"r\"\nrate = 1\nplatform = \"p\"\nrestoration = 1\nshare = ^1.5\n",
           "out of range"),

    // CSV
    in_csv("csv_missing_column", "^en,ja\nTokyo,x\n", "missing column 'id'"),
    in_csv("csv_unknown_column", "id,^populaton\nTokyo,5\n", "did you mean 'population'?"),
    in_csv("csv_column_twice", "id,en,^en\nTokyo,5,6\n", "stands twice"),
    in_csv("csv_column_without_name", "id,^\nTokyo,5\n", "without a name"),
    in_csv("csv_row_too_long", "id,en\nTokyo,Tokyo,^Japan\n", "3 cells, the header 2"),
    in_csv("csv_row_too_short", "id,en\r\nTokyo^\r\n", "1 cells, the header 2"),
    in_csv("csv_quoted_newline", "id,en\nTokyo,^\"To\nkyo\"\n", "line break inside quotes"),
    in_csv("csv_unclosed_quote", "id,en\nTokyo,^\"Tokyo\nOsaka,Osaka\n", "never closed"),
    in_csv("csv_text_after_quote", "id,en\nTokyo,\"To\"^kyo\n", "after the closing quote"),
    in_csv("csv_quote_inside", "id,en\nTokyo,To^\"kyo\n", "quote inside a cell"),
    in_csv("csv_carriage_return", "id,en^\rTokyo,Tokyo\r", "carriage return"),
    in_csv("csv_header_only", "^id,en\n", "no rows"),
    in_csv("csv_empty", "^", "empty"),
    in_csv("csv_shift_jis", "id,ja\nTokyo,^\x93\x8C\x8B\x9E\n", "Shift-JIS"),
    in_csv("csv_bad_cell", "id,ja,population\nTokyo,\xE6\x9D\xB1\xE4\xBA\xAC,^many\n", "'many' is not a number"),
    in_csv("csv_empty_required", "id,en\n^,Tokyo\n", "empty cell in column 'id'"),
    in_csv("csv_nan", "id,population\nTokyo,^nan\n", "not a finite number"),
    in_csv("csv_confidence", "id,confidence\nTokyo,^guess\n", "sourced, derived, judgement"),
};

class BadInput : public testing::TestWithParam<Mistake> {};

/// Takes the mark out of the file that has it and says where it stood.
SourcePosition take_mark(Texts& files) {
    for (auto& [name, text] : files) {
        const std::size_t at = text.find('^');
        if (at != std::string::npos) {
            text.erase(at, 1);
            const std::size_t line_start = text.rfind('\n', at == 0 ? 0 : at - 1);
            const bool first_line = at == 0 || line_start == std::string::npos;
            return {name, 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'),
                    static_cast<std::int64_t>(first_line ? at + 1 : at - line_start)};
        }
    }
    return {};
}

TEST_P(BadInput, IsNamedWithItsPlace) {
    auto texts = GetParam().files;
    const SourcePosition expected = take_mark(texts);
    const InputFiles files(texts);
    const Diagnostics errors = files.errors();
    ASSERT_EQ(errors.items().size(), 1U) << text_of(errors);
    const Diagnostic& error = errors.items().front();
    EXPECT_EQ(error.where.file, files.path(expected.file));
    EXPECT_EQ(error.where.line, expected.line) << error.text();
    EXPECT_EQ(error.where.column, expected.column) << error.text();
    EXPECT_THAT(error.text(), testing::HasSubstr(GetParam().words));
    EXPECT_FALSE(error.reason.empty() || error.remedy.empty());
}

INSTANTIATE_TEST_SUITE_P(Mistakes, BadInput, testing::ValuesIn(mistakes),
                         [](const auto& mistake) { return mistake.param.name; });

}  // namespace
}  // namespace hadome::test
