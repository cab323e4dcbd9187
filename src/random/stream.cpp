#include "random/stream.hpp"

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>

namespace hadome {

double unit_uniform(Stream& stream) {
    return boost::random::uniform_01<double>{}(stream);
}

double unit_exponential(Stream& stream) {
    return boost::random::exponential_distribution<double>{}(stream);
}

double unit_normal(Stream& stream) {
    return boost::random::normal_distribution<double>{}(stream);
}

}  // namespace hadome
