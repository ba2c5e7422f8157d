#include "grammars/f5_bigip/syslog_include.hpp"

#include <map>

#include "grammars/text_lines.hpp"

namespace muster::grammars::f5_bigip {
namespace {

/// The text up to the bracket that closes the one at its beginning; nothing if there is none.
std::optional<std::string_view> balanced(std::string_view text, char open, char close) {
  std::size_t level = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (text[i] == open) ++level;
    if (text[i] == close && --level == 0) return text.substr(1, i - 1);
  }
  return std::nullopt;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view without_quotes(std::string_view text) {
  text = without_blanks(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return text;
}

struct Call {
  std::string_view name, arguments;
};

/// `name(arguments)`, then what may separate it from the next; nothing if `text` does not begin so.
std::optional<Call> take_call(std::string_view& text) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) return std::nullopt;
  const auto inner = balanced(text.substr(open), '(', ')');
  if (!inner) return std::nullopt;
  const Call call{without_blanks(text.substr(0, open)), *inner};
  text.remove_prefix(open + inner->size() + 2);
  while (!text.empty() && (is_space(text.front()) || text.front() == ';' || text.front() == ',')) text.remove_prefix(1);
  return call;
}

/// The parameters of `tcp("192.0.2.1" port(514))`.
std::optional<SyslogDestination> remote(const Call& call) {
  SyslogDestination to;
  to.transport = call.name == "tcp" ? "tcp" : call.name == "udp" ? "udp" : "";
  if (to.transport.empty() && call.name != "network" && call.name != "syslog") return std::nullopt;
  if (to.transport.empty()) to.transport = "tcp";
  std::string_view rest = without_blanks(call.arguments);
  const std::size_t end = rest.find_first_of(rest.starts_with('"') ? "\"" : " \t\n\r", 1);
  const std::size_t length = end == std::string_view::npos ? rest.size() : end + (rest.starts_with('"') ? 1 : 0);
  to.host = std::string(without_quotes(rest.substr(0, length)));
  rest = without_blanks(rest.substr(length));
  while (!rest.empty()) {
    const auto option = take_call(rest);
    if (!option) return std::nullopt;
    const std::string_view value = without_quotes(option->arguments);
    std::uint32_t number = 0;
    if (option->name == "port") {
      if (!parse_number(value, number)) return std::nullopt;
      to.port = number;
    } else if (option->name == "transport") {
      if (value != "udp" && value != "tcp" && value != "tls") return std::nullopt;
      to.transport = std::string(value);
    } else if (option->name == "tls") {
      to.transport = "tls";
    }
  }
  if (to.host.empty() || to.host.find_first_of("(){};") != std::string::npos) return std::nullopt;
  return to;
}

class Include {
 public:
  explicit Include(std::string_view text) : rest_(without_blanks(text)) {}

  std::optional<std::vector<SyslogDestination>> read() {
    while (!rest_.empty())
      if (!statement()) return std::nullopt;
    std::vector<SyslogDestination> all;
    for (const std::string_view name : used_) {
      const auto found = destinations_.find(name);
      if (found == destinations_.end()) continue;  // one of the system's own
      all.insert(all.end(), found->second.begin(), found->second.end());
      destinations_.erase(found);
    }
    return all;
  }

 private:
  /// `KIND NAME { BODY };`
  bool statement() {
    if (rest_.front() == '#') return comment();
    const std::size_t open = rest_.find('{');
    if (open == std::string_view::npos) return false;
    const auto body = balanced(rest_.substr(open), '{', '}');
    if (!body) return false;
    Words head(rest_.substr(0, open));
    const std::string_view kind = head.next();
    const std::string_view name = head.next();
    rest_.remove_prefix(open + body->size() + 2);
    while (!rest_.empty() && (is_space(rest_.front()) || rest_.front() == ';')) rest_.remove_prefix(1);
    if (kind == "filter" || kind == "source") return !name.empty();
    if (kind == "destination") return destination(name, *body);
    return kind == "log" && log(*body);
  }

  bool comment() {
    const std::size_t end = rest_.find('\n');
    rest_ = end == std::string_view::npos ? std::string_view() : without_blanks(rest_.substr(end));
    return true;
  }

  bool destination(std::string_view name, std::string_view body) {
    body = without_blanks(body);
    std::vector<SyslogDestination>& to = destinations_[name];
    while (!body.empty()) {
      const auto call = take_call(body);
      if (!call) return false;
      if (call->name == "file" || call->name == "pipe" || call->name == "usertty") continue;
      const auto found = remote(*call);
      if (!found) return false;
      to.push_back(*found);
    }
    return true;
  }

  /// With flags, such as `final`, a statement may keep messages from others.
  bool log(std::string_view body) {
    body = without_blanks(body);
    while (!body.empty()) {
      const auto call = take_call(body);
      if (!call || (call->name != "source" && call->name != "filter" && call->name != "destination")) return false;
      if (call->name == "destination") used_.push_back(without_blanks(call->arguments));
    }
    return true;
  }

  std::string_view rest_;
  std::map<std::string_view, std::vector<SyslogDestination>> destinations_;
  std::vector<std::string_view> used_;
};

}  // namespace

std::optional<std::vector<SyslogDestination>> read_syslog_include(std::string_view text) {
  return Include(text).read();
}

}  // namespace muster::grammars::f5_bigip
