#include <algorithm>
#include <array>

#include "grammars/crypt_format.hpp"
#include "grammars/haproxy/config.hpp"

namespace muster::grammars::haproxy {
namespace {

using Row = Keyword<Config>;

constexpr Domains proxy = Domain::proxy;
constexpr Domains health = Domain::proxy | Domain::health;
constexpr Domains logging = Domain::proxy | Domain::logging;
constexpr Domains users = Domain::users;

struct Group {
  std::string_view because;
  std::string_view names;  ///< separated by one comma
};

std::vector<Row> rows_of(std::span<const Group> groups) {
  std::vector<Row> rows;
  for (const auto& [because, names] : groups) {
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find(',', at), names.size());
      rows.push_back(ignored<Config>(names.substr(at, end - at), because));
      at = end + 1;
    }
  }
  return rows;
}

Line take(Cursor& cursor) {
  Line line{split_words(cursor.whole()), cursor.negated, cursor.lines()};
  if (line.negated) line.words.erase(line.words.begin());
  cursor.take_rest();
  return line;
}

Outcome section(Config& config, Cursor& cursor) {
  Section made;
  made.head = take(cursor);
  config.sections.push_back(std::move(made));
  return Outcome::understood;
}

/// A proxy needs a name; what follows is `from DEFAULTS`, or an address as versions before 1.5 allowed.
Outcome proxy_section(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a name");
  return section(config, cursor);
}

template <std::size_t Least>
Outcome keep(Config& config, Cursor& cursor) {
  Cursor start = cursor;
  Line line = take(cursor);
  if (line.words.size() < Least + 1) return cursor.fail("at least " + std::to_string(Least) + " arguments");
  config.sections.back().lines.push_back(std::move(line));
  return Outcome::understood;
}

/// Marks the password of `stats auth user:password` and keeps the line.
Outcome stats_auth(Config& config, Cursor& cursor) {
  const std::string_view account = cursor.rest();
  const std::size_t colon = account.find(':');
  if (colon == account.npos) return cursor.fail("USER:PASSWORD");
  const std::string_view password = account.substr(colon + 1);
  cursor.secret(password);
  return keep<2>(config, cursor);
}

/// `user NAME [password HASH | insecure-password TEXT] [groups ...]`
Outcome user(Config& config, Cursor& cursor) {
  Line line = take(cursor);
  if (line.words.size() < 2) return cursor.fail("a name");
  for (std::size_t i = 2; i + 1 < line.words.size(); ++i)
    if (line.words[i].text == "password" || line.words[i].text == "insecure-password")
      cursor.secret(line.words[++i].raw);
  config.sections.back().lines.push_back(std::move(line));
  return Outcome::understood;
}

template <std::size_t Word>
Outcome hide_word(Config&, Cursor& cursor) {
  const Line line = take(cursor);
  if (line.words.size() > Word) cursor.secret(line.words[Word].raw);
  return Outcome::ignored;
}

bool names_a_secret(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  constexpr std::array<std::string_view, 6> signs{"auth", "token", "secret", "password", "api-key", "apikey"};
  return std::ranges::any_of(signs, [&](std::string_view sign) { return lower.find(sign) != std::string::npos; });
}

/// Hides the values of headers and variables whose names say that they are credentials.
void hide_values(Cursor& cursor, const Line& line) {
  for (std::size_t i = 1; i + 1 < line.words.size(); ++i) {
    const bool reads_a_sample = line.words[i + 1].text.starts_with("%[");
    if (names_a_secret(line.words[i].text) && !reads_a_sample) cursor.secret(line.words[i + 1].raw);
  }
}

Outcome rule(Config& config, Cursor& cursor) {
  Line line = take(cursor);
  if (line.words.size() < 2) return cursor.fail("an action");
  const std::string_view action = line.word(1);
  if (action == "set-header" || action == "add-header" || action == "replace-header") hide_values(cursor, line);
  config.sections.back().lines.push_back(std::move(line));
  return Outcome::understood;
}

Outcome check_rule(Config&, Cursor& cursor) {
  const Line line = take(cursor);
  hide_values(cursor, line);
  for (std::size_t i = 0; i + 1 < line.words.size(); ++i)
    if (line.words[i].text == "send" && line.word(0) == "tcp-check") cursor.secret(line.words[i + 1].raw);
  return Outcome::ignored;
}

Outcome environment(Config&, Cursor& cursor) {
  const Line line = take(cursor);
  hide_values(cursor, line);
  return Outcome::ignored;
}

/// What a section does not understand opens the section's own proxy; a log line may be among it.
Domains open_section(Config& config, const Cursor& cursor, Domains domains) {
  if (config.sections.empty() || cursor.node().depth == 0) {
    if (!config.open) config.opened_by = cursor.lines();
    config.open = true;
    return domains;
  }
  Section& section = config.sections.back();
  if (!section.open) section.opened_by = cursor.lines();
  section.open = true;
  const bool one_proxy = section.kind() == "frontend" || section.kind() == "backend" || section.kind() == "listen";
  return one_proxy ? domains & Domain::logging : domains;
}

constexpr std::string_view process = "how the process runs";
constexpr std::string_view tuning = "limits, timeouts, buffers and TLS parameters";

constexpr auto global_rows = std::to_array<Row>({
    {"log", logging, &keep<2>},
    {"ssl-default-bind-options", proxy, &keep<1>},
    {"ssl-default-bind-ciphers", proxy, &keep<1>},
    {"ssl-default-bind-ciphersuites", proxy, &keep<1>},
    {"setenv", {}, &environment},
    {"presetenv", {}, &environment},
    ignored<Config>("lua-load", "what it registers is opaque where it is used"),
    ignored<Config>("lua-load-per-thread", "what it registers is opaque where it is used"),
});

constexpr auto global_ignored = std::to_array<Group>({
    {process,
     "ca-base,chroot,cpu-map,crt-base,daemon,default-path,description,expose-experimental-directives,external-check,"
     "fd-hard-limit,gid,group,grace,hard-stop-after,insecure-fork-wanted,insecure-setuid-wanted,issuers-chain-path,"
     "localpeer,lua-prepend-path,master-worker,mworker-max-reloads,nbproc,nbthread,node,numa-cpu-mapping,pidfile,"
     "pp2-never-send-local,quiet,zero-warning,resetenv,server-state-base,server-state-file,set-dumpable,"
     "strict-limits,uid,ulimit-n,unix-bind,unsetenv,user,wurfl-data-file,wurfl-information-list,"
     "wurfl-information-list-separator,wurfl-cache-size,51degrees-data-file,51degrees-property-name-list,"
     "51degrees-property-separator,51degrees-cache-size,deviceatlas-json-file,deviceatlas-log-level,"
     "deviceatlas-separator,deviceatlas-properties-cookie,cluster-secret,close-spread-time,debug,thread-group,"
     "thread-groups,h1-case-adjust,h1-case-adjust-file,h2-workaround-bogus-websocket-clients,log-send-hostname,"
     "log-tag,busy-polling,noepoll,noevports,nogetaddrinfo,nokqueue,nopoll,noreuseport,nosplice,profiling.tasks,"
     "profiling.memory,spread-checks,stats socket,stats timeout,stats bind-process,stats maxconn,set-var,set-var-fmt,"
     "httpclient.resolvers.disabled,httpclient.resolvers.id,httpclient.resolvers.prefer,httpclient.ssl.ca-file,"
     "httpclient.ssl.verify,http-fail-codes,http-err-codes,shm-stats-file,prealloc-fd,anonkey"},
    {tuning,
     "max-spread-checks,maxcompcpuusage,maxcomprate,maxconn,maxconnrate,maxpipes,maxsessrate,maxsslconn,maxsslrate,"
     "maxzlibmem,no-memory-trimming,ssl-default-bind-client-sigalgs,"
     "ssl-default-bind-curves,ssl-default-bind-sigalgs,ssl-default-server-ciphers,"
     "ssl-default-server-ciphersuites,ssl-default-server-options,ssl-dh-param-file,ssl-engine,ssl-load-extra-del-ext,"
     "ssl-load-extra-files,ssl-mode-async,ssl-propquery,ssl-provider,ssl-provider-path,ssl-security-level,"
     "ssl-server-verify,ssl-skip-self-issued-ca,tune.bufsize,tune.buffers.limit,tune.buffers.reserve,tune.chksize,"
     "tune.comp.maxlevel,tune.disable-zero-copy-forwarding,tune.fail-alloc,tune.fd.edge-triggered,tune.h1.zero-copy-"
     "fwd-recv,"
     "tune.h2.header-table-size,tune.h2.initial-window-size,tune.h2.be.initial-window-size,tune.h2.fe.initial-window-"
     "size,"
     "tune.h2.max-concurrent-streams,tune.h2.fe.max-concurrent-streams,tune.h2.be.max-concurrent-streams,"
     "tune.h2.max-frame-size,tune.http.cookielen,tune.http.logurilen,tune.http.maxhdr,tune.idle-pool.shared,tune."
     "idletimer,"
     "tune.listener.default-shards,tune.listener.multi-queue,tune.lua.forced-yield,tune.lua.log.loggers,tune.lua.log."
     "stderr,"
     "tune.lua.maxmem,tune.lua.session-timeout,tune.lua.burst-timeout,tune.lua.service-timeout,tune.lua.task-timeout,"
     "tune.maxaccept,tune.maxpollevents,tune.maxrewrite,tune.pattern.cache-size,tune.peers.max-updates-at-once,"
     "tune.pipesize,tune.pool-high-fd-ratio,tune.pool-low-fd-ratio,tune.quic.frontend.conn-tx-buffers.limit,"
     "tune.quic.frontend.max-idle-timeout,tune.quic.frontend.max-streams-bidi,tune.quic.max-frame-loss,"
     "tune.quic.retry-threshold,tune.quic.socket-owner,tune.rcvbuf.backend,tune.rcvbuf.client,tune.rcvbuf.frontend,"
     "tune.rcvbuf.server,tune.recv_enough,tune.runqueue-depth,tune.sched.low-latency,tune.sndbuf.backend,"
     "tune.sndbuf.client,tune.sndbuf.frontend,tune.sndbuf.server,tune.ssl.cachesize,tune.ssl.capture-buffer-size,"
     "tune.ssl.capture-cipherlist-size,tune.ssl.default-dh-param,tune.ssl.force-private-cache,tune.ssl.hard-maxrecord,"
     "tune.ssl.keylog,tune.ssl.lifetime,tune.ssl.maxrecord,tune.ssl.ssl-ctx-cache-size,tune.stick-counters,"
     "tune.vars.global-max-size,tune.vars.proc-max-size,tune.vars.reqres-max-size,tune.vars.sess-max-size,"
     "tune.vars.txn-max-size,tune.zlib.memlevel,tune.zlib.windowsize"},
});

constexpr auto proxy_rows = std::to_array<Row>({
    {"acl", proxy, &keep<2>},
    {"bind", proxy, &keep<1>},
    {"mode", proxy, &keep<1>},
    {"log", logging, &keep<0>},
    {"log-format", logging, &keep<1>},
    {"option httplog", logging, &keep<1>},
    {"option httpslog", logging, &keep<1>},
    {"option tcplog", logging, &keep<1>},
    {"option dontlog-normal", logging, &keep<1>},
    {"option httpchk", health, &keep<1>},
    {"option tcp-check", health, &keep<1>},
    {"option http_proxy", proxy, &keep<1>},
    {"option transparent", proxy, &keep<1>},
    {"transparent", proxy, &keep<0>},
    {"dispatch", proxy, &keep<1>},
    {"http-request", proxy, &rule},
    {"tcp-request content", proxy, &rule},
    {"tcp-request connection", proxy, &rule},
    {"tcp-request session", proxy, &rule},
    {"redirect", proxy, &rule},
    {"block", proxy, &rule},
    {"monitor-uri", proxy, &keep<1>},
    {"use_backend", proxy, &keep<1>},
    {"default_backend", proxy, &keep<1>},
    {"disabled", proxy, &keep<0>},
    {"enabled", proxy, &keep<0>},
    {"server", health, &keep<2>},
    {"server-template", health, &keep<3>},
    {"default-server", health, &keep<1>},
    {"stats auth", proxy, &stats_auth},
    {"stats enable", proxy, &keep<1>},
    {"stats uri", proxy, &keep<2>},
    {"stats admin", proxy, &keep<1>},
    {"stats http-request", proxy, &keep<1>},
    {"dynamic-cookie-key", {}, &hide_word<1>},
    {"http-check", {}, &check_rule},
    {"tcp-check", {}, &check_rule},
    {"filter", proxy},
    {"use-fcgi-app", proxy},
    {"option httpclose", {}, nullptr, nullptr, tuning},
    {"reqadd", proxy},
    {"reqallow", proxy},
    {"reqdel", proxy},
    {"reqdeny", proxy},
    {"reqiallow", proxy},
    {"reqidel", proxy},
    {"reqideny", proxy},
    {"reqipass", proxy},
    {"reqirep", proxy},
    {"reqitarpit", proxy},
    {"reqpass", proxy},
    {"reqrep", proxy},
    {"reqtarpit", proxy},
});

constexpr auto proxy_ignored = std::to_array<Group>({
    {tuning,
     "backlog,bind-process,clitcpka-cnt,clitcpka-idle,clitcpka-intvl,clitimeout,compression,contimeout,fullconn,grace,"
     "http-reuse,max-keep-alive-queue,max-session-srv-conns,maxconn,rate-limit,retries,retry-on,source,srvtcpka-cnt,"
     "srvtcpka-idle,srvtcpka-intvl,srvtimeout,timeout,tcp-request inspect-delay,option abortonclose,option "
     "accept-invalid-http-request,"
     "option accept-unsafe-violations-in-http-request,option accept-invalid-http-response,option clitcpka,option "
     "contstats,"
     "option disable-h2-upgrade,option forceclose,option forwarded,option forwardfor,option "
     "h1-case-adjust-bogus-client,"
     "option h1-case-adjust-bogus-server,option http-buffer-request,option http-ignore-probes,option http-keep-alive,"
     "option http-no-delay,option http-pretend-keepalive,option http-restrict-req-hdr-names,option http-server-close,"
     "option http-tunnel,option http-use-htx,option http-use-proxy-header,option idle-close-on-response,"
     "option independent-streams,option nolinger,option originalto,option prefer-last-server,option socket-stats,"
     "option splice-auto,option splice-request,option splice-response,option srvtcpka,option tcp-smart-accept,"
     "option tcp-smart-connect,option tcpka,option tcp-ignore-tfo-failure,hash-balance-factor,hash-preserve-affinity"},
    {"which server of the pool gets a request",
     "balance,hash-type,cookie,persist,appsession,stick,stick-table,use-server,force-persist,ignore-persist,"
     "option allbackups,option persist,option redispatch,server-state-file-name,load-server-state-from-file"},
    {"it changes responses, not what is forwarded",
     "errorfile,errorfiles,errorloc,errorloc302,errorloc303,http-error,http-after-response,http-response,rspadd,rspdel,"
     "rspdeny,rspidel,rspideny,rspirep,rsprep,http-send-name-header,tcp-response,email-alert,monitor fail,monitor-net"},
    {"how a check is made, not whether",
     "option external-check,option ldap-check,option log-health-checks,option mysql-check,option pgsql-check,"
     "option redis-check,option smtpchk,option spop-check,option ssl-hello-chk,option lb-agent-chk,external-check"},
    {"the form of a log line, not whether or where it is written",
     "capture,declare,error-log-format,log-format-sd,log-tag,option dontlognull,option log-separate-errors,"
     "option logasap,unique-id-format,unique-id-header,option http-errors,option error-log-format"},
    {"a name or a look of the statistics page",
     "description,id,guid,stats hide-version,stats realm,stats refresh,stats scope,stats show-desc,stats show-legends,"
     "stats show-modules,stats show-node"},
});

constexpr auto list_rows = std::to_array<Row>({
    {"user", users | proxy, &user},
    {"group", {}, nullptr, nullptr, "names of users"},
});

constexpr auto ring_rows = std::to_array<Row>({
    {"server", Domain::logging, &keep<2>},
});

constexpr auto ring_ignored = std::to_array<Group>({
    {"the form of a log line, not whether or where it is written",
     "backing-file,description,format,maxlen,size,timeout,default-server,log-forward"},
});

template <auto& Rows, auto& Ignored>
const KeywordTable<Config>& table() {
  static const auto ignored_rows = rows_of(Ignored);
  static const KeywordTable<Config> made({Rows, ignored_rows}, &open_section);
  return made;
}

const KeywordTable<Config>& list_table() {
  static const KeywordTable<Config> made({list_rows}, &open_section);
  return made;
}

constexpr auto top_rows = std::to_array<Row>({
    {"global", affected(), &section, &table<global_rows, global_ignored>},
    {"defaults", affected(), &section, &table<proxy_rows, proxy_ignored>},
    {"frontend", affected(), &proxy_section, &table<proxy_rows, proxy_ignored>},
    {"backend", affected(), &proxy_section, &table<proxy_rows, proxy_ignored>},
    {"listen", affected(), &proxy_section, &table<proxy_rows, proxy_ignored>},
    {"userlist", users | proxy, &proxy_section, &list_table},
    {"ring", Domain::logging, &proxy_section, &table<ring_rows, ring_ignored>},
    ignored<Config>("acme", "where certificates come from"),
    ignored<Config>("cache", "answers that were forwarded before"),
    ignored<Config>("crt-store", "where certificates are"),
    ignored<Config>("fcgi-app", "parameters of an application that is reached through a proxy"),
    ignored<Config>("http-errors", "texts of error pages"),
    ignored<Config>("log-profile", "the form of a log line"),
    ignored<Config>("mailers", "where mail about servers goes"),
    ignored<Config>("peers", "replication of stick tables"),
    ignored<Config>("resolvers", "how names are resolved"),
    ignored<Config>("traces", "debugging"),
    {"log-forward", Domain::logging},
    {"program", affected()},
    {".if", affected()},
    {".elif", affected()},
    {".else", affected()},
    {".endif", affected()},
});

}  // namespace

const KeywordTable<Config>& section_keywords() {
  static const KeywordTable<Config> made({top_rows}, &open_section);
  return made;
}

}  // namespace muster::grammars::haproxy
