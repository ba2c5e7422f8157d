#include "grammars/text_lines.hpp"
#include "grammars/format.hpp"

#include <algorithm>
#include <array>

#include "grammars/secret_guard.hpp"

namespace muster::grammars {

std::string_view to_string(LineState state) {
  static constexpr std::array<std::string_view, 4> names{"understood", "ignored", "known", "unknown"};
  return names[static_cast<std::size_t>(state)];
}

LineCounts ReadResult::counts() const {
  const auto count = [this](LineState state) { return static_cast<std::uint32_t>(std::ranges::count(lines, state)); };
  return {count(LineState::understood), count(LineState::ignored), count(LineState::known), count(LineState::unknown)};
}

const Format* find_format(std::string_view name) {
  const auto all = formats();
  const auto found = std::ranges::find(all, name, &Format::name);
  return found == all.end() ? nullptr : *found;
}

RedactedRead read_and_redact(const Format& format, std::string_view bytes, const ReadOptions& options,
                             model::Device& device, const SecretFingerprint& fingerprint) {
  RedactedRead read{format.read(bytes, options, device), {}};
  hide_secrets_in_diagnostics(bytes, read.result);
  guard_secrets(format, bytes, options.context, read.result, device);
  std::vector<ByteSpan> spans = secret_net(bytes);
  spans.insert(spans.end(), read.result.secrets.begin(), read.result.secrets.end());
  read.text = redact(bytes, std::move(spans), fingerprint);
  return read;
}

}  // namespace muster::grammars
