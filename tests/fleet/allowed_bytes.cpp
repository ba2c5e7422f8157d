#include "fleet/allowed_bytes.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "collectors/recipe_lines.hpp"

namespace muster::fleet {

using collectors::RecipeLine;

namespace {

struct Allowed {
  std::set<std::string, std::less<>> lines;
  std::set<std::string, std::less<>> keys;
};

Allowed allowed_by(const collectors::Recipe& recipe, const Device& device) {
  std::vector<std::string> contexts;
  for (const auto& [name, outputs] : device.contexts) contexts.push_back(name);
  Allowed allowed;
  for (const RecipeLine& line : collectors::recipe_lines(recipe, contexts)) {
    if (line.kind == RecipeLine::Kind::answer) allowed.keys.insert(line.send);
    if (line.kind != RecipeLine::Kind::answer && line.kind != RecipeLine::Kind::secret) allowed.lines.insert(line.send);
  }
  if (!recipe.shell.pager_key.empty()) allowed.keys.insert(recipe.shell.pager_key);
  return allowed;
}

bool fits(const Input& input, const Allowed& allowed, const GivenSecrets& secrets) {
  switch (input.at) {
    case Awaited::prompt:
    case Awaited::exec:
      return allowed.lines.contains(input.text);
    case Awaited::question:
    case Awaited::page:
      return allowed.keys.contains(input.text);
    case Awaited::line_password:
      return input.text == secrets.line;
    case Awaited::enable_secret:
      return input.text == secrets.enable;
  }
  return false;
}

std::string shown(const Input& input) {
  static constexpr const char* places[] = {"at the prompt", "at a question", "at the line password",
                                           "at enable",     "at the pager",  "as exec"};
  return "'" + input.text + "' " + places[static_cast<std::size_t>(input.at)];
}

/// What came while the device was not listening, too: each line without the keys that stand before it.
bool line_fits(std::string_view line, const Allowed& allowed, const GivenSecrets& secrets) {
  for (bool again = true; again;) {
    if (line.empty() || allowed.lines.contains(line) || line == secrets.enable || line == secrets.line) return true;
    again = std::ranges::any_of(allowed.keys, [&](const std::string& key) {
      const bool has = line.starts_with(key);
      if (has) line.remove_prefix(key.size());
      return has;
    });
  }
  return false;
}

/// How often a secret was sent, and how often it was asked for.
bool secret_at_home(const std::string& received, const std::vector<Input>& inputs, const std::string& secret,
                    Awaited home) {
  std::size_t sent = 0;
  for (std::size_t at = received.find(secret); at != std::string::npos; at = received.find(secret, at + 1)) ++sent;
  const auto asked =
      std::ranges::count_if(inputs, [&](const Input& input) { return input.at == home && input.text == secret; });
  return secret.empty() || sent == static_cast<std::size_t>(asked);
}

}  // namespace

std::string first_strange_bytes(const collectors::Recipe& recipe, const Device& device, const Statistics& statistics,
                                const GivenSecrets& secrets) {
  const Allowed allowed = allowed_by(recipe, device);
  const std::vector<Input> inputs = statistics.inputs();
  const std::string received = statistics.received();
  for (const Input& input : inputs)
    if (!fits(input, allowed, secrets)) return shown(input);
  for (std::size_t at = 0; at < received.size();) {
    const std::size_t end = std::min(received.find('\n', at), received.size());
    if (!line_fits(std::string_view(received).substr(at, end - at), allowed, secrets))
      return "'" + received.substr(at, end - at) + "' in what was received";
    at = end + 1;
  }
  if (!secret_at_home(received, inputs, secrets.enable, Awaited::enable_secret))
    return "the enable secret, not asked for";
  if (!secret_at_home(received, inputs, secrets.line, Awaited::line_password))
    return "the line password, not asked for";
  if (received.size() < statistics.received_bytes()) return "more bytes than were kept";
  return {};
}

}  // namespace muster::fleet
