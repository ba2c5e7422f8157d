#include "secret_leaks.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "model_walk.hpp"
#include "require.hpp"

namespace muster::test {
namespace {

constexpr std::size_t telling = 8;       ///< bytes of a secret that nobody writes by chance
constexpr std::size_t most_secrets = 8;  ///< looked for in one input: the time of a fuzzer is dear

/// Which bytes of the input are part of a secret.
std::vector<bool> hidden_bytes(std::string_view bytes, const std::vector<ByteSpan>& secrets) {
  std::vector<bool> hidden(bytes.size());
  for (const ByteSpan span : secrets)
    std::fill(hidden.begin() + span.begin, hidden.begin() + std::min<std::ptrdiff_t>(span.end, std::ssize(bytes)),
              true);
  return hidden;
}

std::vector<std::size_t> line_begins(std::string_view bytes) {
  std::vector<std::size_t> begins{0};
  for (std::size_t at = 0; (at = bytes.find('\n', at)) != std::string_view::npos;) begins.push_back(++at);
  return begins;
}

/// Bytes of `input` that `got` shows from its beginning; 0 if it shows something else.
std::size_t shown_bytes(std::string_view got, std::string_view input) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::size_t count = 0;
  while (!got.empty() && count < input.size()) {
    const auto byte = static_cast<unsigned char>(input[count]);
    std::string one(1, input[count]);
    if (byte < 0x20 || byte >= 0x7f) one = {'\\', 'x', digits[byte >> 4U], digits[byte & 15U]};
    if (!got.starts_with(one)) return 0;
    got.remove_prefix(one.size());
    ++count;
  }
  return got.empty() ? count : 0;
}

void require_hidden_in_diagnostics(std::string_view bytes, const grammars::ReadResult& result) {
  if (result.secrets.empty() || result.diagnostics.empty()) return;
  const std::vector<bool> hidden = hidden_bytes(bytes, result.secrets);
  const std::vector<std::size_t> begins = line_begins(bytes);
  for (const grammars::Diagnostic& diagnostic : result.diagnostics) {
    const std::size_t at = begins[diagnostic.line - 1] + diagnostic.column - 1;
    if (at >= bytes.size()) continue;
    const auto first = hidden.begin() + static_cast<std::ptrdiff_t>(at);
    const auto count = static_cast<std::ptrdiff_t>(shown_bytes(diagnostic.got, bytes.substr(at)));
    require(std::find(first, first + count, true) == first + count, "no diagnostic shows a secret", diagnostic.got);
  }
}

/// Whether each place where `secret` stands in the input lies in a secret.
bool always_hidden(std::string_view secret, std::string_view bytes, const std::vector<bool>& hidden) {
  for (std::size_t at = 0; (at = bytes.find(secret, at)) != std::string_view::npos; ++at) {
    const auto first = hidden.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last = first + std::ssize(secret);
    if (std::find(first, last, false) != last) return false;
  }
  return true;
}

/// The first eight bytes of the secret with a letter and a digit among them; empty if there are none.
std::string_view telling_part(std::string_view secret) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  for (std::size_t at = 0; at + telling <= secret.size(); ++at) {
    const std::string_view part = secret.substr(at, telling);
    if (std::ranges::any_of(part, is_digit) && std::ranges::any_of(part, is_letter)) return part;
  }
  return {};
}

std::vector<std::string_view> telling_secrets(std::string_view bytes, const std::vector<ByteSpan>& secrets) {
  std::vector<std::string_view> found;
  const std::vector<bool> hidden = hidden_bytes(bytes, secrets);
  for (const ByteSpan span : secrets) {
    const std::string_view secret = bytes.substr(span.begin, span.end - span.begin);
    if (found.size() == most_secrets) break;
    const std::string_view part = telling_part(secret);
    if (!part.empty() && always_hidden(part, bytes, hidden)) found.push_back(part);
  }
  return found;
}

void require_absent(const std::vector<std::string_view>& secrets, std::string_view text, std::string_view where) {
  for (const std::string_view secret : secrets) require(text.find(secret) == std::string_view::npos, where, text);
}

void require_hidden_in_model(const std::vector<std::string_view>& secrets, const model::Device& device) {
  walk_model(
      device, model::device_class(), &device, [](const model::Class&, const void*) {},
      [&](const model::Field& field, const model::FieldValue& value) {
        if (!is_known(value)) return;
        if (field.type == model::FieldType::text)
          require_absent(secrets, value.text, "no text of the model holds a secret");
        if (field.type == model::FieldType::text_list)
          for (std::size_t i = 0; i < value.list.size; ++i)
            require_absent(secrets, value.list.text_at(value.list.items, i), "no list of the model holds a secret");
      });
}

std::vector<grammars::KeywordInfo> declared_by(const grammars::Format& format) {
  return format.keywords == nullptr ? std::vector<grammars::KeywordInfo>{} : format.keywords();
}

}  // namespace

void require_no_leak(const grammars::Format& format, std::string_view bytes, const grammars::ReadResult& result,
                     const model::Device& device) {
  require_hidden_in_diagnostics(bytes, result);
  std::vector<std::string_view> secrets = telling_secrets(bytes, result.secrets);
  if (secrets.empty()) return;
  static const std::vector<grammars::KeywordInfo> keywords = declared_by(format);
  for (const grammars::KeywordInfo& keyword : keywords)
    std::erase_if(secrets, [&](std::string_view secret) { return keyword.path.find(secret) != std::string::npos; });
  for (const grammars::Diagnostic& diagnostic : result.diagnostics)
    require_absent(secrets, diagnostic.got, "no diagnostic holds a secret");
  for (const model::Opening& opening : device.openings)
    require_absent(secrets, opening.reason, "no reason holds a secret");
  require_hidden_in_model(secrets, device);
}

}  // namespace muster::test
