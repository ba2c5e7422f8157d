#include "grammars/format.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

#include "grammars/connection_use.hpp"
#include "grammars/text_lines.hpp"

/// Output of `cat /proc/meminfo`: how much memory is in use, by what the kernel says that programs could still have; or
/// of `grep -H .` over the files in which the kernel counts the connections that its firewall knows.
namespace muster::grammars::linux_resources {
namespace {

constexpr std::string_view total_keyword = "MemTotal";
constexpr std::string_view available_keyword = "MemAvailable";
constexpr std::string_view count_keyword = "/proc/sys/net/netfilter/nf_conntrack_count";
constexpr std::string_view limit_keyword = "/proc/sys/net/netfilter/nf_conntrack_max";
constexpr Domains fed = Domain::health;

/// "16303428 kB"
std::optional<std::uint32_t> kilobytes(std::string_view text) {
  Words words(text);
  std::uint32_t value = 0;
  if (!parse_number(words.next(), value) || words.next() != "kB" || !words.rest().empty()) return std::nullopt;
  return value;
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), device_(device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (count_ || limit_) {
      connections();
    } else if (!total_ || !available_ || *total_ == 0 || *available_ > *total_) {
      notes_.open(fed, "no total and available memory: not the output of cat /proc/meminfo, or cut");
    } else {
      const std::uint64_t used = *total_ - *available_;
      device_.resources.memory.set(static_cast<std::int64_t>((used * 100 + *total_ / 2) / *total_), lines_);
    }
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    const std::size_t colon = text.find(':');
    if (colon == text.npos) return notes_.unknown(fed, "a name and a value", text);
    const std::string_view name = text.substr(0, colon);
    if (name == total_keyword) return value(total_, name, text.substr(colon + 1));
    if (name == available_keyword) return value(available_, name, text.substr(colon + 1));
    if (name == count_keyword) return number(count_, name, text.substr(colon + 1));
    if (name == limit_keyword) return number(limit_, name, text.substr(colon + 1));
    notes_.ignored();
  }

  void connections() {
    if (!count_ || !limit_) return notes_.open(fed, "only one of the number of connections and their limit");
    note_connections(device_.resources, *count_, *limit_, lines_);
  }

  void number(std::optional<std::uint32_t>& to, std::string_view name, std::string_view text) {
    if (notes_.disabled(name)) return notes_.known(fed, name);
    std::uint32_t found = 0;
    if (!parse_number(text, found)) return notes_.unknown(fed, "a number", text);
    to = found;
    lines_ = lines_ == 0 ? notes_.lines() : device_.lines.join(lines_, notes_.lines());
    notes_.understood();
  }

  void value(std::optional<std::uint32_t>& to, std::string_view name, std::string_view text) {
    if (notes_.disabled(name)) return notes_.known(fed, name);
    to = kilobytes(text);
    if (!to) return notes_.unknown(fed, "a number of kB", text);
    lines_ = lines_ == 0 ? notes_.lines() : device_.lines.join(lines_, notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Device& device_;
  std::optional<std::uint32_t> total_;
  std::optional<std::uint32_t> available_;
  std::optional<std::uint32_t> count_;
  std::optional<std::uint32_t> limit_;
  model::LinesId lines_ = 0;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  device.contributed |= fed;
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(total_keyword), fed, Treatment::modelled, {}},
          {std::string(available_keyword), fed, Treatment::modelled, {}},
          {std::string(count_keyword), fed, Treatment::modelled, {}},
          {std::string(limit_keyword), fed, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  // Of health it tells nothing but the device's own memory and connections.
  static constexpr Format self{"linux_resources",
                               "Linux memory (cat /proc/meminfo) and connections (nf_conntrack)",
                               fed,
                               read,
                               write_back_lines,
                               keywords,
                               fed};
  return self;
}

}  // namespace muster::grammars::linux_resources
