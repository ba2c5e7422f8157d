#include "analysis/credentials.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "analysis/factory_credentials.hpp"
#include "analysis/juniper_secret.hpp"
#include "analysis/password_hash.hpp"
#include "core/redacted_text.hpp"

namespace muster::analysis {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

bool kind_fits(const FactoryCredential& row, std::string_view kind) {
  return row.kind.empty() ? kind != "snmp" : row.kind == kind;
}

void add(std::vector<std::string>& candidates, std::string_view password) {
  if (std::ranges::find(candidates, password) == candidates.end()) candidates.emplace_back(password);
}

/// The vendor's own passwords, then the account's name, then what holds for any vendor; each once.
std::vector<std::string> candidates_for(std::string_view kind, std::string_view name, std::string_view vendor) {
  const std::string brand = lowered(vendor);
  std::vector<std::string> candidates;
  for (const FactoryCredential& row : factory_credentials())
    if (!row.vendor.empty() && (brand.empty() || brand.starts_with(row.vendor)) && kind_fits(row, kind))
      add(candidates, row.password);
  if (kind == "user" && !name.empty()) add(candidates, name);
  for (const FactoryCredential& row : factory_credentials())
    if (row.vendor.empty() && kind_fits(row, kind)) add(candidates, row.password);
  return candidates;
}

Answer among(std::string_view kind, std::string_view plain, const std::vector<std::string>& candidates) {
  if (is_masked_secret(plain)) return Answer::unknown;
  std::string text = kind == "snmp" ? lowered(plain) : std::string(plain);
  bool found = false;
  for (const std::string& candidate : candidates)
    found |= equal_secrets(text, kind == "snmp" ? lowered(candidate) : candidate);
  wipe(text);
  return found ? Answer::yes : Answer::no;
}

Answer try_hash(const model::StoredSecret& secret, const std::vector<std::string>& candidates) {
  for (const std::string& candidate : candidates) {
    const auto match = matches_hash(secret.format, secret.value.reveal(), candidate);
    if (!match) return Answer::unknown;
    if (*match) return Answer::yes;
  }
  return Answer::no;
}

Answer compute(std::string_view kind, std::string_view name, const model::StoredSecret& secret,
               std::string_view vendor) {
  const auto candidates = candidates_for(kind, name, vendor);
  if (candidates.size() > max_candidates) return Answer::unknown;
  if (secret.format == "plain") return among(kind, secret.value.reveal(), candidates);
  if (secret.format == "cisco-7") {
    const auto plain = decode_cisco_7(secret.value.reveal());
    return plain ? among(kind, plain->reveal(), candidates) : Answer::unknown;
  }
  if (secret.format == "juniper-9") {
    const auto plain = decode_juniper_9(secret.value.reveal());
    return plain ? among(kind, plain->reveal(), candidates) : Answer::unknown;
  }
  return is_hash_format(secret.format) ? try_hash(secret, candidates) : Answer::unknown;
}

/// Answers by a digest of the question, salted for this process: many devices of a fleet carry the very same hash.
class Memo {
 public:
  using Key = std::array<unsigned char, 32>;

  Memo() : salted_(RAND_bytes(salt_.data(), static_cast<int>(salt_.size())) == 1) {}

  /// Nothing if no key can be made: the question is then answered each time.
  std::optional<Key> key(const std::array<std::string_view, 5>& question) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    Key key{};
    bool ok = salted_ && hash && EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) == 1 &&
              EVP_DigestUpdate(hash.get(), salt_.data(), salt_.size()) == 1;
    for (const std::string_view part : question) {
      const std::uint64_t size = part.size();
      ok = ok && EVP_DigestUpdate(hash.get(), &size, sizeof size) == 1 &&
           EVP_DigestUpdate(hash.get(), part.data(), part.size()) == 1;
    }
    if (!ok || EVP_DigestFinal_ex(hash.get(), key.data(), nullptr) != 1) return std::nullopt;
    return key;
  }

  std::optional<Answer> find(const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto found = answers_.find(key);
    return found == answers_.end() ? std::nullopt : std::optional(found->second);
  }

  void store(const Key& key, Answer answer) {
    constexpr std::size_t most = 100'000;
    const std::lock_guard lock(mutex_);
    if (answers_.size() >= most) answers_.clear();
    answers_[key] = answer;
  }

 private:
  std::array<unsigned char, 32> salt_{};
  bool salted_;
  std::mutex mutex_;
  std::map<Key, Answer> answers_;
};

}  // namespace

bool is_masked_secret(std::string_view value) {
  constexpr std::array<std::string_view, 5> masks{"<removed>", "<hidden>", "SECRET-DATA", "<secret hidden>",
                                                  "<redacted>"};
  if (is_redaction_marker(value) || std::ranges::find(masks, value) != masks.end()) return true;
  return value.size() >= 3 && value.find_first_not_of("*") == std::string_view::npos;
}

Answer is_default_credential(std::string_view kind, std::string_view name, const model::StoredSecret& secret,
                             std::string_view vendor) {
  if (secret.format == "none") return Answer::yes;
  if (secret.format == "locked") return Answer::no;
  static Memo memo;
  // A credential's name plays no part in the answer, so that a key shared by many neighbours is tried once.
  const std::string_view account = kind == "user" ? name : std::string_view();
  const auto key = memo.key({kind, account, secret.format, secret.value.reveal(), vendor});
  if (key)
    if (const auto known = memo.find(*key)) return *known;
  const Answer answer = compute(kind, name, secret, vendor);
  if (key) memo.store(*key, answer);
  return answer;
}

std::uint64_t question_steps(const model::StoredSecret& secret) {
  constexpr std::uint64_t usual_candidates = 24;
  constexpr std::uint64_t microseconds_per_step = 10;
  constexpr std::uint64_t without_hash = 20;
  return without_hash + try_cost(secret.format, secret.value.reveal()) * usual_candidates / microseconds_per_step;
}

}  // namespace muster::analysis
