#include <benchmark/benchmark.h>

#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "bench/grammars/hand_written.hpp"
#include "bench/grammars/inputs.hpp"
#include "grammars/cisco/text_blocks.hpp"

/// Benchmarks of reading; with `--count WHAT` one run of one parser for a profiler that counts instructions, with
/// `--read FORMAT FILE` what reading a file costs.
namespace {

using namespace muster;
using namespace muster::grammars;

constexpr std::size_t megabyte = 1'000'000;
constexpr IndentRules ios_rules{.comments = "!", .text_end = &cisco::text_end, .text_starts = "bcrkv"};

std::size_t our_entries(const Tree& tree, FoldContext& context) {
  std::size_t understood = 0;
  for (const Node& node : tree.nodes().subspan(1)) {
    Cursor cursor(context, node);
    cisco::AccessEntry entry;
    entry.sequence = cursor.number().value_or(0);
    entry.permit = cursor.accept("permit");
    if (!entry.permit && !cursor.accept("deny")) continue;
    if (cisco::parse_extended_entry(cursor, entry) == Outcome::understood) ++understood;
  }
  return understood;
}

std::size_t hand_written_entries(const Tree& tree) {
  std::size_t understood = 0;
  for (const Node& node : tree.nodes().subspan(1)) {
    cisco::AccessEntry entry;
    if (bench::hand_written_entry(tree.text(node), entry)) ++understood;
  }
  return understood;
}

void line_tree(benchmark::State& state) {
  const std::string input = bench::ios_configuration(10 * megabyte);
  for (auto _ : state) benchmark::DoNotOptimize(read_indented(input, ios_rules));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
}
void line_tree_by_hand(benchmark::State& state) {
  const std::string input = bench::ios_configuration(10 * megabyte);
  for (auto _ : state) benchmark::DoNotOptimize(bench::hand_written_tree(input));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
}
void access_entries(benchmark::State& state) {
  const std::string input = bench::access_list(50'000);
  const Tree tree = read_indented(input, ios_rules);
  model::Device device;
  ReadResult result;
  const ReadOptions options;
  FoldContext context{tree, options, device, result};
  for (auto _ : state)
    if (our_entries(tree, context) != 50'000) state.SkipWithError("an entry was not understood");
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
}
void access_entries_by_hand(benchmark::State& state) {
  const std::string input = bench::access_list(50'000);
  const Tree tree = read_indented(input, ios_rules);
  for (auto _ : state)
    if (hand_written_entries(tree) != 50'000) state.SkipWithError("an entry was not understood");
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
}
void ios_to_model(benchmark::State& state) {
  const std::string input = bench::ios_configuration(10 * megabyte);
  const Format& format = *find_format("cisco_ios");
  for (auto _ : state) {
    model::Device device;
    benchmark::DoNotOptimize(format.read(input, {}, device));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
}
/// What one device's configuration costs, bytes to model.
void to_model(benchmark::State& state, const std::string& format_name, const std::string& input) {
  const Format& format = *find_format(format_name);
  for (auto _ : state) {
    model::Device device;
    const LineCounts counts = format.read(input, {}, device).counts();
    if (counts.known + counts.unknown != 0) return state.SkipWithError("a line was not understood");
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
}
void configurations_to_model() {
  constexpr std::size_t one_device = 200'000;
  const std::pair<std::string, std::string> inputs[] = {
      {"cisco_ios", bench::ios_configuration(one_device)},
      {"juniper_junos", bench::junos_configuration(one_device)},
      {"fortinet_fortios", bench::fortios_configuration(one_device)},
      {"iptables", bench::iptables_rules(one_device)},
  };
  for (const auto& [format, input] : inputs)
    benchmark::RegisterBenchmark(("200 KB to model: " + format).c_str(), to_model, format, input)->Unit(benchmark::kMicrosecond);
}
void tables_to_model() {
  constexpr std::size_t full_table = 500'000;
  benchmark::RegisterBenchmark("500,000 routes: frr_route", to_model, "frr_route", bench::frr_routes(full_table))
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("500,000 routes: cisco_ios_route", to_model, "cisco_ios_route", bench::ios_routes(full_table))
      ->Unit(benchmark::kMillisecond);
}

void net_of_secrets(benchmark::State& state) {
  const std::string input = bench::ios_configuration(10 * megabyte);
  for (auto _ : state) benchmark::DoNotOptimize(secret_net(input));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
}
BENCHMARK(line_tree)->Unit(benchmark::kMillisecond);
BENCHMARK(line_tree_by_hand)->Unit(benchmark::kMillisecond);
BENCHMARK(access_entries)->Unit(benchmark::kMillisecond);
BENCHMARK(access_entries_by_hand)->Unit(benchmark::kMillisecond);
BENCHMARK(ios_to_model)->Unit(benchmark::kMillisecond);
BENCHMARK(net_of_secrets)->Unit(benchmark::kMillisecond);

/// Prints the bytes that were parsed. What `tree-none` and `entries-none` cost is the input itself.
int count(const std::string& what) {
  if (what.starts_with("tree")) {
    const std::string input = bench::ios_configuration(megabyte);
    std::size_t nodes = 0;
    if (what == "tree-ours") nodes = read_indented(input, ios_rules).nodes().size();
    if (what == "tree-hand") nodes = bench::hand_written_tree(input).size();
    std::printf("%zu %zu\n", input.size(), nodes);
    return 0;
  }
  const std::string input = bench::access_list(10'000);
  const Tree tree = read_indented(input, ios_rules);
  model::Device device;
  ReadResult result;
  const ReadOptions options;
  FoldContext context{tree, options, device, result};
  std::size_t understood = 0;
  if (what == "entries-ours") understood = our_entries(tree, context);
  if (what == "entries-hand") understood = hand_written_entries(tree);
  std::printf("%zu %zu\n", input.size(), understood);
  return 0;
}

/// Prints the median CPU seconds of five readings of the file, which must be understood whole.
int read_file(const std::string& format_name, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string input{std::istreambuf_iterator<char>(file), {}};
  const Format* const format = find_format(format_name);
  if (format == nullptr || input.empty()) return 2;
  std::array<double, 5> seconds{};
  for (double& each : seconds) {
    timespec begin{};
    timespec end{};
    model::Device device;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    const LineCounts counts = format->read(input, {}, device).counts();
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    if (counts.known + counts.unknown != 0) return 1;
    each = static_cast<double>(end.tv_sec - begin.tv_sec) + static_cast<double>(end.tv_nsec - begin.tv_nsec) * 1e-9;
  }
  std::ranges::sort(seconds);
  std::printf("%.9f\n", seconds[2]);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::strcmp(argv[1], "--read") == 0) return read_file(argv[2], argv[3]);
  if (argc == 3 && std::strcmp(argv[1], "--count") == 0) return count(argv[2]);
  benchmark::Initialize(&argc, argv);
  configurations_to_model();
  tables_to_model();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
