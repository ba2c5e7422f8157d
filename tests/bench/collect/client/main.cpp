// muster_collect_client PINS: Muster's SSH engine alone in a process, so that its processor time and memory can be
// measured beside those of other clients. Prints a JSON object a round. side_by_side.py calls it.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

#include "collectors/known_devices.hpp"
#include "collectors/ssh_source.hpp"

namespace {

namespace fs = std::filesystem;
using namespace muster;
using namespace muster::collectors;
using namespace std::chrono_literals;

constexpr std::string_view terminal = R"(title = "Terminal"
vendor = "Nobody"
mode = "shell"
role = "any"
errors = ["% Invalid input", "% Incomplete command", "% Ambiguous command", "% Authorization failed"]
[shell]
prompt = '[A-Za-z0-9][A-Za-z0-9._-]{0,62}[>#]'
privileged = '[A-Za-z0-9][A-Za-z0-9._-]{0,62}#'
password_prompt = 'Password: ?'
pager = ' ?--More--.*'
enable = "enable"
prepare = ["terminal length 0"]
logout = "exit"
[[command]]
name = "running-config"
send = "show running-config"
format = "cisco_ios"
end = "end"
)";

/// With the pager's command and the logout: five lines for a device.
constexpr std::string_view two_more = R"([[command]]
name = "version"
send = "show version"
format = "cisco_ios"
end = "end"
[[command]]
name = "interfaces"
send = "show interfaces"
format = "cisco_ios"
end = "end"
)";

constexpr std::string_view channels = R"(platform = "exec"
title = "Exec channel"
vendor = "Nobody"
mode = "exec"
role = "any"
[[command]]
name = "running-config"
send = "show running-config"
format = "cisco_ios"
end = "end"
)";

class CountingSink final : public CollectionSink {
 public:
  void deliver(CollectionOutcome&& outcome) override {
    for (const Capture& capture : outcome.captures)
      if (capture.complete()) ++whole;
    if (outcome.failure != CollectionFailure::none) why = outcome.device_id + ": " + outcome.detail;
  }
  std::size_t whole = 0;
  std::string why;
};

struct Settings {
  std::string pins;
  std::string prefix;
  std::string platform = "shell";
  std::size_t in_flight = 64;
  int rounds = 1;
  std::size_t hold = 0;
};

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// In kB, from /proc/self/status.
std::size_t memory(std::string_view name) {
  std::ifstream status("/proc/self/status");
  std::string word;
  std::size_t kilobytes = 0;
  while (status >> word)
    if (word == name) status >> kilobytes;
  return kilobytes;
}

std::size_t open_files() {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator{}));
}

RecipeBook book() {
  const std::string one = "platform = \"shell\"\n" + std::string(terminal);
  const std::string three = "platform = \"shell3\"\n" + std::string(terminal) + std::string(two_more);
  const RecipeFile files[] = {{"shell.toml", one}, {"shell3.toml", three}, {"exec.toml", channels}};
  std::vector<Error> errors;
  RecipeBook loaded = RecipeBook::load(files, errors);
  for (const Error& error : errors) fmt::print(stderr, "{}\n", to_string(error));
  return loaded;
}

std::vector<CollectJob> jobs_of(const Settings& settings) {
  const auto known = KnownDevices::load(settings.pins);
  std::vector<CollectJob> jobs;
  if (!known) return jobs;
  for (const PinnedKey& key : known->all()) {
    if (!key.device_id.starts_with(settings.prefix)) continue;
    CollectJob job;
    job.device_id = key.device_id;
    job.platform = settings.platform;
    job.endpoints = {{key.address, key.port, {key.key}}};
    job.credential.id = "bench";
    job.credential.user = "muster";
    job.credential.login = {CredentialReference::Kind::environment, "MUSTER_BENCH_PASSWORD", {}};
    jobs.push_back(std::move(job));
  }
  return jobs;
}

SshOptions options_of(const Settings& settings) {
  SshOptions options;
  options.kindness.in_flight = settings.in_flight;
  options.kindness.logins_per_domain = 0;
  options.kindness.retries = 0;
  options.deadlines.idle = 600s;
  options.deadlines.close = 5s;
  return options;
}

/// Waits until all sessions stand and nothing moves any more, and stops the run.
void watch_hold(const Settings& settings, std::size_t files_before, std::size_t memory_before, std::stop_source& stop) {
  double cpu = cpu_seconds();
  for (int quiet = 0; quiet < 3;) {
    std::this_thread::sleep_for(1s);
    const double now = cpu_seconds();
    quiet = open_files() >= files_before + settings.hold && now - cpu < 0.05 ? quiet + 1 : 0;
    cpu = now;
  }
  const std::size_t held = memory("VmRSS:");
  fmt::print("{{\"sessions\": {}, \"rss_kb\": {}, \"peak_kb\": {}, \"kb_per_session\": {:.1f}, \"cpu_s\": {:.2f}}}\n", settings.hold,
             held, memory("VmHWM:"), static_cast<double>(held - memory_before) / static_cast<double>(settings.hold), cpu);
  std::fflush(stdout);
  stop.request_stop();
}

int run(const Settings& settings) {
  const RecipeBook recipes = book();
  const std::vector<CollectJob> jobs = jobs_of(settings);
  if (jobs.empty()) return 2;
  const SystemClock clock;
  for (int round = 0; round < settings.rounds; ++round) {
    CountingSink sink;
    SshSource source(recipes, clock, options_of(settings));
    std::stop_source stop;
    std::jthread watcher;
    if (settings.hold > 0)
      watcher = std::jthread([&, files = open_files(), kilobytes = memory("VmRSS:")] { watch_hold(settings, files, kilobytes, stop); });
    const double cpu = cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    source.collect(jobs, sink, stop.get_token());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const double used = cpu_seconds() - cpu;
    if (settings.hold > 0) return 0;
    fmt::print("{{\"devices\": {}, \"whole\": {}, \"seconds\": {:.3f}, \"cpu_ms_per_device\": {:.3f}, \"peak_kb\": {}}}\n", jobs.size(),
               sink.whole, seconds, used * 1000 / static_cast<double>(jobs.size()), memory("VmHWM:"));
    std::fflush(stdout);
    if (!sink.why.empty()) fmt::print(stderr, "{}\n", sink.why);
  }
  return 0;
}

void raise_limit_of_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  raise_limit_of_files();
  Settings settings;
  CLI::App app("Muster's SSH engine alone, for measurements against a simulated fleet");
  app.add_option("pins", settings.pins, "host keys and addresses, as muster_fleet writes them")->required();
  app.add_option("--prefix", settings.prefix, "only the devices whose ids begin so");
  app.add_option("--platform", settings.platform, "shell (one command), shell3 (three) or exec");
  app.add_option("--in-flight", settings.in_flight, "devices at a time");
  app.add_option("--rounds", settings.rounds, "how often");
  app.add_option("--hold", settings.hold, "wait until so many sessions stand, print the memory, stop");
  CLI11_PARSE(app, argc, argv);
  return run(settings);
}
