#include "batch/worker.hpp"

#include "input/candidates.hpp"
#include "loss/sources.hpp"
#include "results/format.hpp"

namespace hadome {

namespace {

/// Functions up to which losses are kept by pairs of them: 64 MB for each thread.
constexpr std::size_t pairs_kept_up_to = 2000;

}  // namespace

TallyShape tally_shape(const LoadedInput& input) {
    const RunOptions& options = input.options;
    TallyShape shape;
    shape.sectors = input.model.sectors.size();
    shape.functions = input.model.functions.size();
    shape.affected_functions = shape.functions <= pairs_kept_up_to ? shape.functions : 0;
    shape.nodes = input.model.nodes.size();
    shape.regions = input.model.regions.size();
    shape.sources = SourceRow(input.model).size();
    shape.observe_times = options.observe_times.size();
    shape.worst = worst_kept;
    shape.games = options.attribution == Attribution::shapley ? 1 : 0;
    shape.candidates = candidate_count(input);
    return shape;
}

Worker::Worker(const LoadedInput& input, const TallyShape& shape, const std::atomic<bool>& cancelled)
    : model_{input.model},
      sampler_{input.model, input.options.seed, only_world, input.options.horizon, input.options.drawn},
      simulator_{input.model, input.options.cap(), {.work_limit = input.options.work_limit, .cancelled = &cancelled}},
      account_{input.model, input.options.starts},
      people_{input.model},
      observer_{input.model, input.options.observe_times},
      resimulation_{input.model, simulator_, input.options.starts},
      trials_{input.model,
              variants_ranked(input),
              first_measure(input),
              input.options.cap(),
              {.work_limit = input.options.work_limit, .cancelled = &cancelled},
              input.options.starts},
      ranks_functions_{input.options.ranks_functions()},
      player_{input.model, simulator_, input.options.starts},
      shape_{shape},
      finished_{Tally{shape}, LossBlock{}, ScenarioBlock{}} {
    for (const Variant& variant : variants_ranked(input)) {
        std::unique_ptr<ScenarioSampler> sampler;
        if (variant.draws == Variant::Draws::other) {
            sampler = std::make_unique<ScenarioSampler>(variant.model, input.options.seed, only_world,
                                                        input.options.horizon, input.options.drawn);
        }
        variant_samplers_.push_back(std::move(sampler));
    }
}

const FinishedItem* Worker::run(NumberRange item) {
    finished_.tally = Tally{shape_};
    finished_.losses = LossBlock{item.first};
    finished_.rows = ScenarioBlock{item.first};
    try {
        for (std::int64_t number = item.first; number < item.last; ++number) {
            if (const GiveUp reason = simulate(number); reason != GiveUp::no) {
                finished_.tally.give_up(number, reason);
                finished_.losses.add_given_up(reason);
                finished_.rows.add_given_up(number, reason, model_.sectors.size());
            }
        }
    } catch (const Cancelled&) {
        return nullptr;
    }
    return &finished_;
}

GiveUp Worker::simulate(std::int64_t number) {
    try {
        sampler_.draw(number, storage_, scenario_);
    } catch (const ScenarioGivenUp& too_large) {
        return too_large.reason();
    }
    journal_ = simulator_.run(scenario_, Treatment{});  // a copy, for counterfactuals write over the simulator's own
    if (journal_.given_up != GiveUp::no) {
        return journal_.given_up;
    }
    const ScenarioLoss& loss = account_.assess(scenario_, journal_);
    if (shape_.candidates > 0) {
        if (const GiveUp reason = value_candidates(number, loss); reason != GiveUp::no) {
            return reason;
        }
    }
    if (shape_.games > 0) {
        if (const GiveUp reason = play(number, loss.all()); reason != GiveUp::no) {
            return reason;
        }
    }
    const PeopleLoss& people = people_.assess(journal_);
    finished_.tally.add(model_, scenario_, journal_, loss, account_.outages(), account_.reached(scenario_, journal_));
    finished_.tally.add_candidates(valued_);
    finished_.tally.add_inside(trials_.inside());
    finished_.tally.add_people(people);
    for (ThreatGameTally& games : finished_.tally.games) {
        games.add(player_.game(), player_.simulations());
    }
    finished_.tally.add_observation(observer_.observe(journal_));
    finished_.losses.add(loss, valued_);
    finished_.rows.add(scenario_, journal_, loss, people.hours());
    return GiveUp::no;
}

GiveUp Worker::value_candidates(std::int64_t number, const ScenarioLoss& loss) {
    valued_.clear();
    if (ranks_functions_) {
        if (const GiveUp reason = resimulation_.value_all(scenario_, journal_, loss.total); reason != GiveUp::no) {
            return reason;
        }
        valued_.assign(resimulation_.valued().begin(), resimulation_.valued().end());
    }
    const GiveUp reason = trials_.value_all(scenario_, journal_, loss, [&](std::size_t variant, Scenario& scenario) {
        variant_samplers_[variant]->draw(number, storage_, scenario);
    });
    valued_.insert(valued_.end(), trials_.valued().begin(), trials_.valued().end());
    return reason;
}

GiveUp Worker::play(std::int64_t number, Jpy loss) {
    return player_.play(scenario_, loss, [&](std::size_t set, Scenario& scenario) {
        DrawnClasses acting{};
        for (std::size_t k = 0; k < acting.size(); ++k) {
            acting[k] = (set >> k & 1) != 0;
        }
        sampler_.draw(number, acting, storage_, scenario);
    });
}

}  // namespace hadome
