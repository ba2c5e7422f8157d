// Client CPU of the SSH engine: a fleet in a process of its own, so that this process holds the client alone.
#include <benchmark/benchmark.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "collectors/known_devices.hpp"
#include "collectors/ssh_source.hpp"

namespace {

namespace fs = std::filesystem;
using namespace muster;
using namespace muster::collectors;

constexpr std::size_t output_bytes = 200'000;
constexpr int fleet_size = 200;

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

std::string configuration() {
  std::string text = "version 15.2\nhostname r1\n!\n";
  for (int i = 0; text.size() < output_bytes; ++i)
    text += "interface GigabitEthernet1/0/" + std::to_string(i) + "\n description access port " + std::to_string(i) +
            "\n switchport mode access\n spanning-tree portfast\n!\n";
  return text + "end\n";
}

/// The fleet as a child; it ends with this object.
class FleetProcess {
 public:
  FleetProcess() {
    std::string folder = (fs::temp_directory_path() / "muster-bench-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no folder");
    folder_ = folder;
    fs::create_directory(folder_ / "router");
    std::ofstream(folder_ / "router" / "running-config.txt") << configuration();
    std::ofstream scenario(folder_ / "fleet.toml");
    scenario << "user = \"muster\"\npassword = \"bench\"\n";
    for (int i = 0; i < fleet_size; ++i)
      scenario << "[[device]]\nid = \"r" << i << "\"\nfolder = \"router\"\nplatform = \"" << (i % 2 == 0 ? "cisco_ios" : "frr") << "\"\n";
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

std::vector<CollectJob> jobs_of(const FleetProcess& fleet, bool shell) {
  std::vector<CollectJob> jobs;
  for (const PinnedKey& key : fleet.devices()) {
    // Even devices have a terminal, odd ones an exec channel; each is visited as often as it takes.
    if ((std::stoi(key.device_id.substr(1)) % 2 == 0) != shell) continue;
    CollectJob job;
    job.device_id = key.device_id;
    job.platform = shell ? "bench_shell" : "bench_exec";
    job.endpoints = {{key.address, key.port, {key.key}}};
    job.credential = {"bench", "muster", {CredentialReference::Kind::environment, "MUSTER_BENCH_PASSWORD", {}}, {}};
    jobs.push_back(std::move(job));
  }
  return jobs;
}

void collect(benchmark::State& state, bool shell) {
  setenv("MUSTER_BENCH_PASSWORD", "bench", 1);
  static const FleetProcess fleet;
  const RecipeFile files[] = {{"bench_shell.toml", recipe_texts[0]}, {"bench_exec.toml", recipe_texts[1]}};
  std::vector<Error> errors;
  const RecipeBook recipes = RecipeBook::load(files, errors);
  const std::vector<CollectJob> jobs = jobs_of(fleet, shell);
  const SystemClock clock;
  SshOptions options;
  options.kindness.in_flight = static_cast<std::size_t>(state.range(0));
  std::size_t devices = 0;
  double cpu = 0;
  for ([[maybe_unused]] auto _ : state) {
    CountingSink sink;
    SshSource source(recipes, clock, options);
    const double before = cpu_seconds();
    source.collect(jobs, sink, {});
    cpu += cpu_seconds() - before;
    devices += jobs.size();
    if (sink.whole != jobs.size()) state.SkipWithError(sink.why.c_str());
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["client_cpu_ms_per_device"] = cpu * 1000 / static_cast<double>(devices);
  state.counters["devices_per_s"] = benchmark::Counter(static_cast<double>(devices), benchmark::Counter::kIsRate);
  state.counters["peak_rss_mb"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

void shell_200_kb(benchmark::State& state) { collect(state, true); }
void exec_200_kb(benchmark::State& state) { collect(state, false); }

BENCHMARK(shell_200_kb)->Arg(64)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(3);
BENCHMARK(exec_200_kb)->Arg(64)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(3);

}  // namespace
