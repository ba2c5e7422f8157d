#include "grammars/format.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "grammars/mikrotik/records.hpp"
#include "grammars/text_lines.hpp"

/// Output of `/system resource print` of RouterOS.
namespace muster::grammars::mikrotik_routeros_version {
namespace {

constexpr std::string_view release_keyword = "version";
constexpr std::string_view model_keyword = "board-name";
constexpr std::string_view uptime_keyword = "uptime";
constexpr std::string_view cpu_keyword = "cpu-load";
constexpr std::string_view memory_keyword = "total-memory";
constexpr std::string_view free_memory_keyword = "free-memory";
constexpr std::string_view disk_keyword = "total-hdd-space";
constexpr std::string_view free_disk_keyword = "free-hdd-space";

/// "45.5MiB" in KiB.
std::optional<std::int64_t> kibibytes(std::string_view text) {
  double value = 0;
  double scale = 0;
  std::size_t at = 0;
  for (; at < text.size() && at < 12 && ((text[at] >= '0' && text[at] <= '9') || text[at] == '.'); ++at) {
    if (text[at] == '.') {
      if (scale != 0) return std::nullopt;
      scale = 1;
      continue;
    }
    value = value * 10 + (text[at] - '0');
    scale *= 10;
  }
  if (at == 0) return std::nullopt;
  if (scale > 1) value /= scale;
  const std::string_view unit = text.substr(at);
  if (unit == "GiB") return static_cast<std::int64_t>(value * 1024 * 1024);
  if (unit == "MiB") return static_cast<std::int64_t>(value * 1024);
  if (unit == "KiB") return static_cast<std::int64_t>(value);
  return std::nullopt;
}

/// What is in use, from two lines.
struct Use {
  std::optional<std::int64_t> total;
  std::optional<std::int64_t> free;
  model::LinesId lines = 0;
};

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), device_(device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    put_use(device_.resources.memory, memory_);
    put_use(device_.resources.disk, disk_);
    if (!found_) notes_.open(Domain::software, "no line with a release: not the output of /system resource print");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    const std::size_t colon = text.find(':');
    const std::string_view key = text.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos ? std::string_view() : trim(text.substr(colon + 1));
    if (key == release_keyword) return release(value);
    if (key == model_keyword) return model(value);
    if (key == uptime_keyword) return uptime(value);
    if (key == cpu_keyword) return cpu(value);
    if (key == memory_keyword) return amount(memory_.total, memory_, key, value);
    if (key == free_memory_keyword) return amount(memory_.free, memory_, key, value);
    if (key == disk_keyword) return amount(disk_.total, disk_, key, value);
    if (key == free_disk_keyword) return amount(disk_.free, disk_, key, value);
    notes_.ignored();
  }

  /// "7.12.2 (stable)"
  void release(std::string_view value) {
    found_ = true;
    if (notes_.disabled(release_keyword)) return notes_.known(Domain::software, release_keyword);
    const std::string_view number = Words(value).next();
    if (number.empty() || number.front() < '0' || number.front() > '9')
      return notes_.unknown(Domain::software, "a release", value);
    device_.software.product.set("RouterOS", notes_.lines());
    device_.software.version.set(std::string(number), notes_.lines());
    notes_.understood();
  }

  void model(std::string_view value) {
    if (notes_.disabled(model_keyword)) return notes_.known(Domain::software, model_keyword);
    if (value.empty()) return notes_.unknown(Domain::software, "a board", value);
    device_.software.hardware.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  void uptime(std::string_view value) {
    if (notes_.disabled(uptime_keyword)) return notes_.known(Domain::software, uptime_keyword);
    const std::int64_t seconds = mikrotik::parse_uptime_words(value);
    if (seconds < 0) return notes_.unknown(Domain::software, "weeks, days, hours, minutes and seconds", value);
    device_.software.uptime.set(seconds, notes_.lines());
    notes_.understood();
  }

  void cpu(std::string_view value) {
    if (notes_.disabled(cpu_keyword)) return notes_.known(Domain::health, cpu_keyword);
    std::uint32_t percent = 0;
    if (!value.ends_with('%') || !parse_number(value.substr(0, value.size() - 1), percent) || percent > 100)
      return notes_.unknown(Domain::health, "a percentage", value);
    device_.resources.cpu.set(percent, notes_.lines());
    notes_.understood();
  }

  void amount(std::optional<std::int64_t>& to, Use& use, std::string_view key, std::string_view value) {
    if (notes_.disabled(key)) return notes_.known(Domain::health, key);
    to = kibibytes(value);
    if (!to) return notes_.unknown(Domain::health, "an amount of memory", value);
    use.lines = device_.lines.join(use.lines, notes_.lines());
    notes_.understood();
  }

  static void put_use(model::Integer& to, const Use& use) {
    if (use.total && use.free && *use.total > 0 && *use.free <= *use.total)
      to.set((*use.total - *use.free) * 100 / *use.total, use.lines);
  }

  LineNotes notes_;
  model::Device& device_;
  Use memory_;
  Use disk_;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  const Domains health = Domain::health;
  std::vector<KeywordInfo> infos;
  for (const std::string_view each : {release_keyword, model_keyword, uptime_keyword})
    infos.push_back({std::string(each), software, Treatment::modelled, {}});
  for (const std::string_view each :
       {cpu_keyword, memory_keyword, free_memory_keyword, disk_keyword, free_disk_keyword})
    infos.push_back({std::string(each), health, Treatment::modelled, {}});
  infos.push_back({"*", {}, Treatment::ignored, "how the board is built"});
  return infos;
}

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "mikrotik_routeros_version",
                                .title = "MikroTik RouterOS release and resources (/system resource print)",
                                .contributes = Domain::software | Domain::health,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords};
  return value;
}

}  // namespace muster::grammars::mikrotik_routeros_version
