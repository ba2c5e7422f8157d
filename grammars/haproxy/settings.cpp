#include "grammars/haproxy/settings.hpp"

#include <algorithm>
#include <string>

namespace muster::grammars::haproxy {
namespace {

/// Lines that all proxies together may inherit.
constexpr std::size_t inheritance_budget = 2'000'000;

/// The name after `from` in a section's head; empty if there is none.
std::string_view named_defaults(const Section& section) {
  const auto& words = section.head.words;
  const auto from = std::ranges::find(words, "from", &Word::text);
  return from == words.end() || from + 1 == words.end() ? std::string_view() : std::string_view((from + 1)->text);
}

class Resolver {
 public:
  explicit Resolver(const Config& config) : config_(config) {}

  std::vector<Proxy> run() {
    std::vector<Proxy> proxies;
    for (const Section& section : config_.sections) {
      if (section.kind() == "defaults") {
        add_defaults(section);
      } else if (section.kind() == "frontend" || section.kind() == "backend" || section.kind() == "listen") {
        proxies.push_back(proxy(section, latest_));
      } else if (section.kind() == "global" && section.open) {
        if (globals_open_ == 0) globals_open_ = section.opened_by;
      }
    }
    for (Proxy& each : proxies) {
      mark(each, globals_open_ != 0, globals_open_);
      mark(each, config_.open, config_.opened_by);
    }
    return proxies;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  static void mark(Proxy& proxy, bool open, model::LinesId by) {
    if (!open || proxy.open) return;
    proxy.open = true;
    proxy.opened_by = by;
  }

  /// A defaults section stands on its own unless it says `from`.
  void add_defaults(const Section& section) {
    defaults_.push_back(proxy(section, none));
    latest_ = defaults_.size() - 1;
    const std::string_view name = section.name();
    if (!name.empty() && name != "from") by_name_[std::string(name)] = latest_;
  }

  Proxy proxy(const Section& section, std::size_t inherits) {
    Proxy made;
    made.section = &section;
    mark(made, section.open, section.opened_by);
    if (const std::string_view name = named_defaults(section); !name.empty()) {
      const auto found = by_name_.find(std::string(name));
      inherits = found == by_name_.end() ? none : found->second;
      mark(made, inherits == none, section.head.lines);
    }
    if (inherits != none) take_over(defaults_[inherits], made);
    for (const Line& line : section.lines) made.lines.push_back(&line);
    return made;
  }

  void take_over(const Proxy& from, Proxy& to) {
    mark(to, from.open, from.opened_by);
    if (from.lines.size() > budget_) return mark(to, true, to.section->head.lines);
    budget_ -= from.lines.size();
    to.lines = from.lines;
  }

  const Config& config_;
  std::vector<Proxy> defaults_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::size_t latest_ = none;
  std::size_t budget_ = inheritance_budget;
  model::LinesId globals_open_ = 0;
};

}  // namespace

const Line* Proxy::last(std::string_view keyword, std::string_view second) const {
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    if ((*line)->word(0) == keyword && (second.empty() || (*line)->word(1) == second)) return *line;
  return nullptr;
}

const Line* Proxy::option(std::string_view name) const {
  const Line* const line = last("option", name);
  return line == nullptr || line->negated ? nullptr : line;
}

/// HAProxy's own default is tcp.
bool Proxy::is_http() const {
  const Line* const line = last("mode");
  return line != nullptr && line->word(1) == "http";
}

std::vector<Proxy> resolve(const Config& config) { return Resolver(config).run(); }

}  // namespace muster::grammars::haproxy
