#include "loss/tail_survey.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>

namespace hadome {
namespace {

constexpr std::size_t candidates = 3;
const TailQuestions questions{0, {0.5, 0.9, 0.99}, candidates, 0.9};

/// A sample in memory, as everybody would write it down.
struct Sample {
    std::vector<LossBlock> blocks;
    std::array<std::vector<Jpy>, headline_count> loss;
    std::array<std::vector<Jpy>, headline_count> counterfactual[candidates];
    std::vector<Jpy> event;
};

Sample random_sample(std::int64_t scenarios, std::mt19937_64& generator) {
    Sample sample;
    for (std::int64_t number = 0; number < scenarios; ++number) {
        if (number % 16 == 0) {
            sample.blocks.emplace_back(number);
        }
        if (generator() % 10 == 0) {
            sample.blocks.back().add_given_up(GiveUp::too_much_work);
            continue;
        }
        ScenarioLoss loss;
        const auto all = static_cast<Jpy>(generator() % 3 == 0 ? 0 : generator() >> (30 + generator() % 30));
        loss.total = {all / 3, all};
        loss.largest_event = all / 2;
        std::vector<CandidateDelta> deltas;
        for (std::size_t k = 0; k < candidates; ++k) {
            // The last one also harms.
            const Jpy delta = generator() % 3 > 0 ? 0 : k == 2 ? all / 4 - 5 : all / 2;
            if (generator() % 2 == 0 || delta != 0) {
                deltas.push_back({static_cast<std::int64_t>(k), {delta / 3, delta}});
            }
            for (std::size_t h = 0; h < headline_count; ++h) {
                sample.counterfactual[k][h].push_back(loss.total[h] - (h == 0 ? delta / 3 : delta));
            }
        }
        sample.blocks.back().add(loss, deltas);
        for (std::size_t h = 0; h < headline_count; ++h) {
            sample.loss[h].push_back(loss.total[h]);
        }
        sample.event.push_back(loss.largest_event);
    }
    return sample;
}

Jpy order_statistic(std::vector<Jpy> sample, std::int64_t rank) {
    std::sort(sample.begin(), sample.end());
    return sample.at(static_cast<std::size_t>(rank) - 1);
}

Excesses excesses(const std::vector<Jpy>& sample, Jpy threshold) {
    Excesses beyond;
    for (const Jpy loss : sample) {
        if (loss > threshold) {
            ++beyond.scenarios;
            beyond.moments.add(loss - threshold);
        }
    }
    return beyond;
}

Wide sum_of(const std::vector<Jpy>& losses) {
    return std::accumulate(losses.begin(), losses.end(), Wide{0});
}

void expect_same(const TailFindings& found, const Sample& sample) {
    const auto n = static_cast<std::int64_t>(sample.event.size());
    for (const double probability : exceedance_probabilities(n)) {
        const std::int64_t rank = quantile_ranks(n, 1.0 - probability).value;
        EXPECT_EQ(found.largest_event.at(rank), order_statistic(sample.event, rank));
    }
    for (std::size_t h = 0; h < headline_count; ++h) {
        const HeadlineTail& tail = found.headline[h];
        for (std::size_t k = 0; k < questions.levels.size(); ++k) {
            std::vector<std::int64_t> ranks;
            add_ranks(quantile_ranks(n, questions.levels[k]), n, ranks);
            for (const std::int64_t rank : ranks) {
                EXPECT_EQ(tail.order.at(rank), order_statistic(sample.loss[h], rank));
            }
            const Jpy v = order_statistic(sample.loss[h], quantile_ranks(n, questions.levels[k]).value);
            EXPECT_EQ(tail.beyond[k].scenarios, excesses(sample.loss[h], v).scenarios);
            EXPECT_EQ(tail.beyond[k].moments, excesses(sample.loss[h], v).moments);
        }
        const std::int64_t rank = quantile_ranks(n, questions.ranking_level).value;
        const Jpy v_x = order_statistic(sample.loss[h], rank);
        EXPECT_EQ(tail.value_at_risk, v_x);
        EXPECT_EQ(tail.beyond_it.moments, excesses(sample.loss[h], v_x).moments);
        for (std::size_t k = 0; k < candidates; ++k) {
            const std::vector<Jpy>& y = sample.counterfactual[k][h];
            const Jpy v_y = order_statistic(y, rank);
            EXPECT_EQ(tail.candidate_value_at_risk[k], v_y);
            ExactMoments differences;
            for (std::size_t i = 0; i < y.size(); ++i) {
                differences.add(std::max<Jpy>(sample.loss[h][i] - v_x, 0) - std::max<Jpy>(y[i] - v_y, 0));
            }
            EXPECT_EQ(tail.differences[k], differences) << "candidate " << k;
            Wide in_blocks = 0;
            Wide deltas = 0;
            for (std::size_t b = 0; b < tail.difference_blocks.blocks(); ++b) {
                in_blocks += tail.difference_blocks.sum(b, k);
                deltas += tail.delta_blocks.sum(b, k);
            }
            EXPECT_TRUE(in_blocks == differences.sum());
            EXPECT_TRUE(deltas == sum_of(sample.loss[h]) - sum_of(y));
        }
    }
}

TEST(TailSurvey, finds_what_a_sorted_sample_says) {
    std::mt19937_64 generator(3);
    for (const std::int64_t scenarios : {3, 50, 1000, 5000}) {
        const Sample sample = random_sample(scenarios, generator);
        TailQuestions asked = questions;
        asked.scenarios = static_cast<std::int64_t>(sample.event.size());
        expect_same(survey_tails(asked, sample.blocks), sample);
    }
}

TEST(TailSurvey, of_parts_adds_up_to_that_of_the_whole) {
    std::mt19937_64 generator(4);
    const Sample sample = random_sample(2000, generator);
    TailQuestions asked = questions;
    asked.scenarios = static_cast<std::int64_t>(sample.event.size());
    asked.numbers = 2000;
    TailSurvey one(asked);
    TailSurvey other(asked);
    while (one.wants_look()) {
        for (std::size_t k = 0; k < sample.blocks.size(); ++k) {
            (k % 3 == 0 ? one : other).look(sample.blocks[k]);
        }
        const auto left = one.counts();
        const auto right = other.counts();
        for (std::size_t k = 0; k < left.size(); ++k) {
            for (std::size_t i = 0; i < left[k].size(); ++i) {
                left[k][i] += right[k][i];
                right[k][i] = left[k][i];
            }
        }
        one.end_look();
        other.end_look();
    }
    one.add_sums(other.sums());
    expect_same(std::move(one).findings(), sample);
}

TEST(TailSurvey, of_nothing_asks_for_no_look) {
    EXPECT_FALSE(TailSurvey(questions).wants_look());
    EXPECT_EQ(survey_tails(questions, {}).headline[0].differences.size(), candidates);
}

TEST(TailSurvey, refuses_a_candidate_that_nobody_asked_for) {
    LossBlock block;
    ScenarioLoss loss;
    loss.total = {1, 1};
    block.add(loss, std::vector<CandidateDelta>{{candidates, {1, 1}}});
    TailQuestions asked = questions;
    asked.scenarios = 1;
    asked.numbers = 1;
    EXPECT_THROW(TailSurvey(asked).look(block), InternalError);
}

TEST(LossBlock, keeps_only_what_differs_and_comes_back_from_its_bytes) {
    std::mt19937_64 generator(6);
    const Sample sample = random_sample(40, generator);
    for (const LossBlock& block : sample.blocks) {
        for (const CandidateDelta& one : block.deltas) {
            EXPECT_TRUE(one.delta[0] != 0 || one.delta[1] != 0);
        }
        ByteWriter out;
        block.write(out);
        const std::string bytes = out.take();
        ByteReader in(bytes);
        LossBlock read(block.first);
        read.read(in);
        EXPECT_TRUE(in.at_end());
        EXPECT_EQ(read, block);
    }
}

TEST(LossBlock, refuses_what_it_would_not_have_written) {
    const auto refuses = [](const std::function<void(LossBlock&)>& damage) {
        LossBlock block;
        ScenarioLoss loss;
        loss.total = {4, 9};
        block.add(loss, std::vector<CandidateDelta>{{1, {2, 2}}, {2, {1, 9}}});
        damage(block);
        ByteWriter out;
        block.write(out);
        const std::string bytes = out.take();
        ByteReader in(bytes);
        LossBlock read;
        try {
            read.read(in);
            return false;
        } catch (const IoError&) {
            return true;
        }
    };
    EXPECT_FALSE(refuses([](LossBlock&) {}));
    EXPECT_TRUE(refuses([](LossBlock& block) { block.rows[0].loss[0] = -1; }));
    EXPECT_TRUE(refuses([](LossBlock& block) { block.rows[0].largest_event = -1; }));
    EXPECT_TRUE(refuses([](LossBlock& block) { block.rows[0].given_up = 4; }));
    EXPECT_TRUE(refuses([](LossBlock& block) { block.rows[0].given_up = 1; }));
    EXPECT_TRUE(refuses([](LossBlock& block) { block.rows[0].deltas = 1; }));
    EXPECT_TRUE(refuses([](LossBlock& block) { block.rows[0].deltas = 3; }));
    EXPECT_TRUE(refuses([](LossBlock& block) { block.deltas[0].candidate = 2; }));
    EXPECT_TRUE(refuses([](LossBlock& block) { block.deltas[0].candidate = -1; }));
    EXPECT_TRUE(refuses([](LossBlock& block) { block.deltas[1].delta[1] = 10; }));
    EXPECT_TRUE(refuses([](LossBlock& block) { block.deltas[1].delta[1] = INT64_MIN; }));
}

}  // namespace
}  // namespace hadome
