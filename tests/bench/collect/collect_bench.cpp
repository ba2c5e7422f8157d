// What the SSH engine costs: CPU for each device, memory of a session, devices per second where devices are slow. The
// fleet is a process of its own, so that this one holds the client alone.
#include <benchmark/benchmark.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "collectors/known_devices.hpp"
#include "collectors/schedule.hpp"
#include "collectors/ssh_source.hpp"

namespace {

namespace fs = std::filesystem;
using namespace muster;
using namespace muster::collectors;

constexpr std::size_t output_bytes = 200'000;
constexpr int fleet_size = 200;  ///< servers; each is visited under many names

constexpr std::string_view recipe_texts[] = {R"(platform = "bench_shell"
title = "Terminal"
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
)",
                                             R"(platform = "bench_exec"
title = "Exec channel"
vendor = "Nobody"
mode = "exec"
role = "any"
[[command]]
name = "running-config"
send = "show running-config"
format = "cisco_ios"
end = "end"
)"};

std::string configuration(std::size_t bytes) {
  std::string text = "version 15.2\nhostname r1\n!\n";
  for (int i = 0; text.size() < bytes; ++i)
    text += "interface GigabitEthernet1/0/" + std::to_string(i) + "\n description access port " + std::to_string(i) +
            "\n switchport mode access\n spanning-tree portfast\n!\n";
  return text + "end\n";
}

/// The fleet as a child; it ends with this object.
class FleetProcess {
 public:
  /// `extra`: further keys of every device.
  explicit FleetProcess(const std::string& extra = {}, std::size_t bytes = output_bytes) {
    std::string folder = (fs::temp_directory_path() / "muster-bench-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no folder");
    folder_ = folder;
    fs::create_directory(folder_ / "router");
    std::ofstream(folder_ / "router" / "running-config.txt") << configuration(bytes);
    std::ofstream scenario(folder_ / "fleet.toml");
    scenario << "user = \"muster\"\npassword = \"bench\"\n";
    for (int i = 0; i < fleet_size; ++i)
      scenario << "[[device]]\nid = \"r" << i << "\"\nfolder = \"router\"\nplatform = \""
               << (i % 2 == 0 ? "cisco_ios" : "frr") << "\"\n"
               << extra;
    scenario.close();
    start();
  }
  FleetProcess(const FleetProcess&) = delete;
  ~FleetProcess() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
    fs::remove_all(folder_);
  }

  [[nodiscard]] std::vector<PinnedKey> devices() const {
    const auto known = KnownDevices::load(folder_ / "pins.toml");
    if (!known) throw std::runtime_error(known.error().message);
    return known->all();
  }

 private:
  void start() {
    const std::string program = fs::read_symlink("/proc/self/exe").parent_path() / "../fleet/muster_fleet";
    int out[2];
    if (pipe(out) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    std::string scenario = folder_ / "fleet.toml";
    std::string pins = folder_ / "pins.toml";
    std::string name = "muster_fleet";
    std::string option = "--pins";
    char* arguments[] = {name.data(), scenario.data(), option.data(), pins.data(), nullptr};
    if (posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments, environ) != 0)
      throw std::runtime_error(program + " does not start");
    posix_spawn_file_actions_destroy(&actions);
    close(out[1]);
    char ready[64];
    if (read(out[0], ready, sizeof ready) <= 0) throw std::runtime_error("the fleet did not start");
    close(out[0]);
  }

  fs::path folder_;
  pid_t pid_ = 0;
};

class CountingSink final : public CollectionSink {
 public:
  void deliver(CollectionOutcome&& outcome) override {
    for (const Capture& capture : outcome.captures) {
      if (capture.complete()) ++whole;
      bytes += capture.bytes.size();
    }
    if (outcome.failure != CollectionFailure::none) why = outcome.detail;
  }
  std::size_t whole = 0;
  std::size_t bytes = 0;
  std::string why;
};

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// `count` devices, all terminals or all exec channels; 0: as many as there are servers.
std::vector<CollectJob> jobs_of(const FleetProcess& fleet, bool shell, std::size_t count = 0) {
  std::vector<CollectJob> jobs;
  const auto devices = fleet.devices();
  const std::size_t visits = count == 0 ? 1 : count / (devices.size() / 2) + 1;
  for (std::size_t visit = 0; visit < visits; ++visit)
    for (const PinnedKey& key : devices) {
      if ((std::stoi(key.device_id.substr(1)) % 2 == 0) != shell || (count > 0 && jobs.size() == count)) continue;
      CollectJob job;
      job.device_id = key.device_id + "/" + std::to_string(visit);
      job.platform = shell ? "bench_shell" : "bench_exec";
      job.endpoints = {{key.address, key.port, {key.key}}};
      job.credential = {"bench", "muster", {CredentialReference::Kind::environment, "MUSTER_BENCH_PASSWORD", {}}, {}};
      jobs.push_back(std::move(job));
    }
  return jobs;
}

RecipeBook bench_recipes() {
  const RecipeFile files[] = {{"bench_shell.toml", recipe_texts[0]}, {"bench_exec.toml", recipe_texts[1]}};
  std::vector<Error> errors;
  return RecipeBook::load(files, errors);
}

double from_status(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(key)) return std::stod(line.substr(key.size())) / 1024;
  return 0;
}

double resident_mb() { return from_status("VmRSS:"); }
double peak_mb() { return from_status("VmHWM:"); }
void reset_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

void collect(benchmark::State& state, const FleetProcess& fleet, bool shell, std::size_t count = 0) {
  setenv("MUSTER_BENCH_PASSWORD", "bench", 1);
  const RecipeBook recipes = bench_recipes();
  const std::vector<CollectJob> jobs = jobs_of(fleet, shell, count);
  const SystemClock clock;
  SshOptions options;
  options.kindness.in_flight = static_cast<std::size_t>(state.range(0));
  std::size_t devices = 0;
  double cpu = 0;
  reset_peak();
  for ([[maybe_unused]] auto _ : state) {
    CountingSink sink;
    SshSource source(recipes, clock, options);
    const double before = cpu_seconds();
    source.collect(jobs, sink, {});
    cpu += cpu_seconds() - before;
    devices += jobs.size();
    if (sink.whole != jobs.size()) state.SkipWithError(sink.why.c_str());
  }
  state.counters["client_cpu_ms_per_device"] = cpu * 1000 / static_cast<double>(devices);
  state.counters["devices_per_s"] = benchmark::Counter(static_cast<double>(devices), benchmark::Counter::kIsRate);
  state.counters["peak_rss_mb"] = peak_mb();
}

const FleetProcess& quick_fleet() {
  static const FleetProcess fleet;
  return fleet;
}

void shell_200_kb(benchmark::State& state) { collect(state, quick_fleet(), true); }
void exec_200_kb(benchmark::State& state) { collect(state, quick_fleet(), false); }

/// The whole way of ten thousand devices through one process.
void ten_thousand_devices(benchmark::State& state) { collect(state, quick_fleet(), true, 10'000); }

/// Devices that answer each command after 300 ms.
void slow_devices(benchmark::State& state) {
  static const FleetProcess fleet("latency_ms = 300\n", 5'000);
  collect(state, fleet, true, 4'000);
}

/// Sessions whose devices fell silent in the middle of an output.
void idle_sessions(benchmark::State& state) {
  setenv("MUSTER_BENCH_PASSWORD", "bench", 1);
  static const FleetProcess fleet("fault = \"stall\"\n", 5'000);
  const auto count = static_cast<std::size_t>(state.range(0));
  const RecipeBook recipes = bench_recipes();
  const std::vector<CollectJob> jobs = jobs_of(fleet, true, count);
  const SystemClock clock;
  for ([[maybe_unused]] auto _ : state) {
    std::stop_source stop;
    std::atomic<bool> all{false};
    SshOptions options;
    options.kindness.in_flight = count;
    options.deadlines.close = Milliseconds(50);
    options.on_progress = [&](const CollectionCounts& counts) { all = counts.in_flight == count; };
    double idle = 0;
    const double before = resident_mb();
    std::jthread watcher([&] {
      for (double last = 0; !all || resident_mb() != last; std::this_thread::sleep_for(std::chrono::seconds(1)))
        last = resident_mb();
      idle = resident_mb();
      stop.request_stop();
    });
    CountingSink sink;
    SshSource(recipes, clock, options).collect(jobs, sink, stop.get_token());
    watcher.join();
    state.counters["rss_mb"] = idle;
    state.counters["kb_per_session"] = (idle - before) * 1024 / static_cast<double>(count);
  }
}

/// All decisions of a run over ten thousand devices at a thousand sites, without any device.
void schedule_of_ten_thousand(benchmark::State& state) {
  std::vector<CollectJob> jobs(10'000);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    jobs[i].device_id = "d" + std::to_string(i);
    jobs[i].platform = "p" + std::to_string(i % 7);
    jobs[i].site = "s" + std::to_string(i % 1000);
    jobs[i].credential.aaa_domain = "tacacs";
  }
  Kindness kindness;
  kindness.in_flight = 512;
  kindness.per_site = 4;
  kindness.canaries = 3;
  for ([[maybe_unused]] auto _ : state) {
    Schedule schedule(jobs, kindness);
    std::deque<std::size_t> running;
    for (const SteadyTime now; !schedule.done(); running.pop_front()) {
      while (const auto job = schedule.next(now)) running.push_back(*job);
      (void)schedule.ended(running.front(), {}, now);
    }
  }
}

BENCHMARK(schedule_of_ten_thousand)->Unit(benchmark::kMillisecond);
BENCHMARK(shell_200_kb)->Arg(64)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(3);
BENCHMARK(exec_200_kb)->Arg(64)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(3);
BENCHMARK(slow_devices)->Arg(512)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK(idle_sessions)->Arg(9'000)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK(ten_thousand_devices)->Arg(512)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

}  // namespace
