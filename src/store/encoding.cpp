#include "store/encoding.hpp"

#include <algorithm>

#include "crypto/digest.hpp"

namespace muster::store {
namespace {

void append(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) out += static_cast<char>((number & 0x7fU) | 0x80U);
  out += static_cast<char>(number);
}

std::optional<std::uint64_t> take(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
    if ((byte & 0x80U) == 0) return number;
  }
  return std::nullopt;
}

void append(std::string& out, std::string_view text) {
  append(out, text.size());
  out.append(text);
}

}  // namespace

std::string pack_numbers(const std::vector<std::int64_t>& numbers) {
  std::string out;
  for (const std::int64_t number : numbers) append(out, static_cast<std::uint64_t>(number));
  return out;
}

std::optional<std::vector<std::int64_t>> unpack_numbers(std::string_view bytes) {
  std::vector<std::int64_t> numbers;
  while (!bytes.empty()) {
    const auto number = take(bytes);
    if (!number) return std::nullopt;
    numbers.push_back(static_cast<std::int64_t>(*number));
  }
  return numbers;
}

std::string pack_evidence(const std::vector<Evidence>& evidence) {
  std::string out;
  for (const Evidence& lines : evidence) {
    append(out, lines.capture);
    append(out, lines.first_line);
    append(out, std::uint32_t{lines.last_line - lines.first_line});
  }
  return out;
}

std::optional<std::vector<Evidence>> unpack_evidence(std::string_view bytes) {
  const auto numbers = unpack_numbers(bytes);
  if (!numbers || numbers->size() % 3 != 0) return std::nullopt;
  std::vector<Evidence> evidence;
  for (std::size_t i = 0; i < numbers->size(); i += 3) {
    const auto at = [&](std::size_t k) { return static_cast<std::uint32_t>((*numbers)[i + k]); };
    evidence.push_back({at(0), at(1), at(1) + at(2)});
  }
  return evidence;
}

bool rests_on_devices(const Verdict& verdict) {
  return std::ranges::any_of(verdict.values, [](const SeenValue& value) { return !value.device.empty(); });
}

std::string digest_of(const Verdict& verdict) {
  std::string all;
  append(all, verdict.rule_id);
  append(all, verdict.device_id);
  append(all, verdict.object);
  append(all, verdict.fingerprint);
  append(all, static_cast<std::uint64_t>(verdict.status));
  append(all, static_cast<std::uint64_t>(verdict.severity));
  append(all, static_cast<std::uint64_t>(verdict.in_doubt));
  append(all, verdict.message);
  append(all, verdict.reasons.size());
  for (const std::string& reason : verdict.reasons) append(all, reason);
  append(all, pack_evidence(verdict.evidence));
  if (!verdict.waiver.empty() || !verdict.grace_until.empty()) {  // digests of older versions stay what they are
    append(all, verdict.waiver);
    append(all, verdict.grace_until);
  }
  if (rests_on_devices(verdict)) {
    append(all, verdict.values.size());
    for (const SeenValue& value : verdict.values) {
      append(all, value.device);
      append(all, value.what);
      append(all, value.value);
      append(all, std::string_view(pack_evidence(value.lines)));
    }
  }
  const crypto::Digest digest = crypto::sha256(all);
  return {reinterpret_cast<const char*>(digest.data()), 16};
}

}  // namespace muster::store
