// What keeping a device costs: a 200 KB configuration and a 1 KB version, redacted and sealed.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "store/store.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace muster;

constexpr std::size_t config_size = 200'000;
const Timestamp night = *parse_timestamp("2026-03-01T02:00:00Z");

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::cerr << to_string(result.error()) << '\n';
  std::abort();
}

const crypto::KeyRing& key() {
  static const crypto::KeyRing ring = must(crypto::KeyRing::ephemeral());
  return ring;
}

/// Interfaces and access lists with numbers of their own, about as compressible as a real configuration.
std::string make_config(unsigned seed) {
  std::mt19937 random(seed);
  const auto octet = [&] { return std::to_string(random() % 256); };
  std::string text = "hostname edge" + std::to_string(seed) + "\nenable secret 9 $9$" + std::to_string(random()) + "\n";
  for (int i = 0; text.size() < config_size; ++i) {
    text += "interface GigabitEthernet0/" + std::to_string(i) + "\n description link " + std::to_string(random()) +
            "\n ip address 10." + octet() + "." + octet() +
            ".1 255.255.255.0\n ip access-group IN in\n no ip redirects\n";
    for (int k = 0; k < 6; ++k)
      text += "access-list 1" + std::to_string(i % 90 + 10) + " permit tcp host 192.168." + octet() + "." + octet() +
              " any eq " + std::to_string(random() % 9000) + "\n";
  }
  return text;
}

struct Device {
  CollectionOutcome outcome;
  std::vector<RedactedText> redacted;
};

Capture capture(const std::string& command, std::string bytes) {
  return {.command = command,
          .sent = "show " + command,
          .format = "cisco_ios",
          .context = "",
          .source = "ssh://192.0.2.1:22",
          .started = night,
          .finished = night,
          .content_time = night,
          .normaliser_version = 1,
          .failure = CollectionFailure::none,
          .detail = "",
          .bytes = std::move(bytes)};
}

Device make_device(unsigned number, const std::string& extra = "") {
  const std::string config = make_config(number) + extra;
  const auto name = crypto::fingerprinter(&key());
  const auto secret = static_cast<std::uint32_t>(config.find("$9$"));
  Device device;
  device.outcome = {.device_id = "device-" + std::to_string(number),
                    .member = "",
                    .detail = "",
                    .host_key = "ssh-ed25519 SHA256:x",
                    .captures = {capture("running-config", config), capture("version", config.substr(0, 1000))},
                    .timeline = {{1, "connect", "192.0.2.1"},
                                 {50, "authentication", ""},
                                 {90, "command", "running-config"},
                                 {200, "close", ""}}};
  device.redacted = {redact(config, {{secret, secret + 12}}, name),
                     redact(config.substr(0, 1000), {{secret, secret + 12}}, name)};
  return device;
}

store::RunInfo run_info() {
  return {.started = night, .tool_version = "bench", .source = "ssh", .inventory_digest = "", .planned = 0};
}

double size_of(const std::filesystem::path& folder) {
  double total = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder))
    if (file.path().filename() == "muster.db") total += static_cast<double>(file.file_size());
  return total;
}

/// Every device is new to the store.
void record_new_device(benchmark::State& state) {
  const test::TemporaryFolder folder;
  std::vector<Device> devices;
  for (unsigned i = 0; i < 200; ++i) devices.push_back(make_device(i));
  std::size_t next = 0;
  std::size_t round = 0;
  auto store = must(store::Store::open(folder.path() / "0", key()));
  auto run = must(store.begin_run(run_info()));
  for (auto _ : state) {
    if (next == devices.size()) {
      state.PauseTiming();
      next = 0;
      store = must(store::Store::open(folder.path() / std::to_string(++round), key()));
      run = must(store.begin_run(run_info()));
      state.ResumeTiming();
    }
    benchmark::DoNotOptimize(must(store.record(run, devices[next].outcome, devices[next].redacted)));
    ++next;
  }
}
BENCHMARK(record_new_device)->Unit(benchmark::kMillisecond)->MinTime(2);

/// Every device is as it was the night before: only the hashes are made, and the rows.
void record_unchanged_device(benchmark::State& state) {
  const test::TemporaryFolder folder;
  auto store = must(store::Store::open(folder.path(), key()));
  std::vector<Device> devices;
  for (unsigned i = 0; i < 100; ++i) devices.push_back(make_device(i));
  auto run = must(store.begin_run(run_info()));
  for (const Device& device : devices) must(store.record(run, device.outcome, device.redacted));
  std::size_t next = devices.size();
  for (auto _ : state) {
    if (next == devices.size()) {
      next = 0;
      run = must(store.begin_run(run_info()));
    }
    benchmark::DoNotOptimize(must(store.record(run, devices[next].outcome, devices[next].redacted)));
    ++next;
  }
}
BENCHMARK(record_unchanged_device)->Unit(benchmark::kMillisecond)->MinTime(2);

/// A night of 1,000 devices with state.range(0) devices in a transaction, unchanged: CPU and wall clock of the whole.
void record_night(benchmark::State& state) {
  const test::TemporaryFolder folder;
  auto store = must(store::Store::open(folder.path(), key()));
  std::vector<Device> devices;
  for (unsigned i = 0; i < 100; ++i) devices.push_back(make_device(i));
  for (auto _ : state) {
    for (int part = 0; part < 10; ++part) {
      const auto run = must(store.begin_run(run_info()));
      for (std::size_t i = 0; i < devices.size(); i += static_cast<std::size_t>(state.range(0))) {
        std::vector<store::DeviceRecord> batch;
        for (std::size_t k = i; k < std::min(devices.size(), i + static_cast<std::size_t>(state.range(0))); ++k)
          batch.push_back({&devices[k].outcome, devices[k].redacted});
        benchmark::DoNotOptimize(must(store.record(run, batch)));
      }
    }
  }
}
BENCHMARK(record_night)->Arg(1)->Arg(10)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

/// The size of the file: for a device that is new, and for one night more of the same device.
void bytes_per_device(benchmark::State& state) {
  const test::TemporaryFolder folder;
  constexpr int count = 100;
  double sizes[] = {0, 0};
  for (auto _ : state)
    for (double& size : sizes) {
      {
        auto store = must(store::Store::open(folder.path(), key()));
        const auto run = must(store.begin_run(run_info()));
        for (unsigned i = 0; i < count; ++i) {
          const Device device = make_device(i);
          must(store.record(run, device.outcome, device.redacted));
        }
      }
      size = size_of(folder.path());
    }
  state.counters["new_bytes"] = sizes[0] / count;
  state.counters["unchanged_bytes"] = (sizes[1] - sizes[0]) / count;
}
BENCHMARK(bytes_per_device)->Iterations(1);

void read_raw(benchmark::State& state) {
  auto store = must(store::Store::open(":memory:", key()));
  const Device device = make_device(1);
  const auto references = must(store.record(must(store.begin_run(run_info())), device.outcome, device.redacted));
  for (auto _ : state) benchmark::DoNotOptimize(must(store.raw(references[0].sealed_id)));
}
BENCHMARK(read_raw)->Unit(benchmark::kMillisecond);

void read_redacted(benchmark::State& state) {
  auto store = must(store::Store::open(":memory:", key()));
  const Device device = make_device(1);
  const auto references = must(store.record(must(store.begin_run(run_info())), device.outcome, device.redacted));
  for (auto _ : state) benchmark::DoNotOptimize(must(store.redacted(references[0].redacted_id)));
}
BENCHMARK(read_redacted)->Unit(benchmark::kMillisecond);

DeviceFacts make_facts(const std::string& device, int rules, int change) {
  DeviceFacts facts{.device_id = device,
                    .hostname = device,
                    .platform = "cisco_ios",
                    .site = "s1",
                    .role = "edge",
                    .software = "IOS 15.2(4)M7",
                    .detail = "",
                    .lines = {5000, 200, 100, 3},
                    .open = {},
                    .verdicts = {}};
  for (int i = 0; i < rules; ++i) {
    const std::string rule = "rule-" + std::to_string(i);
    const bool failed = (i + change) % 7 == 0;
    facts.verdicts.push_back({.rule_id = rule,
                              .device_id = device,
                              .object = i % 3 == 0 ? "user admin" : "",
                              .fingerprint = finding_fingerprint(rule, device, i % 3 == 0 ? "user admin" : ""),
                              .status = failed ? VerdictStatus::fail : VerdictStatus::pass,
                              .severity = Severity::high,
                              .message = failed ? "the setting of " + rule + " is not what it should be" : "",
                              .reasons = {},
                              .evidence = {{0, static_cast<std::uint32_t>(i * 10 + change),
                                            static_cast<std::uint32_t>(i * 10 + change + 2)}}});
  }
  return facts;
}

/// Thirty nights of 1,000 devices and 100 rules, of which 2 % of the devices change each night: time and bytes.
void thirty_evaluations(benchmark::State& state) {
  constexpr int devices = 1000;
  constexpr int nights = 30;
  double first = 0;
  double total = 0;
  for (auto _ : state) {
    const test::TemporaryFolder folder;
    {
      auto store = must(store::Store::open(folder.path(), key()));
      const auto run = must(store.begin_run(run_info()));
      std::vector<DeviceFacts> facts;
      for (int i = 0; i < devices; ++i) facts.push_back(make_facts("device-" + std::to_string(i), 100, 0));
      EvaluationManifest manifest{.tool_version = "bench",
                                  .as_of = night,
                                  .captures = {},
                                  .inventory_digest = "",
                                  .policies = {},
                                  .data = {},
                                  .key_id = ""};
      for (int n = 0; n < nights; ++n) {
        for (int k = 0; k < devices / 50 && n > 0; ++k) {
          const int i = (n * 37 + k * 53) % devices;
          facts[static_cast<std::size_t>(i)] = make_facts("device-" + std::to_string(i), 100, n);
        }
        manifest.as_of += std::chrono::hours(24);
        must(store.record_evaluation(manifest, run, facts));
        if (n == 0) {
          store = must(store::Store::open(folder.path(), key()));
          first = size_of(folder.path());
        }
      }
    }
    total = size_of(folder.path());
  }
  state.counters["MB_first"] = first / 1e6;
  state.counters["MB_all"] = total / 1e6;
}
BENCHMARK(thirty_evaluations)->Unit(benchmark::kMillisecond)->Iterations(1);

void evaluation_unchanged(benchmark::State& state) {
  auto store = must(store::Store::open(":memory:", key()));
  const auto run = must(store.begin_run(run_info()));
  std::vector<DeviceFacts> facts;
  for (int i = 0; i < 1000; ++i) facts.push_back(make_facts("device-" + std::to_string(i), 100, 0));
  const EvaluationManifest manifest{.tool_version = "bench",
                                    .as_of = night,
                                    .captures = {},
                                    .inventory_digest = "",
                                    .policies = {},
                                    .data = {},
                                    .key_id = ""};
  must(store.record_evaluation(manifest, run, facts));
  for (auto _ : state) must(store.record_evaluation(manifest, run, facts));
}
BENCHMARK(evaluation_unchanged)->Unit(benchmark::kMillisecond);

void evaluation_read(benchmark::State& state) {
  auto store = must(store::Store::open(":memory:", key()));
  const auto run = must(store.begin_run(run_info()));
  std::vector<DeviceFacts> facts;
  for (int i = 0; i < 1000; ++i) facts.push_back(make_facts("device-" + std::to_string(i), 100, 0));
  const auto id = must(store.record_evaluation({.tool_version = "bench",
                                                .as_of = night,
                                                .captures = {},
                                                .inventory_digest = "",
                                                .policies = {},
                                                .data = {},
                                                .key_id = ""},
                                               run, facts));
  for (auto _ : state) benchmark::DoNotOptimize(must(store.evaluation(id)));
}
BENCHMARK(evaluation_read)->Unit(benchmark::kMillisecond);

}  // namespace
