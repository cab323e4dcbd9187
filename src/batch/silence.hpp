#pragma once

namespace hadome {

/// How long another rank has said nothing. Times are those of one clock [s].
class Silence {
public:
    void end(double now) { last_heard_ = now; }
    /// Takes nobody's pause for his silence. \param pause of the listener himself
    void forgive(double pause) { last_heard_ += pause; }
    /// \throws IoError, which names the rank, when it has lasted for longer than allowed
    void check(int rank, double now, double allowed) const;

private:
    double last_heard_ = 0.0;
};

/// Signs of life come so often that a healthy rank is never silent for as long as is allowed.
double often_enough(double every, double silence_allowed);

}  // namespace hadome
