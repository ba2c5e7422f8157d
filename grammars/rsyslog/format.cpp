#include "grammars/format.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/rsyslog/targets.hpp"
#include "grammars/text_lines.hpp"

/// rsyslog.conf and the files of rsyslog.d in one text.
namespace muster::grammars::rsyslog {
namespace {

constexpr Domains logging = Domain::logging;

struct Known {
  std::string_view name;
  Treatment treatment;
  std::string_view because = {};
};

constexpr auto constructs = std::to_array<Known>({
    {"selector", Treatment::modelled},
    {"property filter", Treatment::modelled},
    {"if", Treatment::modelled},
    {"ruleset", Treatment::modelled},
    {"module", Treatment::modelled},
    {"global", Treatment::modelled},
    {"include", Treatment::modelled},
    {"action", Treatment::modelled},
    {"stop", Treatment::modelled},
    {"input", Treatment::ignored, "where messages come from"},
    {"template", Treatment::ignored, "how lines look"},
    {"main_queue", Treatment::ignored, "how messages wait"},
    {"parser", Treatment::ignored, "how messages are taken apart"},
    {"timezone", Treatment::ignored, "names of time zones"},
    {"lookup_table", Treatment::ignored, "tables for templates and conditions"},
    {"dyn_stats", Treatment::ignored, "counters"},
    {"perctile_stats", Treatment::ignored, "counters"},
    {"percentile_stats", Treatment::ignored, "counters"},
    {"ratelimit", Treatment::ignored, "limits by name"},
    {"set", Treatment::ignored, "variables of a message"},
    {"unset", Treatment::ignored, "variables of a message"},
    {"reset", Treatment::ignored, "variables of a message"},
    {"call", Treatment::known},
    {"call_indirect", Treatment::known},
    {"continue", Treatment::ignored, "it does nothing"},
    {"$IncludeConfig", Treatment::modelled},
    {"$ModLoad", Treatment::modelled},
    {"$DefaultNetstreamDriver", Treatment::modelled},
    {"$ActionSendStreamDriverMode", Treatment::modelled},
    {"$ActionSendStreamDriver", Treatment::modelled},
    {"$ActionExecOnlyWhenPreviousIsSuspended", Treatment::modelled},
    {"$RuleSet", Treatment::known},
    {"$DefaultRuleset", Treatment::known},
    {"$InputUDPServerBindRuleset", Treatment::known},
    {"$InputTCPServerBindRuleset", Treatment::known},
});

/// Directives whose names begin so say how messages arrive, wait and are written.
constexpr auto tuning = std::to_array<std::string_view>({"$abortonuncleanconfig",
                                                         "$actionfile",
                                                         "$actionname",
                                                         "$actionqueue",
                                                         "$actionresume",
                                                         "$actionwriteall",
                                                         "$allowedsender",
                                                         "$controlcharacter",
                                                         "$create",
                                                         "$debug",
                                                         "$defaultnetstreamdriver",
                                                         "$dir",
                                                         "$dynafilecachesize",
                                                         "$drop",
                                                         "$escape",
                                                         "$failonchown",
                                                         "$file",
                                                         "$genericsuffix",
                                                         "$group",
                                                         "$hup",
                                                         "$imjournal",
                                                         "$imux",
                                                         "$input",
                                                         "$klog",
                                                         "$localhost",
                                                         "$logrsyslog",
                                                         "$main",
                                                         "$mark",
                                                         "$maxmessagesize",
                                                         "$maxopenfiles",
                                                         "$netstreamdriver",
                                                         "$omfile",
                                                         "$omit",
                                                         "$optimize",
                                                         "$preserve",
                                                         "$privdrop",
                                                         "$processinternal",
                                                         "$repeatedmsg",
                                                         "$reset",
                                                         "$sleep",
                                                         "$space",
                                                         "$statefile",
                                                         "$strip",
                                                         "$supportoldchroot",
                                                         "$systemlog",
                                                         "$tcp",
                                                         "$template",
                                                         "$udpserver",
                                                         "$umask",
                                                         "$unixsock",
                                                         "$work",
                                                         "$actionsendstreamdriverauthmode",
                                                         "$actionsendstreamdriverpermittedpeer",
                                                         "$actionsendtcprebindinterval",
                                                         "$actionsendudprebindinterval",
                                                         "$actionforwarddefaulttemplate"});

bool is_tls_driver(std::string_view name) { return name == "gtls" || name == "ossl" || name == "mbedtls"; }

class Reader {
 public:
  Reader(FoldContext& context, const Statements& statements) : context_(context), statements_(statements) {
    for (const model::LogTarget& target : context.device.logging.targets) names_.insert(target.name.value);
  }

  void run() {
    context_.result.lines.assign(context_.tree.line_count(), LineState::understood);
    const auto nodes = context_.tree.nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      Cursor cursor(context_, nodes[i]);
      scopes_.resize(std::min<std::size_t>(scopes_.size(), nodes[i].depth + 1));
      mark(nodes[i], statement(statements_.statements[i], nodes[i].depth, cursor));
      if (cursor.diagnostic()) context_.result.diagnostics.push_back(*cursor.diagnostic());
    }
    problems();
    openings_.write(context_);
    finish();
  }

 private:
  void mark(const Node& node, LineState state) {
    for (std::uint32_t line = node.line; line <= node.last_line; ++line) {
      LineState& now = context_.result.lines[line - 1];
      now = std::max(now, state);
    }
  }

  /// What is not understood may discard messages, too.
  LineState open(Cursor& cursor, std::string reason, LineState state = LineState::known) {
    doubt_ = true;
    openings_.add(logging, std::move(reason), cursor.line(), cursor.node().last_line);
    return state;
  }

  [[nodiscard]] bool off(std::string_view name) const { return context_.options.disabled_handler == name; }

  LineState statement(const Statement& statement, std::uint32_t depth, Cursor& cursor) {
    const Scope& scope = scopes_.back();
    mark_secrets(statement.text, cursor);
    switch (statement.kind) {
      case Statement::Kind::directive:
        return directive(statement.text, cursor);
      case Statement::Kind::object:
        return object(statement.text, depth, cursor);
      case Statement::Kind::selector:
        return enter(select(scope, statement.text), "selector", depth, cursor);
      case Statement::Kind::property:
        return enter(filter(scope, statement.text), "property filter", depth, cursor);
      case Statement::Kind::condition: {
        Scope inner = scope;
        inner.all = false;
        return enter(inner, "if", depth, cursor);
      }
      case Statement::Kind::action:
        return action(statement.text, cursor);
      case Statement::Kind::other:
        return other(statement.text, cursor);
    }
    return LineState::unknown;
  }

  LineState enter(Scope scope, std::string_view name, std::uint32_t depth, Cursor& cursor) {
    scope.all &= !off(name);
    last_ = scope;
    scopes_.resize(depth + 1, scopes_.back());
    scopes_.push_back(std::move(scope));
    return off(name) ? open(cursor, "known, not modelled: " + std::string(name)) : LineState::understood;
  }

  /// An action again for the filter above it.
  LineState action(std::string_view text, Cursor& cursor) {
    const Scope& scope = text.starts_with('&') ? last_ : scopes_.back();
    if (!text.starts_with('&')) last_ = scope;
    Action action = read_action(text, scope, defaults_, cursor.lines());
    defaults_.when_suspended = false;
    if (off(action.kind == Action::Kind::discard ? "stop" : "action"))
      return open(cursor, "known, not modelled: action");
    if (action.kind == Action::Kind::unknown) return open(cursor, "known, not modelled: an action");
    if (action.kind == Action::Kind::discard) return discard(scope);
    if (action.kind == Action::Kind::nobody) return LineState::ignored;
    const bool remote = action.target.transport.value != "file";
    if (remote && (discarded_ || doubt_)) action.target.transport.set_unknown(cursor.lines());
    add(std::move(action.target), cursor.lines());
    return LineState::understood;
  }

  /// What is discarded does not get further: everything, a few messages, or nobody knows what.
  LineState discard(const Scope& scope) {
    if (scope.all)
      discarded_ = true;
    else if (!scope.narrow)
      doubt_ = true;
    return LineState::understood;
  }

  void add(model::LogTarget target, model::LinesId lines) {
    if (!names_.insert(target.name.value).second) return;
    target.context = context_.options.context;
    target.lines = lines;
    found_.push_back(std::move(target));
  }

  LineState other(std::string_view text, Cursor& cursor) {
    const std::string word = lower(text.substr(0, text.find_first_of(" \t\r\n(")));
    if (word == "set" || word == "unset" || word == "reset") return LineState::ignored;
    if (word == "call" || word == "call_indirect") return open(cursor, "known, not modelled: call");
    cursor.fail_at(text.data(), "a filter, an action or an object");
    return open(cursor, "unknown line", LineState::unknown);
  }

  LineState object(std::string_view text, std::uint32_t depth, Cursor& cursor) {
    const Object object = read_object(text);
    if (off(object.name)) return open(cursor, "known, not modelled: " + object.name);
    if (object.name == "module") return module(object.get("load"), object, cursor);
    if (object.name == "include") return include(object.get("file"), cursor);
    if (object.name == "ruleset") {
      Scope scope = scopes_.back();
      scope.all &= lower(object.get("name")) == "rsyslog_defaultruleset";
      scope.narrow = true;  // what it discards, only it does not get
      return enter(std::move(scope), "ruleset", depth, cursor);
    }
    if (object.name != "global") return LineState::ignored;
    defaults_.tls_driver |= is_tls_driver(lower(object.get("defaultnetstreamdriver")));
    return LineState::understood;
  }

  /// Messages of the device itself come from its socket or its journal.
  LineState module(std::string_view name, const Object& object, Cursor&) {
    if (name == "imuxsock" && lower(object.get("syssock.use")) != "off") own_messages_ = true;
    if (name == "imjournal") own_messages_ = true;
    if (name == "builtin:omfwd" || name == "omfwd") {
      defaults_.tls_driver |= is_tls_driver(lower(object.get("streamdriver.name")));
      defaults_.tls_mode |= object.get("streamdriver.mode") == "1";
    }
    return LineState::understood;
  }

  /// The files of rsyslog.d are part of the text.
  LineState include(std::string_view path, Cursor& cursor) {
    const bool here = path == "/etc/rsyslog.d/*.conf" || path == "/etc/rsyslog.d/" || path == "/etc/rsyslog.d/*";
    if (!here) return open(cursor, "a file that is not part of the text");
    includes_ = true;
    return LineState::understood;
  }

  LineState directive(std::string_view text, Cursor& cursor) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    const std::string name = lower(text.substr(0, end));
    const std::string value = lower(std::string(text.substr(std::min(end + 1, text.size()))));
    const std::string first = value.substr(std::min(value.find_first_not_of(" \t"), value.size()));
    const auto row = std::ranges::find_if(constructs, [&](const Known& known) { return lower(known.name) == name; });
    if (row != constructs.end() && (row->treatment == Treatment::known || off(row->name)))
      return open(cursor, "known, not modelled: " + std::string(row->name));
    if (name == "$includeconfig") return include(first, cursor);
    if (name == "$modload") return old_module(first);
    if (name == "$defaultnetstreamdriver" || name == "$actionsendstreamdriver")
      defaults_.tls_driver = is_tls_driver(first);
    else if (name == "$actionsendstreamdrivermode")
      defaults_.tls_mode = first == "1";
    else if (name == "$actionexeconlywhenpreviousissuspended")
      defaults_.when_suspended = first == "on";
    else if (std::ranges::any_of(tuning, [&](std::string_view prefix) { return name.starts_with(prefix); }))
      return LineState::ignored;
    else {
      cursor.fail_at(text.data(), "a directive");
      return open(cursor, "unknown line", LineState::unknown);
    }
    return LineState::understood;
  }

  LineState old_module(std::string_view name) {
    own_messages_ |= name.starts_with("imuxsock") || name.starts_with("imjournal");
    return LineState::understood;
  }

  static void mark_secrets(std::string_view text, Cursor& cursor) {
    if (!text.contains('=')) return;
    const std::string small = lower(text);
    for (const std::string_view key : {"pwd=\"", "password=\"", "pass=\"", "apikey=\"", "tls.myprivkeypassword=\""})
      for (std::size_t at = small.find(key); at != small.npos; at = small.find(key, at + 1)) {
        const std::size_t begin = at + key.size();
        const std::size_t end = std::min(text.find('"', begin), text.size());
        if (end > begin) cursor.secret(text.substr(begin, end - begin));
      }
  }

  void problems() {
    for (const Diagnostic& problem : statements_.problems) {
      openings_.add(logging, "braces or parentheses do not match: the text may be cut", problem.line, problem.line);
      if (problem.line <= context_.result.lines.size()) context_.result.lines[problem.line - 1] = LineState::unknown;
      context_.result.diagnostics.push_back(problem);
    }
    std::ranges::stable_sort(context_.result.diagnostics, {}, &Diagnostic::line);
  }

  /// Files that are included stand further down in the text than they are read: what one of them discards may be
  /// missing from every target.
  void finish() {
    model::Logging& to = context_.device.logging;
    const bool unsure = includes_ && (discarded_ || doubt_);
    for (model::LogTarget& target : found_) {
      if (unsure && target.transport.value != "file") target.transport.set_unknown(target.lines);
      if (own_messages_ && !to.enabled.known()) to.enabled.set(true, target.lines);
      to.targets.push_back(std::move(target));
    }
  }

  FoldContext& context_;
  const Statements& statements_;
  Openings openings_;
  std::vector<Scope> scopes_{1};
  Scope last_;
  Defaults defaults_;
  std::unordered_set<std::string> names_;
  std::vector<model::LogTarget> found_;
  bool own_messages_ = false;
  bool includes_ = false;
  bool discarded_ = false;
  bool doubt_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  ReadResult result;
  device.contributed |= logging;
  const Statements statements = read_statements(bytes);
  FoldContext context{statements.tree, options, device, result};
  if (statements.statements.empty()) device.open(options.context, logging, "no statement of rsyslog", 0);
  Reader(context, statements).run();
  return result;
}

std::string round_trip(std::string_view bytes) { return grammars::write_back(read_statements(bytes).tree); }

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> all;
  for (const Known& row : constructs)
    all.push_back({std::string(row.name), row.treatment == Treatment::ignored ? Domains() : logging, row.treatment,
                   std::string(row.because)});
  for (const std::string_view prefix : tuning)
    if (std::ranges::none_of(constructs, [&](const Known& row) { return lower(row.name) == prefix; }))
      all.push_back({std::string(prefix) + "...", {}, Treatment::ignored, "how messages arrive, wait and are written"});
  return all;
}

}  // namespace

const Format& format() {
  static constexpr Format self{"rsyslog", "rsyslog: rsyslog.conf and rsyslog.d in one text", logging, read, round_trip,
                               keywords};
  return self;
}

}  // namespace muster::grammars::rsyslog
