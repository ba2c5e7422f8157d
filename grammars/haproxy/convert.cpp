#include "grammars/haproxy/convert.hpp"

#include <algorithm>

namespace muster::grammars::haproxy {
namespace {

using model::Frontend;

/// "*:80" and ":80" are all IPv4 addresses; several addresses of one line are separated by commas.
std::vector<std::string> addresses(std::string_view text) {
  std::vector<std::string> all;
  while (true) {
    const std::size_t comma = text.find(',');
    std::string_view one = text.substr(0, comma);
    if (one.starts_with('*')) one.remove_prefix(1);
    const bool named = one.starts_with("unix@");
    if (named || one.starts_with('/'))  // only the device itself reaches it
      all.push_back("unix:" + std::string(one.substr(named ? 5 : 0)));
    else
      all.push_back(one.starts_with(':') && !one.starts_with("::") ? "0.0.0.0" + std::string(one) : std::string(one));
    if (comma == text.npos) return all;
    text.remove_prefix(comma + 1);
  }
}

/// Requests are logged at the level info: a line that takes only more severe messages never sees one.
bool takes_requests(const Line& line) {
  if (line.word(0) != "log" || line.negated) return false;
  const auto level_at = [&line] {
    std::size_t at = 2;
    while (at < line.words.size() && (line.word(at) == "len" || line.word(at) == "format" ||
                                      line.word(at) == "profile" || line.word(at) == "sample"))
      at += 2;
    return at + 1;
  }();
  const std::string_view level = line.word(level_at);
  return level.empty() || level == "info" || level == "debug";
}

class Converter {
 public:
  Converter(const Config& config, FoldContext& context)
      : config_(config),
        context_(context),
        proxies_(resolve(config)),
        path_rules_(proxies_),
        tls_(config, context.device.lines) {
    for (const Section& section : config_.sections)
      if (section.kind() == "global")
        has_global_log_ |= std::ranges::any_of(section.lines, [](const Line& line) { return takes_requests(line); });
  }

  void run() {
    for (const Proxy& proxy : proxies_) {
      const Line* const disabled = proxy.last("disabled");
      const Line* const enabled = proxy.last("enabled");
      if (disabled != nullptr && enabled == nullptr) continue;
      if (proxy.section->kind() != "backend") frontend(proxy);
      if (proxy.section->kind() != "frontend") convert_pool(proxy, context_);
    }
    convert_logs(config_, context_);
    convert_accounts(config_, proxies_, context_);
  }

 private:
  void frontend(const Proxy& proxy) {
    Frontend made;
    made.context = context_.options.context;
    made.lines = proxy.section->head.lines;
    made.open = proxy.open;
    made.opened_by = proxy.opened_by;
    made.name.set("haproxy " + std::string(proxy.section->name()), made.lines);
    made.product.set("haproxy", made.lines);
    made.enabled.set(true, made.lines);  // a proxy that is switched off is left out
    binds(proxy, made);
    tls_.set(proxy, made);
    access_log(proxy, made);
    path_rules_.set(proxy, made);
    context_.device.frontends.push_back(std::move(made));
  }

  static void binds(const Proxy& proxy, Frontend& frontend) {
    std::vector<std::string> all;
    bool every = true;
    model::LinesId lines = 0;
    for (const Line* line : proxy.lines) {
      if (line->word(0) != "bind") continue;
      if (lines == 0) lines = line->lines;
      if (line->words[1].variable)
        return frontend.binds.set_unknown(line->lines), frontend.tls.set_unknown(line->lines);
      std::ranges::move(addresses(line->word(1)), std::back_inserter(all));
      every = every && std::ranges::find(line->words, "ssl", &Word::text) != line->words.end();
    }
    if (lines == 0) return frontend.binds.set_absent(frontend.lines), frontend.tls.set_absent(frontend.lines);
    frontend.binds.set(std::move(all), lines);
    frontend.tls.set(every, lines);
  }

  /// Requests are logged if there is somewhere to log and a format that tells of requests: by itself HAProxy only
  /// notes that somebody connected.
  void access_log(const Proxy& proxy, Frontend& frontend) const {
    const Line* place = nullptr;
    const Line* switched_off = nullptr;
    for (const Line* line : proxy.lines) {
      if (line->word(0) != "log") continue;
      if (line->negated) {
        place = nullptr;
        switched_off = line;
      } else if (line->word(1) == "global" ? has_global_log_ : takes_requests(*line)) {
        place = line;
      }
    }
    if (place == nullptr)
      return frontend.access_log.set(false, switched_off == nullptr ? frontend.lines : switched_off->lines);
    for (const Line* line : proxy.lines)  // a rule may silence some requests, or change their level
      if (line->word(0) != "log" && line->word(1) == "set-log-level")
        return frontend.access_log.set_unknown(line->lines);
    const Line* format = proxy.last("log-format");
    for (const char* const name : {"httplog", "httpslog", "tcplog"})
      if (const Line* const found = proxy.option(name)) format = found;
    if (const Line* const quiet = proxy.option("dontlog-normal")) return frontend.access_log.set(false, quiet->lines);
    if (format == nullptr) return frontend.access_log.set(false, place->lines);
    if (proxy.open) return frontend.access_log.set_default(true);  // what was not understood may switch it off
    frontend.access_log.set(true, context_.device.lines.join(place->lines, format->lines));
  }

  const Config& config_;
  FoldContext& context_;
  std::vector<Proxy> proxies_;
  PathRules path_rules_;
  TlsSettings tls_;
  bool has_global_log_ = false;
};

}  // namespace

void convert(const Config& config, FoldContext& context) { Converter(config, context).run(); }

}  // namespace muster::grammars::haproxy
