#include "grammars/format.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/durations.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show chassis routing-engine` of Junos: load, memory and uptime of each engine. Of several the fullest
/// counts, and the uptime of the one that works.
namespace muster::grammars::juniper_junos_engine {
namespace {

constexpr std::string_view cpu_keyword = "CPU utilization";
constexpr std::string_view memory_keyword = "Memory utilization";
constexpr std::string_view uptime_keyword = "Uptime";
constexpr auto fed = Domain::health | Domain::software;

/// The number in front of "percent".
std::optional<std::uint32_t> percent(std::string_view text) {
  const std::size_t unit = text.rfind(" percent");
  if (unit == std::string_view::npos) return std::nullopt;
  const std::string_view before = trim(text.substr(0, unit));
  std::uint32_t value = 0;
  if (!parse_number(before.substr(before.find_last_of(" (") + 1), value) || value > 100) return std::nullopt;
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
    end_engine();
    if (!seen_) notes_.open(fed, "no line 'Routing Engine status': not the output of show chassis routing-engine");
    return notes_.finish();
  }

 private:
  /// What one engine says, with the lines.
  struct Engine {
    bool backup = false;
    std::optional<std::uint32_t> load;
    model::LinesId load_lines = 0;
  };

  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with("Routing Engine status") || (text.starts_with("Slot ") && text.back() == ':')) return head();
    if (text.starts_with("Current state")) {
      engine_.backup = text.find("Backup") != std::string_view::npos;
      return notes_.understood();
    }
    if (text.ends_with("CPU utilization:")) return notes_.understood();
    if (text.starts_with("Idle ")) return idle(text);
    if (text.starts_with(memory_keyword) || text.starts_with("Total memory")) return memory(text);
    if (text.starts_with("Uptime ")) return uptime(trim(text.substr(uptime_keyword.size())));
    notes_.ignored();
  }

  void head() {
    seen_ = true;
    end_engine();
    notes_.understood();
  }

  /// Periods come from the shortest on, up to 15 minutes: the last before that counts.
  void idle(std::string_view text) {
    if (notes_.disabled(cpu_keyword)) return notes_.known(Domain::health, cpu_keyword);
    const auto value = percent(text);
    if (!value) return notes_.unknown(Domain::health, "N percent", text);
    constexpr unsigned up_to_five_minutes = 3;
    if (++periods_ <= up_to_five_minutes) engine_.load = 100 - *value, engine_.load_lines = notes_.lines();
    notes_.understood();
  }

  void end_engine() {
    if (engine_.load) put_highest(device_.resources.cpu, *engine_.load, engine_.load_lines);
    engine_ = {};
    periods_ = 0;
  }

  static void put_highest(model::Integer& to, std::uint32_t value, model::LinesId lines) {
    if (!to.known() || to.value < value) to.set(value, lines);
  }

  void memory(std::string_view text) {
    if (notes_.disabled(memory_keyword)) return notes_.known(Domain::health, memory_keyword);
    const auto value = percent(text);
    if (!value) return notes_.unknown(Domain::health, "N percent", text);
    put_highest(device_.resources.memory, *value, notes_.lines());
    notes_.understood();
  }

  void uptime(std::string_view text) {
    if (notes_.disabled(uptime_keyword)) return notes_.known(Domain::software, uptime_keyword);
    if (engine_.backup) return notes_.ignored();
    const auto seconds = parse_uptime(text);
    if (!seconds) return notes_.unknown(Domain::software, "a time", text);
    if (!device_.software.uptime.known()) device_.software.uptime.set(*seconds, notes_.lines());
    notes_.understood();
  }

  model::Device& device_;
  LineNotes notes_;
  Engine engine_;
  unsigned periods_ = 0;
  bool seen_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(cpu_keyword), Domain::health, Treatment::modelled, {}},
          {std::string(memory_keyword), Domain::health, Treatment::modelled, {}},
          {std::string(uptime_keyword), Domain::software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "temperatures, parts and load averages"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      .name = "juniper_junos_engine",
      .title = "Junos routing engines (show chassis routing-engine)",
      .contributes = fed,
      .read = read,
      .write_back = write_back_lines,
      .keywords = keywords,
      .partial = Domain::software,
  };
  return value;
}

}  // namespace muster::grammars::juniper_junos_engine
