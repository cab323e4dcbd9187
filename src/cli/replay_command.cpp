#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "batch/replay.hpp"
#include "cli/commands.hpp"
#include "cli/count_option.hpp"
#include "core/diagnostics.hpp"
#include "parallel/run_on_ranks.hpp"
#include "results/publish.hpp"
#include "story/render.hpp"

namespace hadome {

namespace {

constexpr std::size_t terminal_lines = 60;
constexpr std::size_t page_lines = 200;
constexpr std::string_view page_beginning = "<!DOCTYPE html>";

struct ReplayArguments {
    ReplayRequest request;
    Language language = Language::en;
    bool json = false;
    bool all = false;
    std::string html;
};

/// A page replaces an older page, and nothing else: not results, not a run file, not a device.
void require_page(const std::filesystem::path& file) {
    const std::filesystem::file_status status = std::filesystem::symlink_status(file);
    if (!std::filesystem::exists(status)) {
        return;
    }
    std::string beginning(page_beginning.size(), '\0');
    if (std::filesystem::is_regular_file(status)) {
        std::ifstream(file, std::ios::binary).read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    }
    if (beginning != page_beginning) {
        Diagnostics diagnostics;
        diagnostics.add({"--html", 0, 0}, file.string() + " would be lost", "it is there, and is no page of HTML",
                        "choose another name");
        throw InputError(std::move(diagnostics));
    }
}

void tell(const ReplayArguments& arguments) {
    if (!arguments.html.empty()) {
        require_page(arguments.html);
    }
    const Replay found = replay(arguments.request);
    for (const std::string& warning : found.warnings) {
        std::fprintf(stderr, "%s\n", warning.c_str());
    }
    const StorySource source{found.input.model, found.scenario, found.journal,
                             found.loss,        found.outages,  found.reached};
    const Story story = build_story(source);
    const Words words(source.model, source.scenario, arguments.language);
    if (!arguments.html.empty()) {
        const Telling telling = tell_story(story, words, {page_lines, arguments.all});
        publish_text(arguments.html, story_as_html(source, story, telling, words));
    }
    if (arguments.json) {
        write_story_as_json(std::cout, source, story, found.input.options.seed, found.input.digest);
    } else {
        std::cout << story_as_text(source, story, tell_story(story, words, {terminal_lines, arguments.all}), words);
    }
    std::cout.flush();
}

}  // namespace

void add_replay_command(CLI::App& app, Invocation& invocation) {
    static const std::map<std::string, Language> languages{{"en", Language::en}, {"ja", Language::ja}};
    CLI::App* command =
        app.add_subcommand("replay", "Simulate one scenario of a finished run again and tell its story");
    const auto arguments = std::make_shared<ReplayArguments>();
    command->add_option("DIR", arguments->request.directory, "Run directory")->required();
    CLI::Option* number = add_count(*command, "--scenario", "Number of the scenario, from 0", 0, most_scenarios,
                                    [arguments](std::int64_t value) { arguments->request.scenario = value; });
    CLI::Option* worst =
        add_count(*command, "--worst", "Place of the scenario by loss; 1 is the worst", 1, most_scenarios,
                  [arguments](std::int64_t value) { arguments->request.worst = value; });
    number->excludes(worst);
    command->add_option("--input", arguments->request.run_file, "Run file, where the run kept no input");
    command->add_flag("--json", arguments->json, "Print everything as JSON");
    command->add_flag("--all", arguments->all, "Tell every event and every change, however small");
    command->add_option("--html", arguments->html, "Also write the story with its chart to this file");
    const auto language = std::make_shared<std::string>("en");
    command->add_option("--lang", *language, "Language")->check(CLI::IsMember(languages));
    command->callback([=, &invocation] {
        if (number->count() + worst->count() == 0) {
            throw CLI::RequiredError("--scenario K or --worst N");
        }
        arguments->language = languages.at(*language);
        invocation.action = [arguments] {
            return run_alone([&](Communicator&) {
                tell(*arguments);
                return ExitCode::success;
            });
        };
    });
}

}  // namespace hadome
