#include "cli/commands.hpp"

int main(int argc, char** argv) {
    return hadome::run_command_line(argc, argv);
}
