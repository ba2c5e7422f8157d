#include <catch2/catch.hpp>

#include <map>
#include <sstream>

#include "collectors/recipe_lines.hpp"
#include "grammars/format.hpp"
#include "support.hpp"

/// What a shipped recipe may send. A line that is not on these lists fails here before it can reach a device.
namespace muster::collectors {
namespace {

using Words = std::vector<std::string_view>;

/// Words that change a device, on whatever platform. They may stand in no line, but for the arguments of a filter.
const Words changing{
    "configure", "conf",     "confirm", "set",     "delete",  "edit",     "commit", "write",    "wr",      "copy",
    "clear",     "reload",   "reboot",  "debug",   "undebug", "erase",    "format", "archive",  "request", "reset",
    "test",      "start",    "stop",    "restart", "install", "load",     "save",   "rollback", "execute", "exec",
    "diagnose",  "modify",   "create",  "add",     "remove",  "disable",  "no",     "mkdir",    "move",    "rename",
    "tee",       "redirect", "append",  "ping",    "bash",    "shutdown", "import", "attach",   "kill"};

/// Where a recipe may only begin: `words` begin a line, `lines` are whole lines, each of them for the session alone.
struct Allowed {
  Words words;
  Words lines;
};

const std::map<std::string_view, Allowed> allowed{
    {"arista_eos", {{"show"}, {"terminal length 0", "terminal width 511", "enable", "exit"}}},
    {"cisco_asa", {{"show"}, {"terminal pager 0", "more system:running-config", "enable", "exit"}}},
    {"cisco_asa_multiple",
     {{"show"},
      {"terminal pager 0", "changeto system", "changeto context {context}", "more system:running-config", "enable",
       "exit"}}},
    {"cisco_ios", {{"show"}, {"terminal length 0", "terminal width 511", "enable", "exit"}}},
    {"cisco_iosxr",
     {{"show"}, {"terminal length 0", "terminal width 511", "terminal exec prompt no-timestamp", "exit"}}},
    {"cisco_nxos", {{"show"}, {"terminal length 0", "terminal width 511", "exit"}}},
    {"f5_bigip", {{"show", "list"}, {"cd / ; show running-config recursive"}}},
    {"fortinet_fortios", {{"get", "show"}, {"a", "exit"}}},
    {"fortinet_fortios_vdom",
     {{"get", "show", "sudo global get", "sudo global show", "sudo {context} get"}, {"a", "exit"}}},
    {"frr", {{"show"}, {}}},
    {"juniper_junos",
     {{"show"}, {"set cli complete-on-space off", "set cli screen-length 0", "set cli screen-width 0", "exit"}}},
    {"linux",
     {{"/bin/cat /etc", "/sbin/ip route show", "/sbin/ip -6 route show", "/usr/bin/ss -lntup", "/usr/bin/getent passwd",
       "/usr/bin/getent shadow", "/usr/sbin/iptables-save", "/usr/sbin/ip6tables-save", "/usr/sbin/nft -s list",
       "/usr/sbin/nginx -T", "/usr/bin/vtysh -c 'show"},
      {"/usr/sbin/sshd -T", "/bin/grep -Rh --include='*.conf' '' /etc/rsyslog.conf /etc/rsyslog.d",
       "/bin/cat /proc/meminfo",
       "/bin/grep -H . /proc/sys/net/netfilter/nf_conntrack_count /proc/sys/net/netfilter/nf_conntrack_max",
       "/usr/bin/curl -q -sf -m 30 --noproxy '*' --unix-socket /run/haproxy/muster.sock -w '\\n' "
       "'http://localhost/;csv'",
       "/usr/sbin/apache2ctl -C 'LoadModule info_module /usr/lib/apache2/modules/mod_info.so' -t -D DUMP_CONFIG"}}},
    {"mikrotik_routeros", {{}, {"/export show-sensitive"}}},
    {"mikrotik_routeros6", {{}, {"/export"}}},
    {"paloalto_panos",
     {{"show"},
      {"set cli scripting-mode on", "set cli terminal width 500", "set cli pager off",
       "set cli config-output-format set", "yes", "exit"}}},
    {"vyos", {{"show"}, {"set terminal length 0", "set terminal width 512", "exit"}}},
};

const Words filters{"include", "match", "grep", "no-more", "display"};

RecipeBook shipped() {
  std::vector<Error> errors;
  return test::shipped_recipes(errors);
}

/// `line` is one of the words, or one of them and more behind a blank or a slash.
bool begins_with_one_of(std::string_view line, const Words& words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    return line.starts_with(word) &&
           (line.size() == word.size() || line[word.size()] == ' ' || line[word.size()] == '/');
  });
}

bool prints_on_routeros(std::string_view line) {
  return line.starts_with('/') && line.find(" print") != std::string_view::npos;
}

bool is_allowed(std::string_view platform, std::string_view line) {
  constexpr std::string_view sudo = "/usr/bin/sudo -n ";
  if (platform == "linux" && line.starts_with(sudo)) line.remove_prefix(sudo.size());
  const Allowed& list = allowed.at(platform);
  if (platform.starts_with("mikrotik") && prints_on_routeros(line)) return true;
  return begins_with_one_of(line, list.words) || std::ranges::find(list.lines, line) != list.lines.end();
}

bool names_a_change(const std::string& line) {
  std::istringstream words(line.substr(0, line.find('|')));
  for (std::string word; words >> word;)
    if (std::ranges::find(changing, word) != changing.end() || word.starts_with("file=")) return true;
  return false;
}

/// The first words behind each `|`.
std::vector<std::string> filters_of(const std::string& line) {
  std::vector<std::string> found;
  for (std::size_t at = line.find('|'); at != std::string::npos; at = line.find('|', at + 1)) {
    std::istringstream rest(line.substr(at + 1));
    std::string word;
    rest >> word;
    found.push_back(word);
  }
  return found;
}

void check_line(std::string_view platform, const std::string& line) {
  INFO(platform << ": " << line);
  CHECK(is_allowed(platform, line));
  const Words& whole = allowed.at(platform).lines;
  if (std::ranges::find(whole, line) != whole.end()) return;
  CHECK_FALSE(names_a_change(line));
  CHECK(line.find_first_of(";&<>`$\\\n\r") == std::string::npos);
  for (const std::string& filter : filters_of(line)) CHECK(std::ranges::find(filters, filter) != filters.end());
}

/// Without the ends of lines and the secrets.
std::vector<std::string> all_lines(const Recipe& recipe) {
  std::vector<std::string> lines{recipe.detection.send};
  for (const RecipeLine& line : recipe_lines(recipe))
    if (line.kind != RecipeLine::Kind::secret) lines.push_back(line.send.substr(0, line.send.find('\n')));
  return lines;
}

TEST_CASE("recipes: every line that a shipped recipe may send is read-only, or sets up its own session") {
  const RecipeBook book = shipped();
  for (const std::string_view platform : book.platforms())
    for (const std::string& line : all_lines(*book.find(platform))) check_line(platform, line);
  for (const std::string_view name : book.features())
    for (const std::string& platform : book.find_feature(name)->platforms)
      for (const RecipeCommand& command : book.find_feature(name)->commands) check_line(platform, command.send);
}

TEST_CASE("recipes: the list of what is allowed refuses what changes a device") {
  CHECK_FALSE(is_allowed("cisco_ios", "configure terminal"));
  CHECK_FALSE(is_allowed("cisco_ios", "terminal monitor"));
  CHECK_FALSE(is_allowed("juniper_junos", "set system host-name x"));
  CHECK_FALSE(is_allowed("fortinet_fortios_vdom", "sudo global execute reboot"));
  CHECK_FALSE(is_allowed("mikrotik_routeros", "/system reboot"));
  CHECK_FALSE(is_allowed("linux", "/usr/bin/sudo -n /sbin/reboot"));
  CHECK_FALSE(is_allowed("cisco_ios", "showdown"));
  CHECK(names_a_change("/user print file=x"));
  CHECK(names_a_change("/user print ; /user add name=x"));
  CHECK(filters_of("show x | tee y") == std::vector<std::string>{"tee"});
}

TEST_CASE("recipes: the only key for a pager is one that shows the next page") {
  const RecipeBook book = shipped();
  for (const std::string_view platform : book.platforms()) {
    const ShellDialect& shell = book.find(platform)->shell;
    INFO(platform);
    CHECK((shell.pager_key.empty() || shell.pager_key == " "));
  }
}

TEST_CASE("recipes: a terminal's recipe says how its prompt, its pager and its errors look, and learns the host") {
  const RecipeBook book = shipped();
  for (const std::string_view platform : book.platforms()) {
    const Recipe& recipe = *book.find(platform);
    INFO(platform);
    CHECK(recipe.role.find('\n') != std::string::npos);
    CHECK_FALSE(recipe.detection.empty());
    if (recipe.mode == RecipeMode::exec) {
      CHECK_FALSE(recipe.detection.prompt.empty());
      continue;
    }
    CHECK(recipe.shell.prompt.has_group());
    CHECK_FALSE(recipe.shell.pager.empty());
    CHECK_FALSE(recipe.shell.noise.empty());
    CHECK(recipe.errors.size() >= 5);
    CHECK_FALSE(recipe.limits.empty());
    CHECK_FALSE(recipe.proofs.empty());
  }
}

TEST_CASE("recipes: whoever has heavy commands has a guard, and a guard has heavy commands") {
  const RecipeBook book = shipped();
  for (const std::string_view platform : book.platforms()) {
    const Recipe& recipe = *book.find(platform);
    INFO(platform);
    CHECK(std::ranges::any_of(recipe.commands, &RecipeCommand::heavy) != recipe.guard.empty());
    CHECK(std::ranges::any_of(recipe.commands, &RecipeCommand::per_context) != recipe.contexts.empty());
  }
}

/// What nothing reads opens every domain: a device that can be judged now must not lose that by one more command.
TEST_CASE("recipes: a platform whose configuration is read here asks for nothing that nothing reads") {
  const RecipeBook book = shipped();
  for (const std::string_view platform : book.platforms()) {
    const Recipe& recipe = *book.find(platform);
    if (grammars::find_format(recipe.commands.front().format) == nullptr) continue;
    for (const RecipeCommand& command : recipe.commands) {
      INFO(platform << ": " << command.name << ": nothing reads " << command.format
                    << "; write that format, or take the command out of the recipe until it is there");
      CHECK(grammars::find_format(command.format) != nullptr);
    }
  }
}

TEST_CASE("recipes: a format is the platform's own, or one that is read already") {
  const RecipeBook book = shipped();
  for (const std::string_view platform : book.platforms())
    for (const RecipeCommand& command : book.find(platform)->commands) {
      INFO(platform << ": " << command.format);
      const std::string& configuration = book.find(platform)->commands.front().format;
      const bool own = command.format == configuration || command.format.starts_with(configuration + "_");
      CHECK((configuration == "os_release" || platform.starts_with(configuration)));
      CHECK((own || grammars::find_format(command.format) != nullptr));
    }
}

}  // namespace
}  // namespace muster::collectors
