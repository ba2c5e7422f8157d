#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

/// How logins are checked: AAA lists, the lockout, demands on new passwords.
namespace muster::grammars::cisco_ios {
namespace {

Outcome new_model(Config& config, Cursor& cursor) {
  config.new_model = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

// ---- lists of methods

constexpr std::size_t most_methods = 16;

/// `group tacacs+ group X local none`: groups by their names.
std::vector<std::string> read_methods(Cursor& cursor) {
  std::vector<std::string> methods;
  while (!cursor.at_end() && methods.size() < most_methods) {
    const bool group = cursor.accept("group");
    const std::string_view word = cursor.word();
    if (word == "tacacs+")
      methods.emplace_back("tacacs");
    else if (!group && (word == "local-case" || word == "krb5" || word == "krb5-telnet"))
      methods.emplace_back(word == "local-case" ? "local" : "kerberos");
    else
      methods.emplace_back(word);
  }
  return methods;
}

/// `aaa authentication login default|NAME METHODS`
Outcome login_list(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("default or the name of a list");
  if (cursor.negated) {
    config.login_lists.erase(name);
    return skip_rest(cursor);
  }
  if (cursor.at_end()) return cursor.fail("a method");
  const model::LinesId lines = cursor.lines();
  config.login_lists.get(name) = {read_methods(cursor), lines};
  return cursor.end();
}

/// `aaa authentication enable default METHODS`: with `none` nothing is asked.
Outcome enable_list(Config&, Cursor& cursor) {
  const auto methods = read_methods(cursor);
  const bool free = !cursor.negated && std::ranges::find(methods, "none") != methods.end();
  return free ? Outcome::known : Outcome::ignored;
}

// ---- accounting

CommandAccounting& accounting_list(Config& config, const Cursor& cursor, const std::string& name) {
  CommandAccounting& list = config.command_accounting.get(name);
  list.lines.add(cursor.line(), cursor.node().last_line);
  config.accounting_list = &list;
  return list;
}

/// `aaa accounting commands LEVEL default|NAME [start-stop|stop-only METHODS]`, the rest also in a block of its own.
/// What is typed at level 15 changes the device.
Outcome command_accounting(Config& config, Cursor& cursor) {
  const auto level = cursor.number(0, 15);
  if (!level) return cursor.fail("a privilege level from 0 to 15");
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("default or the name of a list");
  const std::string key = std::to_string(*level) + " " + name;
  if (cursor.negated) {
    config.command_accounting.erase(key);
    return skip_rest(cursor);
  }
  CommandAccounting& list = accounting_list(config, cursor, key);
  if (!cursor.accept("start-stop") && !cursor.accept("stop-only")) cursor.accept("wait-start");
  cursor.accept("broadcast");
  list.told = cursor.peek() == "group" || cursor.peek() == "tacacs+";
  return skip_rest(cursor);
}

Outcome accounting_group(Config& config, Cursor& cursor) {
  if (config.accounting_list != nullptr) config.accounting_list->told = !cursor.negated;
  return skip_rest(cursor);
}
Outcome accounting_action(Config& config, Cursor& cursor) {
  if (config.accounting_list != nullptr && cursor.accept("none")) config.accounting_list->told = false;
  return skip_rest(cursor);
}

const Table& accounting_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"action-type", Domain::authentication, &accounting_action},
      {"group", Domain::authentication, &accounting_group},
      ignored<Config>("broadcast", "to how many groups it is told"),
  });
  static const Table table({rows});
  return table;
}

// ---- lockout

/// `login block-for S attempts N within S`
Outcome block_for(Config& config, Cursor& cursor) {
  LoginSettings& login = config.login;
  login.attempts.reset();
  if (cursor.negated) return skip_rest(cursor);
  const auto ban = cursor.number(1);
  if (!ban || !cursor.accept("attempts")) return cursor.fail("seconds and attempts");
  const auto attempts = cursor.number(1);
  if (!attempts || !cursor.accept("within")) return cursor.fail("a number of attempts and within");
  const auto window = cursor.number(1);
  if (!window) return cursor.fail("seconds");
  login.attempts = {*attempts, cursor.lines()};
  login.window = {*window, cursor.lines()};
  login.ban = {*ban, cursor.lines()};
  return cursor.end();
}

/// `aaa local authentication attempts max-fail N`: an account is locked until somebody frees it.
Outcome local_attempts(Config& config, Cursor& cursor) {
  return set_number(config.login.local_attempts, cursor, "a number of attempts", 1, 65535);
}

/// `security authentication failure rate N [log]`: then each further try waits for 15 seconds.
Outcome failure_rate(Config& config, Cursor& cursor) {
  config.login.failure_rate.reset();
  if (cursor.negated) return skip_rest(cursor);
  const auto rate = cursor.number(2, 1024);
  if (!rate) return cursor.fail("a number of attempts from 2 to 1024");
  config.login.failure_rate = {*rate, cursor.lines()};
  cursor.accept("log");
  return cursor.end();
}

// ---- demands on passwords

Outcome minimum_length(Config& config, Cursor& cursor) {
  return set_number(config.login.minimum_length, cursor, "a length", 0, 127);
}

Outcome password_policy(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a policy");
  if (cursor.negated) {
    config.password_policies.erase(name);
    return cursor.end();
  }
  config.password_policy = &config.password_policies.get(name);
  return cursor.end();
}
Outcome policy_length(Config& config, Cursor& cursor) {
  return set_number(*config.password_policy, cursor, "a length", 1, 127);
}

const Table& policy_table() {
  static constexpr std::string_view shape = "further demands on new passwords: they only narrow";
  static constexpr auto rows = std::to_array<Row>({
      {"min-length", Domain::authentication, &policy_length},
      {"copy", Domain::authentication},
      ignored<Config>("max-length", "an upper limit"),
      ignored<Config>("char-changes", shape),
      ignored<Config>("char-repetition", shape),
      ignored<Config>("restrict-consecutive-letters", shape),
      ignored<Config>("no-of-consecutive-characters", shape),
      ignored<Config>("upper-case", shape),
      ignored<Config>("lower-case", shape),
      ignored<Config>("numeric-count", shape),
      ignored<Config>("special-case", shape),
      ignored<Config>("lifetime", "how long a password may be used"),
  });
  static const Table table({rows});
  return table;
}

Outcome password_encryption(Config& config, Cursor& cursor) { return set_switch(config.login.encoded, cursor); }

// ---- conversion

/// What the policies of all accounts have in common; nothing if one has none.
Maybe<std::int64_t> common_length(Config& config) {
  Maybe<std::int64_t> least;
  bool all = true;
  config.users.each([&](const std::string&, const User& user) {
    const Maybe<std::int64_t>* const policy =
        user.policy.empty() ? nullptr : config.password_policies.find(user.policy);
    all = all && policy != nullptr && *policy;
    if (all && (!least || (*policy)->value < least->value)) least = *policy;
  });
  return all ? least : Maybe<std::int64_t>();
}

void put_minimum_length(model::Integer& to, Config& config) {
  const Maybe<std::int64_t> by_policy = common_length(config);
  const Maybe<std::int64_t>& global = config.login.minimum_length;
  const bool longer = by_policy && (!global || global->value < by_policy->value);
  if (put(to, longer ? by_policy : global)) return;
  // Any password is taken; whether releases from 17 on ask for more no document tells.
  const bool known = is_classic(config) || (config.version && config.version->value.starts_with("16."));
  if (known) to.set_default(1);
}

/// The list `default` counts on every line that names no other.
void put_command_accounting(model::Boolean& to, Config& config, const Target& target) {
  const CommandAccounting* const all = config.command_accounting.find("15 default");
  bool told = all != nullptr && all->told;
  bool named = false;
  for (const std::string& name : config.accounting_of_lines) {
    const CommandAccounting* const list = config.command_accounting.find("15 " + name);
    told = told && list != nullptr && list->told;
    named = true;
  }
  if (all != nullptr)
    to.set(told, target.id(all->lines));
  else if (!named)
    to.set_default(false);
}

void put_lockout(model::LoginPolicy& to, const LoginSettings& from) {
  if (from.attempts) {
    put(to.lockout_attempts, from.attempts);
    put(to.lockout_window, from.window);
    put(to.lockout_time, from.ban);
  } else if (from.local_attempts) {
    put(to.lockout_attempts, from.local_attempts);
  } else if (from.failure_rate) {
    put(to.lockout_attempts, from.failure_rate);
    to.lockout_time.set(15, from.failure_rate->lines);
  } else {
    to.lockout_attempts.set_default(0);
  }
}

}  // namespace

const Lined<std::vector<std::string>>* login_methods(Config& config, const std::string& list) {
  return config.login_lists.find(list);
}

Rows aaa_rows() {
  static constexpr Domains login = Domain::authentication;
  static constexpr std::string_view network = "logins of hosts to the network, not to the device";
  static constexpr std::string_view narrows = "what an account that is logged in may do: it only narrows";
  static constexpr std::string_view more = "logs more, never less";
  static constexpr std::string_view texts = "texts around a login";
  static constexpr auto rows = std::to_array<Row>({
      {"aaa", login},
      {"aaa new-model", login | Domain::management, &new_model},
      {"aaa authentication", login | Domain::management},
      {"aaa authentication login", login | Domain::management, &login_list},
      {"aaa authentication enable", login, &enable_list},
      ignored<Config>("aaa authentication ppp", network),
      ignored<Config>("aaa authentication arap", network),
      ignored<Config>("aaa authentication nasi", network),
      ignored<Config>("aaa authentication sgbp", network),
      ignored<Config>("aaa authentication dot1x", network),
      ignored<Config>("aaa authentication eou", network),
      ignored<Config>("aaa authentication onep", network),
      ignored<Config>("aaa authentication attempts", "how often one may try in one connection"),
      ignored<Config>("aaa authentication suppress", "users without a name are not asked about at servers"),
      ignored<Config>("aaa authentication rejected", more),
      ignored<Config>("aaa authentication banner", texts),
      ignored<Config>("aaa authentication fail-message", texts),
      ignored<Config>("aaa authentication password-prompt", texts),
      ignored<Config>("aaa authentication username-prompt", texts),
      ignored<Config>("aaa authorization", narrows),
      {"aaa accounting", login},
      {"aaa accounting commands", login, &command_accounting, &accounting_table},
      ignored<Config>("aaa accounting exec", "sessions are reported: no rule looks at it"),
      ignored<Config>("aaa accounting connection", "sessions are reported: no rule looks at it"),
      ignored<Config>("aaa accounting system", "starts and stops are reported: no rule looks at it"),
      ignored<Config>("aaa accounting network", network),
      ignored<Config>("aaa accounting dot1x", network),
      ignored<Config>("aaa accounting identity", network),
      ignored<Config>("aaa accounting auth-proxy", network),
      ignored<Config>("aaa accounting resource", network),
      ignored<Config>("aaa accounting update", "how often reports are repeated"),
      ignored<Config>("aaa accounting send", more),
      ignored<Config>("aaa accounting nested", "the order of reports"),
      ignored<Config>("aaa accounting delay-start", "the order of reports"),
      ignored<Config>("aaa accounting suppress", "users without a name are not reported"),
      ignored<Config>("aaa accounting gigawords", "counters"),
      ignored<Config>("aaa session-id", "numbers of sessions"),
      ignored<Config>("aaa session-mib", "what SNMP may end"),
      ignored<Config>("aaa max-sessions", "a limit of memory"),
      ignored<Config>("aaa memory", "a limit of memory"),
      ignored<Config>("aaa dnis", network),
      ignored<Config>("aaa pod", network),
      ignored<Config>("aaa attribute", "what is told to servers"),
      ignored<Config>("aaa user", "what is told to servers"),
      ignored<Config>("aaa nas", "what is told to servers"),
      ignored<Config>("aaa policy", network),
      {"aaa local authentication attempts max-fail", login, &local_attempts},
      {"aaa common-criteria policy", login, &password_policy, &policy_table},
      {"login", login},
      {"login block-for", login, &block_for},
      ignored<Config>("login delay", "how long a further try waits"),
      ignored<Config>("login on-failure", more),
      ignored<Config>("login on-success", more),
      ignored<Config>("login quiet-mode", "who may still log in while others are refused"),
      ignored<Config>("login string", texts),
      {"security", login},
      {"security passwords min-length", login, &minimum_length},
      {"security authentication failure rate", login, &failure_rate},
      {"service password-encryption", login, &password_encryption},
  });
  return rows;
}

void convert_aaa(Config& config, const Target& target) {
  model::LoginPolicy& to = target.device.login;
  const bool aaa = config.new_model && config.new_model->value;
  if (const auto* const list = login_methods(config, "default"); aaa && list != nullptr)
    to.methods.set(list->value, list->lines);
  else if (aaa)
    to.methods.set_default({"local"});
  else
    to.methods.set_absent(config.new_model ? config.new_model->lines : 0);  // each line says its own
  put_command_accounting(to.command_accounting, config, target);
  put_lockout(to, config.login);
  put_minimum_length(to.minimum_length, config);
  put_or_default(to.secrets_encoded, config.login.encoded, false);
}

}  // namespace muster::grammars::cisco_ios
