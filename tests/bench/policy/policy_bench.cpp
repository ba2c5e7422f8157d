#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <new>

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

policy::PolicySet rules() {
  std::string text = "[pack]\nname = \"bench\"\n";
  for (std::size_t i = 0; i < rule_count; ++i) {
    const auto& [each, assertion] = kinds[i % std::size(kinds)];
    text += "[[rule]]\nid = \"r" + std::to_string(i) +
            "\"\ntitle = \"T\"\nseverity = \"high\"\nsection = \"S\"\nremedy = \"R\"\n";
    text += "assert = '" + std::string(assertion) + "'\nmessage = 'm'\n";
    if (*each != '\0') text += "each = '" + std::string(each) + "'\n";
  }
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

/// 100 rules on 1000 devices: one iteration is the whole fleet.
void fleet(benchmark::State& state) {
  const policy::PolicySet set = rules();
  std::vector<model::Device> devices;
  for (int i = 0; i < 1000; ++i) devices.push_back(device_of(i));
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

void load(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(rules());
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

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
