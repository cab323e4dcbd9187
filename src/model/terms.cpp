#include "model/terms.hpp"

#include "core/check.hpp"
#include "model/spec.hpp"

namespace hadome {

std::string name_of(Combine combine) {
    switch (combine) {
        case Combine::mean: return "mean";
        case Combine::any: return "any";
        case Combine::all: return "all";
        case Combine::k_of_n: return "k_of_n";
    }
    throw InternalError("unknown way of combining suppliers");
}

std::string name_of(Law law) {
    switch (law) {
        case Law::leontief: return "leontief";
        case Law::linear: return "linear";
        case Law::product: return "product";
        case Law::threshold: return "threshold";
    }
    throw InternalError("unknown law");
}

std::string name_of(GroupRole role) {
    switch (role) {
        case GroupRole::operation: return "operation";
        case GroupRole::repair: return "repair";
        case GroupRole::refill: return "refill";
    }
    throw InternalError("unknown role of a group");
}

std::string name_of(Repeat repeat) {
    switch (repeat) {
        case Repeat::overlap: return "overlap";
        case Repeat::ignore_while_down: return "ignore_while_down";
    }
    throw InternalError("unknown way of repeating");
}

std::string name_of(CrewPolicy policy) {
    switch (policy) {
        case CrewPolicy::fifo: return "fifo";
        case CrewPolicy::by_value: return "by_value";
        case CrewPolicy::by_dependents: return "by_dependents";
        case CrewPolicy::explicit_order: return "explicit";
    }
    throw InternalError("unknown crew policy");
}

std::string name_of(SourceKind kind) {
    switch (kind) {
        case SourceKind::unintended: return "unintended";
        case SourceKind::platform_defect: return "platform_defect";
        case SourceKind::worm: return "worm";
        case SourceKind::campaign: return "campaign";
        case SourceKind::earthquake: return "earthquake";
        case SourceKind::aftershock: return "aftershock";
        case SourceKind::tsunami: return "tsunami";
        case SourceKind::storm: return "storm";
        case SourceKind::event_set: return "event_set";
        case SourceKind::given: return "given";
    }
    throw InternalError("unknown kind of source");
}

std::string name_of(CampaignKind kind) {
    switch (kind) {
        case CampaignKind::targeted: return "targeted";
        case CampaignKind::ransomware: return "ransomware";
        case CampaignKind::ddos: return "ddos";
    }
    throw InternalError("unknown kind of campaign");
}

std::string name_of(DamageKind kind) {
    switch (kind) {
        case DamageKind::physical: return "physical";
        case DamageKind::ot: return "ot";
        case DamageKind::it: return "it";
    }
    throw InternalError("unknown kind of damage");
}

std::string name_of(ThreatClass threat) {
    switch (threat) {
        case ThreatClass::unintended: return "unintended";
        case ThreatClass::cyber: return "cyber";
        case ThreatClass::disaster: return "disaster";
    }
    throw InternalError("unknown class of threat");
}

std::string name_of(IntensityMeasure measure) {
    switch (measure) {
        case IntensityMeasure::pga: return "pga";
        case IntensityMeasure::pgv: return "pgv";
        case IntensityMeasure::depth: return "depth";
        case IntensityMeasure::wind: return "wind";
    }
    throw InternalError("unknown intensity measure");
}

std::string name_of(Split split) {
    switch (split) {
        case Split::each: return "each";
        case Split::equal: return "equal";
        case Split::capacity: return "capacity";
        case Split::population: return "population";
        case Split::product: return "product";
    }
    throw InternalError("unknown split");
}

std::string name_of(Scope scope) {
    switch (scope) {
        case Scope::same: return "same";
        case Scope::area: return "area";
        case Scope::nearest: return "nearest";
        case Scope::all: return "all";
        case Scope::named: return "named";
    }
    throw InternalError("unknown scope");
}

}  // namespace hadome
