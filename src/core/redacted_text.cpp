#include "core/redacted_text.hpp"

#include <algorithm>

namespace muster {
namespace {

constexpr std::string_view marker_begin = "<secret:";

void append_masked(std::string& out, std::string_view secret, const SecretFingerprint& fingerprint) {
  while (!secret.empty()) {
    const std::size_t newline = secret.find_first_of("\r\n");
    const std::string_view line = secret.substr(0, newline);
    if (!line.empty()) out.append(marker_begin).append(fingerprint(line)).append(">");
    if (newline == std::string_view::npos) return;
    out.push_back(secret[newline]);
    secret.remove_prefix(newline + 1);
  }
}

}  // namespace

RedactedText redact(std::string_view raw, std::vector<ByteSpan> secrets, const SecretFingerprint& fingerprint) {
  std::ranges::sort(secrets);
  std::string out;
  out.reserve(raw.size());
  std::size_t done = 0;
  for (std::size_t i = 0; i < secrets.size();) {
    std::size_t begin = secrets[i].begin;
    std::size_t end = secrets[i].end;
    for (++i; i < secrets.size() && secrets[i].begin < end; ++i) end = std::max<std::size_t>(end, secrets[i].end);
    begin = std::max(begin, done);
    end = std::min(end, raw.size());
    if (begin >= end) continue;
    out.append(raw.substr(done, begin - done));
    append_masked(out, raw.substr(begin, end - begin), fingerprint);
    done = end;
  }
  out.append(raw.substr(done));
  return RedactedText(std::move(out));
}

RedactedText trusted_redacted(std::string text) { return RedactedText(std::move(text)); }

bool is_redaction_marker(std::string_view token) { return token.starts_with(marker_begin) && token.ends_with('>'); }

}  // namespace muster
