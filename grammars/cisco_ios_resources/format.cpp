#include "grammars/format.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/text_lines.hpp"

/// The first lines of `show processes cpu` and `show processes memory` of Cisco IOS: load, and use of the memory that
/// processes have.
namespace muster::grammars::cisco_ios_resources {
namespace {

constexpr std::string_view cpu_keyword = "CPU utilization";
constexpr std::string_view memory_keyword = "Processor Pool Total";
constexpr Domains fed = Domain::health;

/// The number behind `name` and blanks; bytes may be more than 32 bits hold.
std::optional<std::uint64_t> number_behind(std::string_view text, std::string_view name) {
  const std::size_t at = text.find(name);
  if (at == std::string_view::npos) return std::nullopt;
  text = trim(text.substr(at + name.size()));
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return value;
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : device_(device), notes_(options, device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!found_) notes_.open(fed, "neither load nor memory: not the head of show processes");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with(cpu_keyword)) return load(text);
    // Releases before 12.4 have one line for all memory.
    if (text.starts_with(memory_keyword) || text.starts_with("Total:")) return memory(text);
    if (text.find(" Pool Total:") != std::string_view::npos) return notes_.ignored();
    notes_.unknown(fed, "a load or a pool of memory", text);
  }

  /// "CPU utilization for five seconds: 1%/0%; one minute: 2%; five minutes: 3%"
  void load(std::string_view text) {
    found_ = true;
    if (notes_.disabled(cpu_keyword)) return notes_.known(fed, cpu_keyword);
    const auto value = number_behind(text, "five minutes:");
    if (!value || *value > 100 || !text.ends_with('%')) return notes_.unknown(fed, "five minutes: N%", text);
    device_.resources.cpu.set(static_cast<std::int64_t>(*value), notes_.lines());
    notes_.understood();
  }

  /// "Processor Pool Total:  861283852 Used:  310286572 Free:  550997280"
  void memory(std::string_view text) {
    found_ = true;
    if (notes_.disabled(memory_keyword)) return notes_.known(fed, memory_keyword);
    const auto total = number_behind(text, "Total:");
    const auto used = number_behind(text, "Used:");
    constexpr std::uint64_t most = UINT64_MAX / 200;
    if (!total || !used || *total == 0 || *used > *total || *total > most)
      return notes_.unknown(fed, "Total: N Used: N", text);
    device_.resources.memory.set(static_cast<std::int64_t>((*used * 100 + *total / 2) / *total), notes_.lines());
    notes_.understood();
  }

  model::Device& device_;
  LineNotes notes_;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(cpu_keyword), fed, Treatment::modelled, {}},
          {std::string(memory_keyword), fed, Treatment::modelled, {}},
          {"* Pool Total", {}, Treatment::ignored, "memory of drivers and of packets"}};
}

}  // namespace

const Format& format() {
  // Of health it tells nothing but the device's own load.
  static constexpr Format value{.name = "cisco_ios_resources",
                                .title = "Cisco IOS load and memory (show processes cpu, show processes memory)",
                                .contributes = fed,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords};
  return value;
}

}  // namespace muster::grammars::cisco_ios_resources
