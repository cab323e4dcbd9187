#pragma once

#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace hadome {

/// Where in the input something stands; line and column count from 1, column in bytes; 0 when unknown.
struct SourcePosition {
    std::string file;
    std::int64_t line = 0;
    std::int64_t column = 0;
};

/// One thing wrong with the input, in the words a user can act on.
struct Diagnostic {
    SourcePosition where;
    std::string problem;
    std::string reason;
    std::string remedy;
    std::string subject;  ///< what it is about, as far as whoever added it said (`Diagnostics::About`)

    /// `file:line:column: problem; reason; remedy`
    std::string text() const;
};

/// All that is wrong with an input: collected, never thrown one by one.
class Diagnostics {
public:
    void add(SourcePosition where, std::string problem, std::string reason, std::string remedy);
    bool empty() const { return items_.empty(); }
    const std::vector<Diagnostic>& items() const { return items_; }
    /// What is wrong is about these; "" stands for what nobody said the subject of.
    std::set<std::string> subjects() const;

    /// While it lives, what is added is about its subject.
    class About {
    public:
        About(Diagnostics& diagnostics, std::string subject)
            : diagnostics_{diagnostics}, before_{std::exchange(diagnostics.subject_, std::move(subject))} {}
        ~About() { diagnostics_.subject_ = std::move(before_); }
        About(const About&) = delete;
        About& operator=(const About&) = delete;

    private:
        Diagnostics& diagnostics_;
        std::string before_;
    };

    /// By file, line and column, so that the report does not depend on the order of the checks.
    void sort();
    /// \throws InputError if anything was added.
    void throw_if_any();

private:
    std::vector<Diagnostic> items_;
    std::string subject_;
};

/// Bad input: exit code 2. `what()` holds every diagnostic, one a line.
class InputError : public std::runtime_error {
public:
    explicit InputError(Diagnostics diagnostics);
    const Diagnostics& diagnostics() const { return diagnostics_; }

private:
    Diagnostics diagnostics_;
};

}  // namespace hadome
