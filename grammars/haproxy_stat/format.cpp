#include "grammars/format.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/ip.hpp"
#include "grammars/connection_use.hpp"
#include "grammars/haproxy_stat/csv.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show stat` of HAProxy: a table with a line for each frontend, server, backend and socket. It tells what
/// the servers of the configured pools do now, and what runs and is not in the file: servers may be added while HAProxy
/// runs.
namespace muster::grammars::haproxy_stat {
namespace {

constexpr Domains fed = Domain::health;
constexpr std::string_view head_keyword = "# pxname";
constexpr std::string_view frontend_keyword = "FRONTEND";
constexpr std::string_view server_keyword = "server";

/// The columns that are read, by their names in the first line.
enum Column : std::size_t { proxy, name, sessions, limit, status, backup, check, address, column_count };
constexpr std::array<std::string_view, column_count> column_names{"pxname", "svname", "scur",         "slim",
                                                                  "status", "bck",    "check_status", "addr"};
constexpr std::size_t required_columns = backup;  ///< those before it are there in every version

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : notes_(options, device), options_(options), device_(device) {
    for (std::size_t i = 0; i < device.pools.size(); ++i)
      if (device.pools[i].product.value == "haproxy") pools_.emplace(device.pools[i].name.value, i);
  }

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      ended_ = trim(line.text).empty();
      read_line(trim(line.text));
    }
    if (width_ == 0) notes_.open(fed, "no line of column names: not the output of show stat");
    if (width_ != 0 && !ended_) notes_.open(fed, "the empty line at the end is missing: the output is cut");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with("# ")) return head(text.substr(2));
    if (width_ == 0) return notes_.unknown(fed, "a line of column names that begins with # pxname", text);
    if (!split_csv(text, fields_) || fields_.size() != width_)
      return notes_.unknown(fed, "as many values as there are columns", text);
    const std::string_view who = value(name);
    if (value(proxy).empty() || who.empty()) return notes_.unknown(fed, "a proxy and the name of what is in it", text);
    if (who == "BACKEND") return notes_.ignored();
    if (who == frontend_keyword) return frontend();
    if (value(status) == "OPEN" || value(status) == "FULL") return notes_.ignored();  // a socket of a frontend
    server();
  }

  void head(std::string_view text) {
    if (notes_.disabled(head_keyword)) return notes_.known(fed, head_keyword);
    if (!split_csv(text, fields_)) return notes_.unknown(fed, "column names", text);
    columns_.fill(none);
    for (std::size_t i = 0; i < fields_.size(); ++i)
      for (std::size_t column = 0; column < column_count; ++column)
        if (fields_[i] == column_names[column] && columns_[column] == none) columns_[column] = i;
    for (std::size_t column = 0; column < required_columns; ++column)
      if (columns_[column] == none)
        return notes_.unknown(fed, "the columns pxname, svname, scur, slim and status", text);
    width_ = fields_.size();
    notes_.understood();
  }

  void frontend() {
    if (notes_.disabled(frontend_keyword)) return notes_.known(fed, frontend_keyword);
    std::uint32_t now = 0;
    std::uint32_t most = 0;
    if (!parse_number(value(sessions), now) || !parse_number(value(limit), most))
      return notes_.unknown(fed, "numbers of sessions", notes_.line().text);
    note_connections(device_.resources, now, most, notes_.lines());
    notes_.understood();
  }

  void server() {
    if (notes_.disabled(server_keyword)) return notes_.known(fed, server_keyword);
    const std::optional<std::string_view> state = state_of(value(status));
    if (!state) return notes_.unknown(fed, "a state of a server", value(status));
    model::PoolMember& member = member_of(value(proxy), value(name));
    if (state->empty()) {
      member.monitored.set(false, notes_.lines());  // whatever the file says, nothing checks it now
      member.state.set_unknown(notes_.lines());
    } else {
      member.state.set(std::string(*state), notes_.lines());
    }
    notes_.understood();
  }

  /// Empty: no check, nobody knows. A server under maintenance gets nothing, one that drains nothing new.
  static std::optional<std::string_view> state_of(std::string_view text) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (text == "no check") return "";
    if (word == "UP") return "up";
    if (word == "DOWN" || word == "MAINT") return "down";
    if (word == "DRAIN" || word == "NOLB") return "drain";
    return std::nullopt;
  }

  model::PoolMember& member_of(std::string_view pool_name, std::string_view member_name) {
    const std::string key = "haproxy " + std::string(pool_name);
    const auto [found, added] = pools_.try_emplace(key, device_.pools.size());
    if (added) {
      model::Pool& pool = device_.pools.emplace_back();
      begin(pool);
      pool.name.set(key, pool.lines);
      pool.product.set("haproxy", pool.lines);
    }
    const std::size_t pool = found->second;
    if (indexed_.insert(pool).second) index_members(pool);
    std::vector<model::PoolMember>& members = device_.pools[pool].members;
    const auto [place, is_new] = members_.try_emplace({pool, std::string(member_name)}, members.size());
    if (is_new) running_member(members.emplace_back(), member_name);
    return members[place->second];
  }

  void index_members(std::size_t pool) {
    const std::vector<model::PoolMember>& members = device_.pools[pool].members;
    for (std::size_t i = 0; i < members.size(); ++i) members_.try_emplace({pool, members[i].name.value}, i);
  }

  /// A server that the configuration does not have.
  void running_member(model::PoolMember& to, std::string_view member_name) {
    begin(to);
    to.name.set(std::string(member_name), to.lines);
    if (!value(check).empty()) to.monitored.set(true, to.lines);
    if (value(backup) == "0" || value(backup) == "1") to.backup.set(value(backup) == "1", to.lines);
    const std::string_view text = value(address);
    const std::size_t colon = text.rfind(':');
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    std::uint32_t port = 0;
    if (colon == text.npos || !parse_ip(host) || !parse_number(text.substr(colon + 1), port)) return;
    to.address.set(std::string(host), to.lines);
    to.port.set(port, to.lines);
  }

  void begin(model::Object& to) {
    to.context = options_.context;
    to.lines = notes_.lines();
  }

  [[nodiscard]] std::string_view value(Column column) const {
    return columns_[column] < fields_.size() ? fields_[columns_[column]] : std::string_view();
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  LineNotes notes_;
  const ReadOptions& options_;
  model::Device& device_;
  std::unordered_map<std::string, std::size_t> pools_;
  std::set<std::size_t> indexed_;  ///< the pools whose members are in members_
  std::map<std::pair<std::size_t, std::string>, std::size_t> members_;
  std::vector<std::string_view> fields_;
  std::array<std::size_t, column_count> columns_{};
  std::size_t width_ = 0;
  bool ended_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(head_keyword), fed, Treatment::modelled, {}},
          {std::string(frontend_keyword), fed, Treatment::modelled, {}},
          {std::string(server_keyword), fed, Treatment::modelled, {}},
          {"BACKEND", {}, Treatment::ignored, "the sums of its servers"},
          {"socket", {}, Treatment::ignored, "a part of its frontend"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      "haproxy_stat", "HAProxy state of servers (show stat)", fed, read, write_back_lines, keywords, fed};
  return value;
}

}  // namespace muster::grammars::haproxy_stat
