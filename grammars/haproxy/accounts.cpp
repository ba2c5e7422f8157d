#include <algorithm>

#include "grammars/crypt_format.hpp"
#include "grammars/haproxy/convert.hpp"

namespace muster::grammars::haproxy {
namespace {

void set_plain(model::SecretAttribute& attribute, std::string_view password, model::LinesId lines) {
  const bool masked =
      is_redaction_marker(password) || (!password.empty() && password.find_first_not_of('*') == password.npos);
  if (masked) return attribute.set_unknown(lines);
  attribute.set({Secret(password), "plain"}, lines);
}

model::Credential credential(std::string name, const Line& line, FoldContext& context) {
  model::Credential made;
  made.context = context.options.context;
  made.lines = line.lines;
  made.kind.set("proxy", line.lines);
  made.name.set(std::move(name), line.lines);
  return made;
}

void add_user(const Section& list, const Line& line, FoldContext& context) {
  model::Credential made =
      credential("userlist " + std::string(list.name()) + ' ' + std::string(line.word(1)), line, context);
  made.open = list.open;
  made.opened_by = list.opened_by;
  made.value.set_absent(line.lines);
  for (std::size_t i = 2; i + 1 < line.words.size(); ++i) {
    if (line.words[i].variable || line.words[i + 1].variable) {
      made.value.set_unknown(line.lines);
    } else if (line.word(i) == "insecure-password") {
      set_plain(made.value, line.word(i + 1), line.lines);
    } else if (line.word(i) == "password") {
      set_crypt_field(made.value, line.word(i + 1), line.lines);
    }
  }
  context.device.credentials.push_back(std::move(made));
}

void add_statistics(const Proxy& proxy, const Line& line, FoldContext& context) {
  const std::string_view account = line.word(2);
  const std::size_t colon = std::min(account.find(':'), account.size());
  model::Credential made = credential(
      "stats " + std::string(proxy.section->name()) + ' ' + std::string(account.substr(0, colon)), line, context);
  if (line.words[2].variable) {
    made.value.set_unknown(line.lines);
  } else {
    set_plain(made.value, account.substr(std::min(colon + 1, account.size())), line.lines);
  }
  context.device.credentials.push_back(std::move(made));
}

}  // namespace

void convert_accounts(const Config& config, const std::vector<Proxy>& proxies, FoldContext& context) {
  for (const Section& section : config.sections) {
    if (section.kind() != "userlist") continue;
    for (const Line& line : section.lines)
      if (line.word(0) == "user") add_user(section, line, context);
  }
  for (const Proxy& proxy : proxies)
    for (const Line* line : proxy.lines)
      if (line->word(0) == "stats" && line->word(1) == "auth" && !line->negated) add_statistics(proxy, *line, context);
}

}  // namespace muster::grammars::haproxy
