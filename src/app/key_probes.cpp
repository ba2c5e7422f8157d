#include "app/key_probes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace muster::app {
namespace {

class Collector {
 public:
  std::vector<std::vector<KeyProbe>> collect(const std::vector<Target>& targets) {
    for (const Target& target : targets) {
      add_jump_hosts(target.job.jump);
      add_target(target);
    }
    std::vector<std::vector<KeyProbe>> waves = std::move(jumps_);
    waves.push_back(std::move(devices_));
    waves.push_back(std::move(floating_));
    std::erase_if(waves, [](const auto& wave) { return wave.empty(); });
    mark_shared(waves);
    return waves;
  }

 private:
  /// Each way to a jump host is a prefix of the way to a device.
  void add_jump_hosts(const std::vector<JumpHost>& way) {
    for (std::size_t depth = 0; depth < way.size(); ++depth) {
      if (!seen_jumps_.insert(way[depth].id).second) continue;
      if (jumps_.size() <= depth) jumps_.resize(depth + 1);
      CollectJob job;
      job.device_id = way[depth].id;
      job.jump.assign(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(depth));
      for (const Endpoint& endpoint : way[depth].endpoints) add(jumps_[depth], job, endpoint);
    }
  }

  void add_target(const Target& target) {
    const bool floats = target.floating_boxes > 0;
    for (const Endpoint& endpoint : target.peers) add(devices_, target.job, endpoint).several_boxes = true;
    for (const Endpoint& endpoint : target.job.endpoints) {
      KeyProbe& probe = add(floats ? floating_ : devices_, target.job, endpoint);
      probe.several_boxes = floats || !target.job.member.empty();
      if (!floats) continue;
      probe.peers = target.peers;
      probe.boxes = target.floating_boxes;
    }
  }

  static KeyProbe& add(std::vector<KeyProbe>& probes, const CollectJob& job, const Endpoint& endpoint) {
    KeyProbe probe;
    probe.id = job.device_id;
    probe.member = job.member;
    probe.named = endpoint;
    probe.job = job;
    probe.job.endpoints = {endpoint};
    probes.push_back(std::move(probe));
    return probes.back();
  }

  static void mark_shared(std::vector<std::vector<KeyProbe>>& waves) {
    std::map<std::pair<std::string, std::uint16_t>, std::set<std::string>> owners;
    for (const auto& wave : waves)
      for (const KeyProbe& probe : wave) owners[{probe.named.host, probe.named.port}].insert(probe.id);
    for (auto& wave : waves)
      for (KeyProbe& probe : wave) probe.shared_address = owners[{probe.named.host, probe.named.port}].size() > 1;
  }

  std::set<std::string> seen_jumps_;
  std::vector<std::vector<KeyProbe>> jumps_;  ///< by depth
  std::vector<KeyProbe> devices_;
  std::vector<KeyProbe> floating_;
};

}  // namespace

std::vector<std::vector<KeyProbe>> key_probes(const std::vector<Target>& targets) {
  return Collector().collect(targets);
}

}  // namespace muster::app
