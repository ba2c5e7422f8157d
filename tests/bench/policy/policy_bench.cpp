#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

#include "config/toml.hpp"
#include "policy/policy_set.hpp"

using namespace muster;

namespace {
std::atomic<std::uint64_t> allocations{0};
}

// Counts allocations; the compiler takes malloc and free for a mismatch when it inlines one side only.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

constexpr std::size_t rule_count = 100;
constexpr int fleet_size = 10'000;

/// Ten kinds of rules, each ten times: whole device and per item, passing, failing and not assessed.
constexpr const char* kinds[][2] = {
    {"", "device.logging.enabled == true && device.logging.timestamps == true"},
    {"", "size(device.logging.targets.filter(t, t.transport in [\"udp\", \"tcp\"])) >= 2"},
    {"device.users", "item.privilege < 15 || item.name.startsWith(\"admin\")"},
    {"device.interfaces",
     "item.enabled == false || item.filter_in != null || item.description.matches(\"^(uplink|core) [0-9]+\")"},
    {"",
     "device.filters.all(f, f.rules.all(r, !(r.action == \"permit\" && r.source == \"any\" && r.destination == "
     "\"any\")))"},
    {"", "!device.services.exists(s, s.name in [\"telnet\", \"http\", \"finger\"] && s.enabled == true)"},
    {"device.terminal_lines", "item.exec_timeout > 0 && item.exec_timeout <= 600"},
    {"", "device.interfaces.filter(i, i.enabled == true).map(i, i.name).exists(n, n.endsWith(\"0/1\"))"},
    {"", "device.ntp_servers.exists_one(s, s.name == \"192.0.2.5\") || size(device.ntp_servers) > 1"},
    {"", "device.site == \"lab\" || device.users.all(u, u.role == null)"},
};

std::string rules_text(std::size_t count) {
  std::string text = "[pack]\nname = \"bench\"\n";
  for (std::size_t i = 0; i < count; ++i) {
    const auto& [each, assertion] = kinds[i % std::size(kinds)];
    text += "[[rule]]\nid = \"r" + std::to_string(i) +
            "\"\ntitle = \"T\"\nseverity = \"high\"\nsection = \"S\"\nremedy = \"R\"\n";
    text += "assert = '" + std::string(assertion) + "'\nmessage = 'm {{device.hostname}}'\n";
    if (*each != '\0') text += "each = '" + std::string(each) + "'\n";
  }
  return text;
}

policy::PolicySet load_rules(const std::string& text) {
  const std::vector<policy::PolicyFile> files{{"bench.toml", text}};
  auto set = policy::PolicySet::load(files);
  if (!set) {
    for (const Error& error : set.error()) std::fprintf(stderr, "%s\n", to_string(error).c_str());
    std::abort();
  }
  return std::move(*set);
}

void add_interfaces(model::Device& device, int number) {
  for (int i = 0; i < 24; ++i) {
    model::Interface made;
    made.lines = device.lines.add(0, static_cast<std::uint32_t>(100 + 4 * i), static_cast<std::uint32_t>(102 + 4 * i));
    made.name.set("GigabitEthernet0/" + std::to_string(i), made.lines);
    made.description.set((i % 5 == 4 ? "spare " : "uplink ") + std::to_string(number), made.lines);
    made.enabled.set(i % 3 != 0, made.lines);
    made.filter_in.set_absent();
    device.interfaces.push_back(std::move(made));
  }
}

void add_filters(model::Device& device) {
  for (int f = 0; f < 4; ++f) {
    model::Filter filter;
    filter.name.set("ip ACL" + std::to_string(f), device.lines.add(0, static_cast<std::uint32_t>(300 + 40 * f)));
    for (std::uint32_t r = 0; r < 30; ++r) {
      model::FilterRule rule;
      rule.name = std::to_string(r);
      rule.action = r % 2 == 0 ? "permit" : "deny";
      rule.source = "10.0.0.0/8";
      rule.destination = "any";
      rule.lines = device.lines.add(0, 301 + 40 * static_cast<std::uint32_t>(f) + r);
      filter.rules.push_back(std::move(rule));
    }
    device.filters.push_back(std::move(filter));
  }
}

model::Device device_of(int number) {
  model::Device device;
  device.id = "device" + std::to_string(number);
  device.site = "site";
  device.contributed = Domains::all();
  if (number % 10 == 0) device.open("", Domain::users, "unknown line", device.lines.add(0, 77));
  device.logging.enabled.set(true, 0);
  device.logging.timestamps.set(number % 7 != 0, device.lines.add(0, 3));
  for (int i = 0; i < 3; ++i) {
    model::LogTarget target;
    target.name.set("192.0.2." + std::to_string(i), 0);
    target.transport.set("udp", 0);
    device.logging.targets.push_back(std::move(target));
  }
  for (int i = 0; i < 8; ++i) {
    model::User user;
    user.lines = device.lines.add(0, static_cast<std::uint32_t>(10 + i));
    user.name.set((i == 0 ? "admin" : "user") + std::to_string(i), user.lines);
    user.privilege.set(i < 2 ? 15 : 1, user.lines);
    user.role.set_absent();
    device.users.push_back(std::move(user));
  }
  for (const char* const name : {"ssh", "telnet", "https", "cdp"}) {
    model::ManagementService service;
    service.name.set(name, 0);
    service.enabled.set(std::string_view(name) != "telnet" || number % 9 == 0, device.lines.add(0, 60));
    device.services.push_back(std::move(service));
  }
  for (int i = 0; i < 4; ++i) {
    model::TerminalLine line;
    line.name.set("vty " + std::to_string(i), 0);
    line.exec_timeout.set(i == 3 ? 0 : 600, device.lines.add(0, static_cast<std::uint32_t>(80 + i)));
    device.terminal_lines.push_back(std::move(line));
  }
  for (const char* const name : {"192.0.2.5", "192.0.2.6"}) {
    model::NtpServer server;
    server.name.set(name, 0);
    device.ntp_servers.push_back(std::move(server));
  }
  add_interfaces(device, number);
  add_filters(device);
  return device;
}

/// What the ten kinds of rules ask, for one device.
std::size_t failures_by_hand(const model::Device& device) {
  std::size_t failed = 0;
  const auto count = [&failed](bool holds) { failed += holds ? 0U : 1U; };
  count(device.logging.enabled.value && device.logging.timestamps.value);
  count(std::ranges::count_if(device.logging.targets, [](const auto& target) {
          return target.transport.value == "udp" || target.transport.value == "tcp";
        }) >= 2);
  for (const auto& user : device.users) count(user.privilege.value < 15 || user.name.value.starts_with("admin"));
  for (const auto& each : device.interfaces)
    count(!each.enabled.value || each.filter_in.state == model::State::configured ||
          each.description.value.starts_with("uplink "));
  count(std::ranges::all_of(device.filters, [](const auto& filter) {
    return std::ranges::none_of(filter.rules, [](const auto& rule) {
      return rule.action == "permit" && rule.source == "any" && rule.destination == "any";
    });
  }));
  count(std::ranges::none_of(device.services, [](const auto& service) {
    return (service.name.value == "telnet" || service.name.value == "http" || service.name.value == "finger") &&
           service.enabled.value;
  }));
  for (const auto& line : device.terminal_lines) count(line.exec_timeout.value > 0 && line.exec_timeout.value <= 600);
  count(std::ranges::any_of(device.interfaces,
                            [](const auto& each) { return each.enabled.value && each.name.value.ends_with("0/1"); }));
  count(device.ntp_servers.size() > 1 || std::ranges::count(device.ntp_servers, "192.0.2.5", [](const auto& server) {
                                           return std::string_view(server.name.value);
                                         }) == 1);
  count(device.site == "lab" ||
        std::ranges::all_of(device.users, [](const auto& user) { return user.role.state == model::State::absent; }));
  return failed;
}

const std::vector<model::Device>& fleet_devices() {
  static const std::vector<model::Device> devices = [] {
    std::vector<model::Device> made;
    for (int i = 0; i < fleet_size; ++i) made.push_back(device_of(i));
    return made;
  }();
  return devices;
}

/// 100 rules on 10,000 devices: one iteration is the whole fleet.
void fleet(benchmark::State& state) {
  const policy::PolicySet set = load_rules(rules_text(rule_count));
  const auto& devices = fleet_devices();
  std::size_t verdicts = 0;
  std::uint64_t before = 0;
  for (auto _ : state) {
    verdicts = 0;
    before = allocations;
    for (const model::Device& device : devices) verdicts += set.evaluate(device, {}).size();
  }
  const double judged = static_cast<double>(rule_count) * static_cast<double>(devices.size());
  state.counters["verdicts"] = static_cast<double>(verdicts);
  state.counters["allocations_per_verdict"] = static_cast<double>(allocations - before) / static_cast<double>(verdicts);
  state.counters["per_rule_and_device"] =
      benchmark::Counter(judged, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(fleet)->Unit(benchmark::kMillisecond);

/// The same fleet by hand: the ten questions in C++, without unknown values, lines or texts. What a program could do at
/// best that knows the questions when it is built.
void fleet_by_hand(benchmark::State& state) {
  const auto& devices = fleet_devices();
  for (auto _ : state) {
    std::size_t failed = 0;
    for (const model::Device& device : devices)
      for (std::size_t round = 0; round < rule_count / std::size(kinds); ++round) failed += failures_by_hand(device);
    benchmark::DoNotOptimize(failed);
  }
}
BENCHMARK(fleet_by_hand)->Unit(benchmark::kMillisecond);

void load(benchmark::State& state) {
  const std::string text = rules_text(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(load_rules(text));
}
BENCHMARK(load)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

/// The TOML of these rules read without looking at its expressions: what is left is ours.
void read_toml(benchmark::State& state) {
  const std::string text = rules_text(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(config::Document::parse(text, "bench.toml"));
}
BENCHMARK(read_toml)->Arg(1000)->Unit(benchmark::kMillisecond);

/// One rule that holds over a long list: the cost of an item on the untraced path.
void long_list(benchmark::State& state) {
  model::Device device = device_of(1);
  device.routes.rows.resize(100000);
  const std::vector<policy::PolicyFile> files{{"b.toml",
                                               "[pack]\nname = \"b\"\n[[rule]]\nid = \"r\"\ntitle = \"T\"\nseverity = "
                                               "\"high\"\nsection = \"S\"\nremedy = \"R\"\nmessage = 'm'\n"
                                               "assert = 'device.routes.all(r, r.metric < 100 && r.vrf == \"\")'\n"}};
  const auto set = policy::PolicySet::load(files);
  std::uint64_t before = 0;
  for (auto _ : state) {
    before = allocations;
    benchmark::DoNotOptimize(set->evaluate(device, {}));
  }
  state.counters["allocations"] = static_cast<double>(allocations - before);
  state.counters["per_item"] =
      benchmark::Counter(100000, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(long_list)->Unit(benchmark::kMillisecond);

}  // namespace
