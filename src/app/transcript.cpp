#include "app/transcript.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "app/files.hpp"
#include "collectors/completeness.hpp"
#include "grammars/format.hpp"

namespace muster::app {
namespace {

constexpr std::size_t shortest_anywhere = 4;
constexpr std::size_t most_work = std::size_t{1} << 33U;  ///< strings times bytes

/// What a terminal would keep of a text, and where each character of it stands there.
struct Visible {
  std::string text;
  std::vector<std::uint32_t> at;
};

/// The end of the escape sequence that begins at `at`.
std::size_t skip_escape(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end >= text.size()) return text.size();
  const char kind = text[end++];
  if (kind == '[')
    while (end < text.size() && (text[end] < '@' || text[end] > '~')) ++end;
  else if (kind == ']')
    while (end < text.size() && text[end] != '\a' && text[end] != '\x1b' && text[end] != '\n') ++end;
  else
    return end;
  return std::min(end + 1, text.size());
}

Visible visible(std::string_view text) {
  Visible kept;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '\x1b') {
      i = skip_escape(text, i);
      continue;
    }
    if (c == '\b' && !kept.text.empty() && kept.text.back() != '\n') {
      kept.text.pop_back();
      kept.at.pop_back();
    } else if (c != '\r' && c != '\0' && c != '\b') {
      kept.text.push_back(c);
      kept.at.push_back(static_cast<std::uint32_t>(i));
    }
    ++i;
  }
  return kept;
}

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
  return (at == 0 || !is_word(text[at - 1])) && (at + size == text.size() || !is_word(text[at + size]));
}

void find_one(std::string_view text, std::string_view wanted, std::vector<ByteSpan>& spans) {
  for (std::size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1))
    if (wanted.size() >= shortest_anywhere || stands_alone(text, at, wanted.size()))
      spans.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + wanted.size())});
}

/// Spans of the visible text as spans of the raw one.
void map_back(std::vector<ByteSpan>& spans, const std::vector<std::uint32_t>& at) {
  for (ByteSpan& span : spans) span = {at[span.begin], at[span.end - 1] + 1};
}

std::vector<ByteSpan> joined(std::vector<ByteSpan> spans) {
  std::ranges::sort(spans);
  std::vector<ByteSpan> out;
  for (const ByteSpan& span : spans)
    if (!out.empty() && span.begin <= out.back().end)
      out.back().end = std::max(out.back().end, span.end);
    else
      out.push_back(span);
  return out;
}

/// One text that is cut into parts, masked as a whole.
class Masking {
 public:
  Masking(std::string text, std::vector<ByteSpan> spans, const SecretFingerprint& fingerprint)
      : text_(std::move(text)), spans_(joined(std::move(spans))), fingerprint_(fingerprint) {}

  /// The next `size` bytes. A secret that begins there stands as its marker; the rest of it is gone from later parts.
  std::string take(std::size_t size) {
    std::string out;
    for (const std::size_t end = begin_ + size; begin_ < end;) {
      if (next_ == spans_.size() || spans_[next_].begin >= end) {
        out.append(text_, begin_, end - begin_);
        begin_ = end;
        break;
      }
      const ByteSpan span = spans_[next_];
      if (span.begin >= begin_) {
        out.append(text_, begin_, span.begin - begin_);
        out += "<secret:" + fingerprint_(text_.substr(span.begin, span.end - span.begin)) + ">";
      }
      begin_ = std::min<std::size_t>(span.end, end);
      if (span.end <= end) ++next_;
    }
    return out;
  }

 private:
  std::string text_;
  std::vector<ByteSpan> spans_;
  const SecretFingerprint& fingerprint_;
  std::size_t begin_ = 0;
  std::size_t next_ = 0;
};

std::string_view name_of(TranscriptPart::Kind kind) {
  return kind == TranscriptPart::Kind::sent ? "sent" : kind == TranscriptPart::Kind::received ? "received" : "note";
}

std::string json_of(const std::string& device, const std::string& platform, const std::vector<TranscriptPart>& parts) {
  using Json = nlohmann::ordered_json;
  Json all = Json::array();
  for (const TranscriptPart& part : parts)
    all.push_back({{"ms", part.milliseconds}, {std::string(name_of(part.kind)), part.text}});
  const Json file{{"device", device}, {"platform", platform}, {"parts", std::move(all)}};
  return file.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// A device's name as that of a file: one name for each device, without a way out of the folder.
std::string file_name(std::string_view device) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string name;
  for (const char c : device) {
    if (is_word(c) || c == '-' || (c == '.' && !name.empty())) {
      name += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      (name += '%') += {digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return name + ".json";
}

/// What came for a command that was sent, pages and all.
std::string received_for(std::string_view sent, const std::vector<TranscriptPart>& parts) {
  std::string text;
  bool answers = false;
  for (const TranscriptPart& part : parts) {
    if (part.kind == TranscriptPart::Kind::sent && part.text.ends_with('\n'))
      answers = std::string_view(part.text).substr(0, part.text.size() - 1) == sent;
    if (part.kind == TranscriptPart::Kind::received && answers) text += part.text;
  }
  return collectors::normalised(text);
}

/// The output of a command that failed was not read: its grammar names the secrets in what came of it all the same.
void add_failed(const CollectionOutcome& outcome, SecretStrings& secrets) {
  for (const Capture& capture : outcome.captures) {
    const grammars::Format* const format = grammars::find_format(capture.format);
    if (capture.complete() || format == nullptr) continue;
    const std::string text = received_for(capture.sent, outcome.transcript);
    model::Device nobody;
    for (const ByteSpan& span : format->read(text, {}, nobody).secrets)
      secrets.add(std::string_view(text).substr(span.begin, span.end - span.begin));
  }
}

}  // namespace

void SecretStrings::add(std::string_view secret) {
  while (!secret.empty()) {
    const std::size_t end = std::min(secret.find_first_of("\r\n"), secret.size());
    const std::string_view line = secret.substr(0, end);
    if (line.find_first_not_of(" \t") != std::string_view::npos) strings_.emplace(line);
    secret.remove_prefix(std::min(end + 1, secret.size()));
  }
}

std::optional<std::vector<ByteSpan>> SecretStrings::find(std::string_view text) const {
  if (strings_.size() * text.size() > most_work || text.size() >= UINT32_MAX) return std::nullopt;
  const Visible seen = visible(text);
  std::vector<ByteSpan> spans = grammars::secret_net(seen.text);
  for (const std::string& string : strings_) find_one(seen.text, string, spans);
  std::erase_if(spans, [](const ByteSpan& span) { return span.begin >= span.end; });
  map_back(spans, seen.at);
  return spans;
}

std::vector<TranscriptPart> redacted(std::vector<TranscriptPart> parts, const SecretStrings& secrets,
                                     const SecretFingerprint& fingerprint) {
  using Kind = TranscriptPart::Kind;
  bool left_out = false;
  for (const Kind kind : {Kind::sent, Kind::received, Kind::note}) {
    std::string text;
    for (const TranscriptPart& part : parts)
      if (part.kind == kind) text += part.text;
    auto spans = secrets.find(text);
    left_out = left_out || !spans;
    Masking masking(std::move(text), spans ? std::move(*spans) : std::vector<ByteSpan>{}, fingerprint);
    for (TranscriptPart& part : parts)
      if (part.kind == kind) part.text = spans ? masking.take(part.text.size()) : std::string();
  }
  if (left_out) parts.push_back({Kind::note, 0, "text was left out: it holds too many secrets to hide them all"});
  return parts;
}

TranscriptWriter::TranscriptWriter(std::filesystem::path folder)
    : folder_(std::move(folder)), shared_(std::make_unique<Shared>()) {}

Result<TranscriptWriter> TranscriptWriter::open(const std::filesystem::path& folder) {
  std::error_code error;
  const bool created = std::filesystem::create_directories(folder, error);
  if (!error && created) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  if (error) return fail(ErrorKind::io, error.message(), {folder.string(), 0, 0});
  return TranscriptWriter(folder);
}

void TranscriptWriter::write(const DeviceIdentity& identity, const CollectionOutcome& outcome,
                             std::span<const ReadCapture> read, const SecretFingerprint& fingerprint) {
  SecretStrings secrets;
  for (std::size_t i = 0; i < read.size(); ++i)
    for (const ByteSpan& span : read[i].result.secrets)
      secrets.add(std::string_view(outcome.captures[i].bytes).substr(span.begin, span.end - span.begin));
  add_failed(outcome, secrets);
  const auto written =
      write_file(folder_ / file_name(identity.id),
                 json_of(identity.id, identity.platform, redacted(outcome.transcript, secrets, fingerprint)), true);
  const std::lock_guard lock(shared_->mutex);
  if (!written && !shared_->error) shared_->error = written.error();
}

std::optional<Error> TranscriptWriter::error() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->error;
}

}  // namespace muster::app
