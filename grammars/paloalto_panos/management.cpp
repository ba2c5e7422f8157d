#include <algorithm>
#include <array>

#include "grammars/addresses.hpp"
#include "grammars/paloalto_panos/config.hpp"

/// What follows for the services of the device: those of the management interface, and those that a management profile
/// lets answer on others.
namespace muster::grammars::paloalto_panos {
namespace {

constexpr std::string_view permitted_filter = "management permitted-ip";

std::string profile_filter(std::string_view profile) { return "management-profile " + std::string(profile); }

/// The addresses that may reach the management plane: a filter of its own.
void add_filter(Walk& walk, std::string name, const std::vector<std::string>& permitted, model::LinesId lines) {
  model::Filter& to = walk.device().filters.emplace_back();
  to.context = walk.options().context;
  to.lines = lines;
  to.name.set(std::move(name), lines);
  to.family.set("inet", lines);
  to.hook.set("input", lines);
  to.default_action.set_default("deny");
  for (const std::string& each : permitted) {
    model::FilterRule& rule = to.rules.emplace_back();
    rule.name = std::to_string(to.rules.size());
    rule.action = "permit";
    rule.protocol = rule.source_port = rule.destination_port = rule.destination = "any";
    rule.source = each == "0.0.0.0/0" || each == "::/0" ? "any" : each;
    rule.lines = lines;
  }
}

struct Offer {
  std::string_view name;
  std::int64_t port;
  bool on_unless_disabled;  ///< without a word about it, it answers
};
constexpr auto offers =
    std::to_array<Offer>({{"ssh", 22, true}, {"telnet", 23, false}, {"http", 80, false}, {"https", 443, true}});

/// Whether the management interface, or a profile that an interface has, lets the service answer.
void put_enabled(const State& state, const Offer& offer, model::Boolean& to) {
  for (const std::string& name : state.management_profiles_in_use) {
    const auto profile = state.management_profiles.find(name);
    if (profile == state.management_profiles.end()) continue;
    if (std::ranges::find(profile->second.services, offer.name) != profile->second.services.end())
      return to.set(true, profile->second.lines);
  }
  const auto said = state.management.disabled.find(offer.name);
  if (said != state.management.disabled.end() && !said->second.value) return to.set(true, said->second.lines);
  // Off is as sure as it is that no profile offers it.
  to.set_default(said == state.management.disabled.end() && offer.on_unless_disabled);
  if (said != state.management.disabled.end()) to.lines = said->second.lines;
}

NodeId tls_setting(const Configuration& config, const State& state, std::string_view word) {
  if (!state.management.tls_profile) return no_node;
  const auto profile = state.tls_profiles.find(state.management.tls_profile->value);
  if (profile == state.tls_profiles.end()) return no_node;
  const NodeId found = child_of(config, child_of(config, profile->second, "protocol-settings"), word);
  return found == no_node ? no_node : value_of(config, found);
}

/// `min-version tls1-2`, `max-version max`. Without a profile everything up to 1.2 is spoken: the setting that adds 1.3
/// is off until it is switched on.
void put_tls_versions(Walk& walk, const State& state, model::Texts& to) {
  if (!state.management.tls_profile) return to.set_default({"1.0", "1.1", "1.2"});
  static constexpr auto words = std::to_array<std::string_view>({"tls1-0", "tls1-1", "tls1-2", "tls1-3"});
  static constexpr auto names = std::to_array<std::string_view>({"1.0", "1.1", "1.2", "1.3"});
  const NodeId low = tls_setting(walk.configuration(), state, "min-version");
  const NodeId high = tls_setting(walk.configuration(), state, "max-version");
  if (low == no_node || high == no_node) return;
  const auto first = std::ranges::find(words, walk.configuration()[low].text) - words.begin();
  const bool unlimited = walk.configuration()[high].text == "max";
  const auto last = unlimited ? 3 : std::ranges::find(words, walk.configuration()[high].text) - words.begin();
  if (first > last || last > 3) return;
  std::vector<std::string> versions(names.begin() + first, names.begin() + last + 1);
  to.set(std::move(versions), walk.device().lines.join(walk.lines(low), walk.lines(high)));
}

/// Without a list the server offers whatever its release has, weak ones among them.
constexpr std::string_view every_algorithm = "all";

void put_algorithms(Walk& walk, const State& state, std::string_view word, model::Texts& to) {
  const Configuration& config = walk.configuration();
  std::vector<std::string> all;
  LineSet lines;
  const auto take = [&](NodeId node) {
    all.emplace_back(config[node].text);
    lines.add(config[node].line, config[node].last_line);
  };
  if (state.management.ssh_profile) {
    const auto profile = state.ssh_profiles.find(state.management.ssh_profile->value);
    const NodeId found = profile == state.ssh_profiles.end() ? no_node : child_of(config, profile->second, word);
    if (found != no_node)
      for (const NodeId each : Children(config, found)) take(each);
  }
  if (const auto direct = state.management.ssh_algorithms.find(word);
      all.empty() && direct != state.management.ssh_algorithms.end())
    for (const NodeId each : direct->second) take(each);
  if (!all.empty()) return to.set(std::move(all), lines.id(walk.device().lines, walk.options().capture));
  // A profile that is not defined here may be pushed.
  const bool undefined =
      state.management.ssh_profile && !state.ssh_profiles.contains(state.management.ssh_profile->value);
  if (!undefined) to.set_default({std::string(every_algorithm)});
}

/// From where a service can be reached, on all interfaces that it answers on together.
class Sources {
 public:
  explicit Sources(Walk& walk) : walk_(walk) {}

  void add(std::string filter, const std::vector<std::string>& permitted, model::LinesId lines) {
    limited_ = limited_ && !permitted.empty();
    if (!filters_.empty()) filters_ += ',';
    filters_ += filter;
    all_.insert(all_.end(), permitted.begin(), permitted.end());
    for (const Evidence& each : walk_.device().lines.get(lines)) lines_.push_back(each);
  }
  void put(model::ManagementService& to) {
    if (!limited_ || all_.empty()) {
      to.filter.set_absent();
      return to.allowed_sources.set_absent();
    }
    const model::LinesId lines = walk_.device().lines.add(paths::joined(std::move(lines_)));
    // As sure as it is that no other profile lets more in.
    to.filter.set_default(std::move(filters_));
    to.allowed_sources.set_default(std::move(all_));
    to.filter.lines = to.allowed_sources.lines = lines;
  }

 private:
  Walk& walk_;
  std::string filters_;
  std::vector<std::string> all_;
  std::vector<Evidence> lines_;
  bool limited_ = true;
};

void put_sources(Walk& walk, const State& state, const Offer& offer, model::ManagementService& to) {
  Sources sources(walk);
  bool offered = false;
  for (const std::string& name : state.management_profiles_in_use) {
    const auto found = state.management_profiles.find(name);
    if (found == state.management_profiles.end()) continue;
    const ManagementProfile& profile = found->second;
    if (std::ranges::find(profile.services, offer.name) == profile.services.end()) continue;
    sources.add(profile_filter(name), profile.permitted, profile.lines);
    offered = true;
  }
  const auto said = state.management.disabled.find(offer.name);
  const bool here = said == state.management.disabled.end() ? offer.on_unless_disabled : !said->second.value;
  if (here || !offered)
    sources.add(std::string(permitted_filter), state.management.permitted,
                state.management.permitted_lines.id(walk.device().lines, walk.options().capture));
  sources.put(to);
}

void add_service(Walk& walk, const State& state, const Offer& offer) {
  model::ManagementService& to = walk.device().services.emplace_back();
  to.context = walk.options().context;
  to.name.set(std::string(offer.name), 0);
  to.version.set_absent();
  put_enabled(state, offer, to.enabled);
  to.lines = to.enabled.lines;
  to.port.set_default(offer.port);
  put_sources(walk, state, offer, to);
  const Management& from = state.management;
  put_or_default<std::int64_t>(to.idle_timeout, from.idle_timeout, 3600);
  if (offer.name == "https") put_tls_versions(walk, state, to.tls_versions);
  if (offer.name != "ssh") return;
  to.version.set_default("2");
  put_algorithms(walk, state, "ciphers", to.ciphers);
  put_algorithms(walk, state, "mac", to.macs);
  put_algorithms(walk, state, "kex", to.key_exchanges);
}

model::TerminalLine& add_line(Walk& walk, const State& state, std::string name, model::LinesId lines) {
  model::TerminalLine& to = walk.device().terminal_lines.emplace_back();
  to.context = walk.options().context;
  to.lines = lines;
  to.name.set(std::move(name), lines);
  to.kind.set("vty", lines);
  to.privilege.set_absent();
  to.login.set_default(state.management.authentication_profile ? "aaa" : "local");
  constexpr std::int64_t an_hour = 3600;
  put_or_default(to.exec_timeout, state.management.idle_timeout, an_hour);
  return to;
}

/// Sessions of the command line on the management interface.
void add_management_line(Walk& walk, const State& state) {
  const auto& disabled = state.management.disabled;
  const auto is_off = [&disabled](std::string_view name) {
    const auto said = disabled.find(name);
    return said != disabled.end() && said->second.value;
  };
  model::TerminalLine& to = add_line(walk, state, "management", 0);
  const auto telnet = disabled.find("telnet");
  std::vector<std::string> transports;
  if (!is_off("ssh")) transports.emplace_back("ssh");
  if (telnet != disabled.end() && !telnet->second.value) transports.emplace_back("telnet");
  if (transports.empty()) transports.emplace_back("none");
  if (telnet != disabled.end())
    to.transport_input.set(std::move(transports), telnet->second.lines);
  else
    to.transport_input.set_default(std::move(transports));
  if (state.management.permitted.empty())
    to.access_class.set_absent();
  else
    to.access_class.set(std::string(permitted_filter),
                        state.management.permitted_lines.id(walk.device().lines, walk.options().capture));
}

/// Sessions on the interfaces that have a management profile with ssh or telnet.
void add_profile_line(Walk& walk, const State& state, const std::string& name, const ManagementProfile& profile) {
  std::vector<std::string> transports;
  for (const std::string_view service : {"ssh", "telnet"})
    if (std::ranges::find(profile.services, service) != profile.services.end()) transports.emplace_back(service);
  if (transports.empty()) return;
  model::TerminalLine& to = add_line(walk, state, profile_filter(name), profile.lines);
  to.transport_input.set(std::move(transports), profile.lines);
  if (profile.permitted.empty())
    to.access_class.set_absent();
  else
    to.access_class.set(profile_filter(name), profile.lines);
}

/// The interface of the management plane itself.
void add_interface(Walk& walk, const State& state) {
  const Management& from = state.management;
  model::Interface& to = walk.device().interfaces.emplace_back();
  to.context = walk.options().context;
  to.name.set_default("management");
  to.enabled.set_default(true);
  to.vrf.set_absent();
  to.zone.set_absent();
  to.filter_in.set_absent();
  to.filter_out.set_absent();
  if (!from.permitted.empty())
    to.filter_in.set(std::string(permitted_filter),
                     from.permitted_lines.id(walk.device().lines, walk.options().capture));
  const Configuration& config = walk.configuration();
  const auto address = from.ip_address == no_node ? std::nullopt : parse_ipv4(config[from.ip_address].text);
  const auto mask = from.netmask == no_node ? std::nullopt : parse_ipv4(config[from.netmask].text);
  const auto prefix = address && mask ? with_netmask(*address, *mask) : std::nullopt;
  std::vector<std::string> addresses;
  if (prefix) addresses.push_back(*prefix);
  if (from.ipv6_address != no_node) addresses.emplace_back(config[from.ipv6_address].text);
  if (from.ip_address != no_node) to.lines = walk.lines(from.ip_address);
  if (!addresses.empty() && !from.dynamic) to.addresses.set(std::move(addresses), to.lines);
}

}  // namespace

void finish_management(Walk& walk, State& state) {
  const bool something = state.management.seen || !state.management_profiles_in_use.empty();
  if (!state.management.seen)
    walk.device().open(walk.options().context, Domain::management, "no deviceconfig system: the text is a part", 0);
  if (!something) return;
  for (const Offer& offer : offers) add_service(walk, state, offer);
  if (state.management.seen) {
    add_management_line(walk, state);
    add_interface(walk, state);
  }
  if (!state.management.permitted.empty())
    add_filter(walk, std::string(permitted_filter), state.management.permitted,
               state.management.permitted_lines.id(walk.device().lines, walk.options().capture));
  for (const std::string& name : state.management_profiles_in_use) {
    const auto profile = state.management_profiles.find(name);
    if (profile == state.management_profiles.end()) continue;
    add_profile_line(walk, state, name, profile->second);
    if (!profile->second.permitted.empty())
      add_filter(walk, profile_filter(name), profile->second.permitted, profile->second.lines);
  }
}

}  // namespace muster::grammars::paloalto_panos
