#include "grammars/nginx/keywords.hpp"

#include <algorithm>
#include <array>

#include "grammars/nginx/arguments.hpp"

namespace muster::grammars::nginx {
namespace {

using Row = Keyword<Config>;

constexpr Domains proxy = Domain::proxy;
constexpr Domains health = Domain::proxy | Domain::health;
constexpr Domains logging = Domain::logging | Domain::proxy;

Directive take(Cursor& cursor) {
  const std::string_view whole = cursor.whole();
  const std::string_view name = whole.substr(0, whole.find_first_of(" \t\r\n"));
  return {std::string(name), split_arguments(cursor.take_rest()), cursor.lines()};
}

template <std::size_t Least, std::size_t Most>
Outcome keep(Config& config, Cursor& cursor) {
  Cursor start = cursor;
  Directive directive = take(cursor);
  if (directive.arguments.size() < Least || directive.arguments.size() > Most) {
    cursor.take_position(start);
    return cursor.fail(Least == Most ? std::to_string(Least) + " arguments"
                                     : "at least " + std::to_string(Least) + " arguments");
  }
  config.add(cursor, std::move(directive));
  return Outcome::understood;
}

template <BlockKind Kind>
Outcome enter(Config& config, Cursor& cursor) {
  config.enter(cursor, Kind, take(cursor));
  return Outcome::understood;
}

/// `location [=|~|~*|^~] path` with or without a blank after the modifier, or `location @name`.
Outcome location(Config& config, Cursor& cursor) {
  Directive head = take(cursor);
  if (head.arguments.size() == 1) {
    for (const std::string_view modifier : {"=", "^~", "~*", "~"}) {
      if (!head.arguments[0].starts_with(modifier)) continue;
      head.arguments = {std::string(modifier), head.arguments[0].substr(modifier.size())};
      break;
    }
  }
  const bool one = head.arguments.size() == 1;
  const bool two = head.arguments.size() == 2 && (head.arguments[0] == "=" || head.arguments[0] == "^~" ||
                                                  head.arguments[0] == "~*" || head.arguments[0] == "~");
  if (!one && !two) return cursor.fail("a modifier and a path");
  config.enter(cursor, BlockKind::location, std::move(head));
  return Outcome::understood;
}

bool names_a_secret(std::string name) {
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  constexpr std::array<std::string_view, 6> signs{"auth", "token", "secret", "password", "api-key", "apikey"};
  return std::ranges::any_of(signs, [&](std::string_view sign) { return name.find(sign) != std::string::npos; });
}

/// A header or parameter that is sent along. Its value may be a credential of the proxy.
Outcome header(Config&, Cursor& cursor) {
  const std::string_view text = cursor.take_rest();
  const std::vector<std::string> arguments = split_arguments(text);
  if (arguments.size() >= 2 && names_a_secret(arguments[0]) && !arguments[1].starts_with('$')) {
    const auto begin = text.find(arguments[0]) + arguments[0].size();
    std::string_view value = text.substr(std::min(begin, text.size()));
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t' || value.front() == '"'))
      value.remove_prefix(1);
    cursor.secret(value);
  }
  return Outcome::ignored;
}

Outcome secret_argument(Config&, Cursor& cursor) {
  cursor.secret(last_argument(cursor.take_rest()));
  return Outcome::ignored;
}

/// Resolved includes are followed by their content; others could hold anything.
Outcome include(Config& config, Cursor& cursor) {
  return config.is_resolved(cursor.node().begin) ? Outcome::understood : Outcome::known;
}

/// What a block does not understand opens the block. A line of a server cannot add or remove another server.
Domains open_block(Config& config, const Cursor& cursor, Domains domains) {
  config.open(cursor);
  const BlockKind kind = config.at(cursor).kind;
  const bool inside = kind == BlockKind::server || kind == BlockKind::location || kind == BlockKind::condition ||
                      kind == BlockKind::limit_except || kind == BlockKind::upstream;
  return inside ? domains & Domain::logging : domains;
}

const KeywordTable<Config>& block_keywords();
const KeywordTable<Config>& upstream_keywords();

constexpr std::size_t many = 1000;

constexpr auto block_rows = std::to_array<Row>({
    {"server", proxy, &enter<BlockKind::server>, &block_keywords},
    {"location", proxy, &location, &block_keywords},
    {"upstream", health, &enter<BlockKind::upstream>, &upstream_keywords},
    {"if", proxy, &enter<BlockKind::condition>, &block_keywords},
    {"limit_except", proxy, &enter<BlockKind::limit_except>, &block_keywords},
    {"include", affected(), &include},
    {"listen", proxy, &keep<1, many>},
    {"server_name", proxy, &keep<1, many>},
    {"ssl", proxy, &keep<1, 1>},
    {"ssl_protocols", proxy, &keep<1, many>},
    {"ssl_ciphers", proxy, &keep<1, 1>},
    {"ssl_conf_command", proxy, &keep<2, many>},
    {"proxy_pass", proxy, &keep<1, 1>},
    {"fastcgi_pass", proxy, &keep<1, 1>},
    {"uwsgi_pass", proxy, &keep<1, 1>},
    {"scgi_pass", proxy, &keep<1, 1>},
    {"grpc_pass", proxy, &keep<1, 1>},
    {"memcached_pass", proxy, &keep<1, 1>},
    {"tunnel_pass", proxy, &keep<0, 1>},
    {"return", proxy, &keep<1, 2>},
    {"rewrite", proxy, &keep<2, 3>},
    {"break", proxy, &keep<0, 0>},
    {"allow", proxy, &keep<1, 1>},
    {"deny", proxy, &keep<1, 1>},
    {"satisfy", proxy, &keep<1, 1>},
    {"auth_basic", proxy, &keep<1, 1>},
    {"auth_request", proxy, &keep<1, 1>},
    {"auth_jwt", proxy, &keep<1, 2>},
    {"internal", proxy, &keep<0, 0>},
    {"try_files", proxy, &keep<2, many>},
    {"error_page", proxy, &keep<2, many>},
    {"access_log", logging, &keep<1, many>},
    {"error_log", logging, &keep<1, 2>},
    {"health_check", health, &keep<0, many>},
    {"proxy_set_header", {}, &header},
    {"proxy_set_body", {}, &header},
    {"grpc_set_header", {}, &header},
    {"fastcgi_param", {}, &header},
    {"uwsgi_param", {}, &header},
    {"scgi_param", {}, &header},
    {"add_header", {}, &header},
    {"add_trailer", {}, &header},
    {"auth_http_header", {}, &header},
    {"secure_link", {}, &header},
    {"secure_link_md5", {}, &secret_argument},
    {"secure_link_secret", {}, &secret_argument},
    // Handlers and filters of other modules, which may forward or refuse.
    {"access_by_lua", proxy},
    {"access_by_lua_block", proxy},
    {"access_by_lua_file", proxy},
    {"balancer_by_lua_block", proxy},
    {"content_by_lua", proxy},
    {"content_by_lua_block", proxy},
    {"content_by_lua_file", proxy},
    {"rewrite_by_lua", proxy},
    {"rewrite_by_lua_block", proxy},
    {"rewrite_by_lua_file", proxy},
    {"set_by_lua_block", proxy},
    {"header_filter_by_lua_block", proxy},
    {"body_filter_by_lua_block", proxy},
    {"log_by_lua_block", logging},
    {"echo", proxy},
    {"js_access", proxy},
    {"js_body_filter", proxy},
    {"js_content", proxy},
    {"js_header_filter", proxy},
    {"js_periodic", proxy},
    {"js_preread", proxy},
    {"js_filter", proxy},
    {"modsecurity", proxy},
    {"modsecurity_rules", proxy},
    {"modsecurity_rules_file", proxy},
    {"passenger_enabled", proxy},
    {"perl", proxy},
    {"post_action", proxy},
    {"ssi", proxy},
    {"api", proxy},
    {"hls", proxy},
    {"match", health},
});

constexpr auto upstream_rows = std::to_array<Row>({
    {"server", health, &keep<1, many>},
    {"include", health, &include},
    {"check", health, &keep<0, many>},
    {"health_check", health, &keep<0, many>},
});

constexpr auto main_rows = std::to_array<Row>({
    {"http", affected(), &enter<BlockKind::http>, &block_keywords},
    {"stream", affected(), &enter<BlockKind::stream>, &block_keywords},
    {"load_module", {}, &keep<1, 1>},
    {"mail", affected()},
    {"mgmt", {}, nullptr, nullptr, "the reports of a subscription"},
});

const KeywordTable<Config>& block_keywords() {
  static const KeywordTable<Config> table({block_rows, ignored_in_blocks()}, &open_block);
  return table;
}

const KeywordTable<Config>& upstream_keywords() {
  static const KeywordTable<Config> table({upstream_rows, ignored_in_upstream()}, &open_block);
  return table;
}

}  // namespace

/// A file that is included elsewhere may be checked alone: what stands in http may stand at the top as well.
const KeywordTable<Config>& main_keywords() {
  static const KeywordTable<Config> table({main_rows, ignored_in_main(), block_rows, ignored_in_blocks()}, &open_block);
  return table;
}

}  // namespace muster::grammars::nginx
