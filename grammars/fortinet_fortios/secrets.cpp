#include <algorithm>

#include "grammars/fortinet_fortios/config.hpp"

/// Secrets in settings that no feature reads: of portals, connectors, services, access points. What the setting is for
/// may not matter; that the device keeps a secret does.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr std::size_t most_levels = 8;   ///< of blocks around a secret that are named
constexpr std::size_t most_bytes = 128;  ///< of the head of such a block

/// Keys that hold a secret even where it is not marked with ENC.
bool is_secret_key(std::string_view key) {
  constexpr std::array<std::string_view, 6> endings{"password", "passwd", "passphrase", "secret", "-pwd", "uploadpass"};
  constexpr std::array<std::string_view, 12> whole{
      "preshared-key", "server-key",  "auth-key",   "enc-key", "authkey",          "enckey",
      "md5-key",       "auth-string", "key-string", "api-key", "auth-password-l1", "auth-password-l2"};
  return std::ranges::any_of(endings, [key](std::string_view ending) { return key.ends_with(ending); }) ||
         std::ranges::find(whole, key) != whole.end();
}

/// Choices that stand under such keys: `set save-password enable`.
bool is_choice(std::string_view value) {
  constexpr std::array<std::string_view, 8> choices{"",        "enable",        "disable",  "none",
                                                    "specify", "auto-generate", "optional", "mandatory"};
  return std::ranges::find(choices, value) != choices.end();
}

class OtherSecrets {
 public:
  OtherSecrets(FoldContext& context, Config& config, bool off) : context_(context), config_(config), off_(off) {}

  void look() {
    const auto nodes = context_.tree.nodes();
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      while (!blocks_.empty() && blocks_.back()->subtree_end <= i) blocks_.pop_back();
      if (nodes[i].subtree_end > i + 1)
        blocks_.push_back(&nodes[i]);
      else if (context_.result.lines[nodes[i].line - 1] != LineState::understood)
        setting(nodes[i]);
    }
  }

 private:
  void setting(const Node& node) {
    Cursor cursor(context_, node);
    const std::string_view key = cursor.word();
    const bool encoded = cursor.peek() == "ENC";
    if (!encoded && (!is_secret_key(key) || is_choice(cursor.rest()))) return;
    if (off_) return open(cursor, LineState::known, "known, not modelled: " + std::string(other_secret));
    const auto name = place();
    auto value = take_secret(cursor);
    if (!name || !value || !cursor.at_end()) return open(cursor, LineState::known, "a secret that was not understood");
    keep_secret(config_.vdoms.get(name->vdom).secrets, name->kind, name->name + std::string(key), std::move(*value),
                cursor.lines());
    mark(node, LineState::understood);
  }

  void open(const Cursor& cursor, LineState state, const std::string& reason) {
    context_.device.open(context_.options.context, Domain::users, reason, cursor.lines());
    mark(cursor.node(), state);
  }

  /// What was known or unknown stays so: it opened its domains.
  void mark(const Node& node, LineState state) {
    for (std::uint32_t line = node.line; line <= node.last_line && line <= context_.result.lines.size(); ++line)
      if (LineState& now = context_.result.lines[line - 1]; now == LineState::ignored) now = state;
  }

  struct Place {
    std::string vdom, kind, name;
  };

  /// The blocks around the setting; nothing if they are too many or too long to be named.
  [[nodiscard]] std::optional<Place> place() {
    Place place;
    std::size_t first = 0;
    if (!blocks_.empty() && text(0) == "config global") first = 1;
    if (blocks_.size() > 1 && text(0) == "config vdom") {
      Cursor head(context_, *blocks_[1]);
      if (head.accept("edit")) place.vdom = take_value(head).value_or("");
      first = 2;
    }
    if (blocks_.size() <= first || blocks_.size() > first + most_levels) return std::nullopt;
    for (std::size_t i = first; i < blocks_.size(); ++i) {
      if (text(i).size() > most_bytes) return std::nullopt;
      Cursor head(context_, *blocks_[i]);
      head.word();
      const std::string word = take_value(head).value_or("");
      std::string& to = i == first ? place.kind : place.name;
      to += word;
      if (!head.at_end()) to.append(" ").append(head.rest());
      if (i != first) to += ' ';
    }
    return place;
  }
  [[nodiscard]] std::string_view text(std::size_t block) const { return context_.tree.text(*blocks_[block]); }

  FoldContext& context_;
  Config& config_;
  bool off_;
  std::vector<const Node*> blocks_;
};

}  // namespace

void keep_other_secrets(FoldContext& context, Config& config) {
  OtherSecrets(context, config, context.options.disabled_handler == other_secret).look();
}

}  // namespace muster::grammars::fortinet_fortios
