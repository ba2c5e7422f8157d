#include <algorithm>
#include <cctype>
#include <filesystem>

#include "inventory/entry.hpp"

namespace muster::inventory {
namespace {

using config::Table;
using Kind = CredentialReference::Kind;

std::string below(const std::string& directory, const std::string& path) {
  return (std::filesystem::path(directory) / path).lexically_normal().string();
}

/// Keeps a folder in front: a bare name would be looked for in PATH.
std::string program_below(const std::string& directory, const std::string& program) {
  const std::string path = below(directory, program);
  return path.find('/') == std::string::npos ? "./" + path : path;
}

/// "SHA256:" and the 43 characters of base64 that `ssh-add -l` shows.
bool is_fingerprint(std::string_view text) {
  const auto in_base64 = [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '/'; };
  return text.starts_with("SHA256:") && text.size() == 50 && std::ranges::all_of(text.substr(7), in_base64);
}

/// Reads the ways to give one secret: at most one of them may be used.
class ReferenceReader {
 public:
  ReferenceReader(Table& entry, const std::string& directory, CredentialReference& out)
      : entry_(entry), directory_(directory), out_(out) {}

  void environment(const std::string& key) { take(key, Kind::environment, entry_.text(key)); }
  void file(const std::string& key, Kind kind = Kind::file) {
    auto path = entry_.text(key);
    if (path) path = below(directory_, *path);
    take(key, kind, path);
  }
  void agent(const std::string& key) {
    const auto fingerprint = entry_.text(key);
    if (fingerprint && !is_fingerprint(*fingerprint))
      entry_.error_at(key, "'" + key + "': expected 'SHA256:...' as `ssh-add -l` shows it, got '" + *fingerprint + "'");
    take(key, Kind::agent, fingerprint);
  }
  void command(const std::string& key) {
    auto words = entry_.texts(key);
    if (words && (words->empty() || words->front().empty()))
      entry_.error_at(key,
                      "'" + key + "': expected a program and its arguments, such as [\"vault-read\", \"auditor\"]");
    if (!words || words->empty()) return;
    if (words->front().find('/') != std::string::npos) words->front() = program_below(directory_, words->front());
    take(key, Kind::command, words->front());
    out_.name.clear();
    out_.command = std::move(*words);
  }
  void secret_of(const std::string& what) {
    environment(what + "_env");
    file(what + "_file");
    command(what + "_command");
  }

 private:
  void take(const std::string& key, Kind kind, const std::optional<std::string>& value) {
    if (!value) return;
    if (out_.kind != Kind::none) entry_.error_at(key, "'" + key + "': only one way to give this secret is allowed");
    out_.kind = kind;
    out_.name = *value;
  }

  Table& entry_;
  const std::string& directory_;
  CredentialReference& out_;
};

/// A secret itself in the file: refused, and not repeated.
void refuse_secrets(Table& entry) {
  const std::pair<const char*, const char*> forbidden[] = {{"password", "password"},      {"enable", "enable"},
                                                           {"enable_password", "enable"}, {"line", "line"},
                                                           {"line_password", "line"},     {"passphrase", "passphrase"}};
  for (const auto& [key, better] : forbidden) {
    if (!entry.has(key)) continue;
    (void)entry.scalar(key);
    const std::string name(better);
    entry.error_at(key, "a secret may not stand in the inventory: use " + name + "_env" +
                            (name == "passphrase" ? "" : ", " + name + "_file or " + name + "_command"));
  }
}

void only_with_key_file(Table& entry, std::string_view key, const CredentialReference& login) {
  if (entry.has(key) && login.kind != Kind::key_file)
    entry.error_at(key, "'" + std::string(key) + "' belongs to a key_file, and there is none");
}

}  // namespace

CredentialSpec read_credential(Table& entry, const std::string& directory) {
  CredentialSpec spec;
  spec.id = name_of(entry, "id");
  spec.user = entry.required_text("user");
  spec.aaa_domain = entry.text("aaa_domain").value_or("");
  ReferenceReader login(entry, directory, spec.login);
  login.secret_of("password");
  login.file("key_file", Kind::key_file);
  login.agent("agent_key");
  ReferenceReader(entry, directory, spec.enable).secret_of("enable");
  ReferenceReader(entry, directory, spec.line).secret_of("line");
  spec.login.passphrase = entry.text("passphrase_env").value_or("");
  if (const auto certificate = entry.text("certificate_file")) spec.login.certificate = below(directory, *certificate);
  only_with_key_file(entry, "passphrase_env", spec.login);
  only_with_key_file(entry, "certificate_file", spec.login);
  refuse_secrets(entry);
  if (spec.login.kind == Kind::none && !entry.has("password"))
    entry.error_at("id", "expected one of password_env, password_file, password_command, key_file, agent_key");
  return spec;
}

}  // namespace muster::inventory
