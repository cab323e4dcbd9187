#include "cascade/buffer_state.hpp"

#include <algorithm>

namespace hadome {
namespace {

Wide full_charge(const Buffer& buffer) {
    return static_cast<Wide>(buffer.capacity) << Fixed::fraction_bits;
}

/// Charge gained in one tick while supply is whole; at least one unit, so that any pause lets the store hold again.
Wide refill_rate(const Buffer& buffer) {
    return std::max<Wide>(1, full_charge(buffer) / buffer.refill);
}

}  // namespace

void BufferState::reset(const Buffer& buffer) {
    ceiling_ = buffer.kind == Buffer::Kind::none ? Fixed::one() : Fixed::zero();
    seen_ = Fixed::zero();
    since_ = 0;
    charge_ = full_charge(buffer);
    empty_at_ = never;
    window_.clear();
    first_piece_ = 0;
}

Tick BufferState::observe(const Buffer& buffer, Tick now, Fixed deficit) {
    if (deficit == seen_ || buffer.kind == Buffer::Kind::none) {
        return never;
    }
    return buffer.kind == Buffer::Kind::pooled ? observe_pooled(buffer, now, deficit)
                                               : observe_sites(buffer, now, deficit);
}

bool BufferState::advance(const Buffer& buffer, Tick now) {
    const Fixed before = ceiling_;
    if (buffer.kind == Buffer::Kind::pooled) {
        if (now >= empty_at_) {
            update_charge(buffer, now);
            empty_at_ = never;
            ceiling_ = Fixed::one();
        }
    } else {
        while (!window_empty() && window_[first_piece_].end + buffer.capacity <= now) {
            ++first_piece_;
        }
        ceiling_ = window_empty() ? seen_ : window_[first_piece_].deficit;
    }
    return ceiling_ > before;
}

void BufferState::update_charge(const Buffer& buffer, Tick now) {
    const Wide elapsed = now - since_;
    if (seen_ > Fixed::zero()) {
        charge_ = std::max<Wide>(0, charge_ - elapsed * seen_.raw());
    } else if (buffer.refill == 0) {
        charge_ = full_charge(buffer);
    } else {
        charge_ = std::min(full_charge(buffer), charge_ + elapsed * refill_rate(buffer));
    }
    since_ = now;
}

Tick BufferState::observe_pooled(const Buffer& buffer, Tick now, Fixed deficit) {
    update_charge(buffer, now);
    seen_ = deficit;
    empty_at_ = never;
    if (deficit == Fixed::zero()) {
        ceiling_ = Fixed::zero();  // whole supply needs no store, and the next deficit finds it charged for a while
    } else if (charge_ > 0) {
        const Wide ticks = (charge_ + deficit.raw() - 1) / deficit.raw();
        empty_at_ = ticks >= never ? never : now + static_cast<Tick>(ticks);
    } else {
        ceiling_ = Fixed::one();
    }
    return empty_at_;
}

Tick BufferState::observe_sites(const Buffer& buffer, Tick now, Fixed deficit) {
    window_.push_back({seen_, now});
    // Pieces of the past that are no smaller than what is seen now can never again be the smallest in the window.
    while (!window_empty() && window_.back().deficit >= deficit) {
        window_.pop_back();
    }
    const bool pushed = !window_empty() && window_.back().end == now;
    seen_ = deficit;
    since_ = now;
    advance(buffer, now);
    return pushed ? now + buffer.capacity : never;
}

}  // namespace hadome
