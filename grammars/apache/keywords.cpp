#include <algorithm>
#include <array>
#include <unordered_map>

#include "grammars/apache/config.hpp"
#include "grammars/apache/section_tree.hpp"

namespace muster::grammars::apache {
namespace {

constexpr Domains proxy = Domain::proxy;
constexpr Domains health = Domain::proxy | Domain::health;
constexpr Domains logging = Domain::logging | Domain::proxy;
constexpr Treatment modelled = Treatment::modelled;

constexpr auto directive_rows = std::to_array<Row>({
    // Where it listens, for whom, and how connections are protected.
    {"Listen", proxy, modelled, 1},
    {"ServerName", proxy, modelled, 1},
    {"SSLEngine", proxy, modelled, 1},
    {"SSLProtocol", proxy, modelled, 1},
    {"SSLCipherSuite", proxy, modelled, 1},
    {"SSLPolicy", proxy},
    {"SSLOpenSSLConfCmd", proxy},
    {"MDomain", proxy},
    {"TLSEngine", proxy},
    {"TLSProtocol", proxy},
    {"SecureListen", proxy},
    {"NWSSLUpgradeable", proxy},
    // What is forwarded.
    {"ProxyPass", proxy, modelled, 1},
    {"ProxyPassMatch", proxy, modelled, 1},
    {"ProxyPassInherit", proxy, modelled, 1},
    {"ProxyRequests", proxy, modelled, 1},
    {"RewriteEngine", proxy, modelled, 1},
    {"RewriteCond", proxy, modelled, 1},
    {"RewriteRule", proxy, modelled, 2},
    {"RewriteOptions", proxy, modelled, 1},
    {"RewriteMap", {}, modelled, 2},
    {"RewriteBase", {}, modelled, 1},
    {"Redirect", proxy, modelled, 1},
    {"RedirectMatch", proxy, modelled, 1},
    {"RedirectPermanent", proxy, modelled, 1},
    {"RedirectTemp", proxy, modelled, 1},
    {"Alias", proxy, modelled, 1},
    {"AliasMatch", proxy, modelled, 2},
    {"ScriptAlias", proxy, modelled, 1},
    {"ScriptAliasMatch", proxy, modelled, 2},
    {"SetHandler", proxy, modelled, 1},
    {"AddHandler", proxy, modelled, 2},
    {"AllowOverride", proxy, modelled, 1},
    {"AllowOverrideList", proxy, modelled, 1},
    {"Action", proxy},
    {"BalancerInherit", health},
    {"CGIMapExtension", proxy},
    {"HeartbeatListen", health},
    {"ISAPICacheFile", proxy},
    {"JkAutoAlias", proxy},
    {"JkMount", proxy},
    {"JkMountCopy", proxy},
    {"JkMountFile", proxy},
    {"JkUnMount", proxy},
    {"JkWorkerProperty", health},
    {"JkWorkersFile", health},
    {"LuaAuthzProvider", proxy},
    {"LuaHookAccessChecker", proxy},
    {"LuaHookAuthChecker", proxy},
    {"LuaHookCheckUserID", proxy},
    {"LuaHookFixups", proxy},
    {"LuaHookInsertFilter", proxy},
    {"LuaHookLog", logging},
    {"LuaHookMapToStorage", proxy},
    {"LuaHookPreTranslate", proxy},
    {"LuaHookTranslateName", proxy},
    {"LuaHookTypeChecker", proxy},
    {"LuaInherit", proxy},
    {"LuaMapHandler", proxy},
    {"LuaQuickHandler", proxy},
    {"PassengerEnabled", proxy},
    {"PerlAccessHandler", proxy},
    {"PerlHandler", proxy},
    {"PerlRequire", proxy},
    {"PerlResponseHandler", proxy},
    {"PerlTransHandler", proxy},
    {"ProtocolEcho", proxy},
    {"ProxyExpressDBMFile", proxy},
    {"ProxyExpressEnable", proxy},
    {"ProxyRemote", proxy},
    {"ProxyRemoteMatch", proxy},
    {"Script", proxy},
    {"SecRule", proxy},
    {"SecAction", proxy},
    {"SecRuleEngine", proxy},
    {"SecAuditEngine", proxy},
    {"WLExcludePathOrMimeType", proxy},
    {"WebLogicCluster", health},
    {"WebLogicHost", health},
    {"WebLogicPort", health},
    // Who may.
    {"Require", proxy, modelled, 1},
    {"Order", proxy, modelled, 1},
    {"Allow", proxy, modelled, 2},
    {"Deny", proxy, modelled, 2},
    {"Satisfy", proxy, modelled, 1},
    {"AuthMerging", proxy, modelled, 1},
    {"SSLRequire", proxy, modelled, 1},
    {"SSLRequireSSL", proxy, modelled, 0},
    {"AllowMethods", proxy, modelled, 1},
    // Members and their checks.
    {"BalancerMember", health, modelled, 1},
    {"ProxySet", health, modelled, 1},
    {"ProxyHCTemplate", health, modelled, 2},
    {"ProxyHCExpr", {}, modelled, 1},
    // Logs.
    {"CustomLog", logging, modelled, 1},
    {"TransferLog", logging, modelled, 1},
    {"GlobalLog", logging, modelled, 1},
    {"ErrorLog", Domain::logging, modelled, 1},
    {"LogLevel", Domain::logging, modelled, 1},
    // What the text does not show.
    {"Include", affected()},
    {"IncludeOptional", affected()},
    {"Use", affected()},
    {"Perl", affected()},
});

constexpr Row section_row(std::string_view name, SectionKind kind, std::uint8_t least = 0) {
  return {name, affected(), Treatment::modelled, least, {}, true, kind};
}
constexpr Row switch_row(std::string_view name) { return {name, affected(), Treatment::modelled, 0, {}, true}; }
constexpr Row known_section(std::string_view name) { return {name, affected(), Treatment::known, 0, {}, true}; }

constexpr auto section_rows = std::to_array<Row>({
    section_row("VirtualHost", SectionKind::server, 1),
    section_row("Location", SectionKind::location, 1),
    section_row("LocationMatch", SectionKind::location_match, 1),
    section_row("Directory", SectionKind::files, 1),
    section_row("DirectoryMatch", SectionKind::files, 1),
    section_row("Files", SectionKind::files, 1),
    section_row("FilesMatch", SectionKind::files, 1),
    section_row("Proxy", SectionKind::proxy, 1),
    section_row("ProxyMatch", SectionKind::proxy, 1),
    section_row("Limit", SectionKind::methods, 1),
    section_row("LimitExcept", SectionKind::methods, 1),
    section_row("If", SectionKind::condition, 1),
    section_row("ElseIf", SectionKind::condition, 1),
    section_row("Else", SectionKind::condition),
    section_row("RequireAll", SectionKind::require),
    section_row("RequireAny", SectionKind::require),
    section_row("RequireNone", SectionKind::require),
    switch_row("IfModule"),
    switch_row("IfDefine"),
    switch_row("IfDirective"),
    switch_row("IfFile"),
    switch_row("IfSection"),
    switch_row("IfVersion"),
    known_section("AuthnProviderAlias"),
    known_section("AuthzProviderAlias"),
    known_section("Macro"),
    known_section("MDomainSet"),
    known_section("Perl"),
});

using Index = std::unordered_map<std::string, const Row*>;

template <class... Rows>
Index index_of(const Rows&... parts) {
  Index index;
  const auto add = [&](const auto& rows) {
    for (const Row& row : rows) index.emplace(lower(row.name), &row);
  };
  (add(parts), ...);
  return index;
}

const Row* find(const Index& index, std::string_view name) {
  const auto found = index.find(std::string(name));
  return found == index.end() ? nullptr : found->second;
}

}  // namespace

const Row* find_directive(std::string_view name) {
  static const Index index = index_of(directive_rows, ignored_rows());
  return find(index, name);
}

const Row* find_section(std::string_view name) {
  static const Index index = index_of(section_rows);
  return find(index, name);
}

std::string path_of(const Row& row) { return row.section ? "<" + std::string(row.name) + ">" : std::string(row.name); }

std::vector<KeywordInfo> keyword_infos() {
  std::vector<KeywordInfo> all;
  const auto add = [&](const auto& rows) {
    for (const Row& row : rows) all.push_back({path_of(row), row.domains, row.treatment, std::string(row.because)});
  };
  add(section_rows);
  add(directive_rows);
  add(ignored_rows());
  return all;
}

}  // namespace muster::grammars::apache
