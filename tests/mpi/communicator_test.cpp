#include "parallel/communicator.hpp"

#include <gmock/gmock.h>

#include <string>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "mpi/environment.hpp"
#include "parallel/agree.hpp"
#include "parallel/exit_code.hpp"
#include "parallel/progress_channel.hpp"
#include "parallel/work_deal.hpp"

namespace hadome::test {
namespace {

std::string word_of(int rank) {
    return std::string(static_cast<std::size_t>(1000 * rank), 'x') + std::to_string(rank);
}

TEST(Communicator, broadcasts_the_roots_bytes) {
    std::string bytes = world->is_root() ? std::string("model\0bytes", 11) : "something else";
    world->broadcast(bytes);
    EXPECT_EQ(bytes, std::string("model\0bytes", 11));
}

TEST(Communicator, gathers_bytes_of_different_lengths_by_rank) {
    const std::vector<std::string> all = world->gather(word_of(world->rank()));
    if (!world->is_root()) {
        EXPECT_TRUE(all.empty());
        return;
    }
    ASSERT_EQ(static_cast<int>(all.size()), world->size());
    for (int rank = 0; rank < world->size(); ++rank) {
        EXPECT_EQ(all[static_cast<std::size_t>(rank)], word_of(rank));
    }
}

TEST(Communicator, reduces_whole_numbers) {
    const std::int64_t size = world->size();
    EXPECT_EQ(world->all_sum(world->rank() + 1), size * (size + 1) / 2);
    EXPECT_EQ(world->all_max(world->rank()), size - 1);
}

TEST(Agree, throws_on_every_rank_the_failure_of_the_lowest) {
    const auto last = [&] { return world->rank() == world->size() - 1; };
    try {
        agree(*world, [&] {
            if (last()) {
                throw IoError("the disk of the last rank is full");
            }
        });
        FAIL() << "the failure of one rank was not heard on rank " << world->rank();
    } catch (const AgreedError& error) {
        EXPECT_EQ(error.code(), ExitCode::io_error);
        EXPECT_STREQ(error.what(), "the disk of the last rank is full");
    }
}

TEST(Agree, works_on_the_root_alone) {
    int calls = 0;
    agree_on_root(*world, [&] { ++calls; });
    EXPECT_EQ(calls, world->is_root() ? 1 : 0);
}

TEST(WorkDeal, deals_every_item_to_one_rank) {
    constexpr std::int64_t items = 10;
    const WorkDeal deal{items, world->rank(), world->size()};
    std::int64_t numbers = 0;
    for (std::int64_t k = 0; k < deal.count(); ++k) {
        numbers += std::int64_t{1} << deal.item(k);
    }
    EXPECT_EQ(world->all_sum(deal.count()), items);
    EXPECT_EQ(world->all_sum(numbers), (std::int64_t{1} << items) - 1);
}

TEST(ProgressChannel, brings_the_last_word_of_every_rank_in_order) {
    struct Word {
        std::int64_t number = 0;
    };
    ProgressChannel<Word> channel{*world};
    std::vector<std::int64_t> latest(static_cast<std::size_t>(world->size()), -1);
    const auto note = [&](int rank, const Word& word) {
        EXPECT_GT(word.number, latest[static_cast<std::size_t>(rank)]);
        latest[static_cast<std::size_t>(rank)] = word.number;
    };
    std::int64_t posted = -1;
    for (std::int64_t number = 0; number < 100; ++number) {
        if (channel.post({number})) {
            posted = number;
        }
        channel.poll(note);
    }
    channel.close(note);
    std::string all;
    for (const std::string& word : world->gather(std::to_string(posted))) {
        all += word + " ";
    }
    if (world->is_root()) {
        std::string heard;
        for (const std::int64_t number : latest) {
            heard += std::to_string(number) + " ";
        }
        EXPECT_EQ(heard, all);
    }
}

}  // namespace
}  // namespace hadome::test
