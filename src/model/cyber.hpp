#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/hazard.hpp"
#include "model/ids.hpp"
#include "model/terms.hpp"
#include "random/distribution.hpp"

namespace hadome {

struct Platform {
    std::string name;
    Label label;
    std::uint64_t hash = 0;
};

struct Exposure {
    NodeId node;
    double exposure = 0.0;      ///< [0, 1], scales the infection rate
    std::uint64_t patched = 0;  ///< words of 64 bits that mean the node is immune in a campaign
};

/// A self-spreading campaign on one platform: campaigns are Poisson; a node of exposure e is infected at an Exp(beta e)
/// time unless the campaign is contained before: the first detection among the infected plus the time to contain.
struct WormSource {
    std::string name;
    std::uint64_t hash = 0;
    PlatformId platform;
    double rate = 0.0;            ///< campaigns [1/yr]
    double infection_rate = 0.0;  ///< beta [1/h] at exposure 1
    Distribution containment;     ///< first detection to the end of spreading [h]
    DamageProfile damage;
};

/// A node where a campaign may get in.
struct CampaignTarget {
    NodeId node;
    double attractiveness = 1.0;  ///< above 0; shares of these are the chances of being chosen first
    std::uint64_t success = 0;    ///< words of 64 bits that mean an attempt on it gets in
};

/// Campaigns that choose their targets: Poisson in time.
struct CampaignSource {
    std::string name;
    Label label;
    std::uint64_t hash = 0;
    CampaignKind kind = CampaignKind::targeted;
    double rate = 0.0;                     ///< campaigns [1/yr]
    std::int32_t attempts = 1;             ///< at once, each on a node of its own
    std::uint64_t displacement = 0;        ///< words that mean a thwarted attempt goes on to the next node
    double lateral = 1.0;                  ///< [0, 1], on the probability of every link
    Distribution containment;              ///< first detection to the end of spreading [h]
    std::optional<Distribution> duration;  ///< of the attack [h]; none: what is hurt stays hurt until it is mended
    DamageProfile damage;
    std::vector<CampaignTarget> targets;  ///< by node
};

/// A way from one node to another for an attacker who holds the first.
struct CyberLink {
    NodeId to;
    double probability = 0.0;  ///< that a campaign gets through
    std::int32_t rule = 0;     ///< position in Model::cyber_delays
};

/// Members tell each other of a campaign: some time after its first victim notices, all members are warned.
struct SharingScheme {
    std::string name;
    Label label;
    std::uint64_t hash = 0;
    Distribution delay;               ///< first detection to the warning [h]
    std::uint64_t immunity = 0;       ///< words that mean a warned member who is no victim yet becomes none
    double detection_factor = 1.0;    ///< on what a warned victim still lacks to its detection
    double restoration_factor = 1.0;  ///< on the work of repair of a victim who is warned before it begins
};

}  // namespace hadome
