#include "format_harness.hpp"

#include <time.h>

#include <algorithm>
#include <string>
#include <vector>

#include "grammars/references.hpp"
#include "model_walk.hpp"
#include "require.hpp"
#include "secret_leaks.hpp"

namespace muster::test {
namespace {

using grammars::Format;
using grammars::LineState;
using grammars::ReadResult;

/// CPU time that reading may take: far above the usual cost with sanitizers, far below that of squared inputs.
constexpr double seconds_per_byte = 50e-6;
constexpr double seconds_free = 0.2;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::size_t lines_of(std::string_view bytes) {
  const auto newlines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  return newlines + (!bytes.empty() && bytes.back() != '\n' ? 1 : 0);
}

/// FNV-1a: which of the dearer checks an input gets depends on the input alone, so that each find can be repeated.
std::size_t hash_of(std::string_view bytes) {
  std::size_t hash = 0xcbf29ce484222325U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash ^ (hash >> 29U);
}

bool not_understood(LineState state) { return state == LineState::known || state == LineState::unknown; }

void check_result(const ReadResult& result, std::string_view bytes) {
  require(result.lines.size() == lines_of(bytes), "each line has a state");
  for (const ByteSpan span : result.secrets)
    require(span.begin <= span.end && span.end <= bytes.size(), "a secret lies inside the input");
  for (const grammars::Diagnostic& diagnostic : result.diagnostics) {
    require(diagnostic.line >= 1 && diagnostic.line <= result.lines.size(), "a diagnostic names a line");
    require(diagnostic.column >= 1 && !diagnostic.expected.empty(), "a diagnostic names a column and an expectation");
    require(diagnostic.got.size() <= 40, "a diagnostic shows little");
  }
}

void check_lines(const model::Device& device, model::LinesId lines, std::size_t count) {
  for (const Evidence& range : device.lines.get(lines))
    require(range.first_line >= 1 && range.first_line <= range.last_line && range.last_line <= count,
            "what is known points at lines of the input");
}

void check_filters(const model::Device& device) {
  for (const model::Filter& filter : device.filters)
    for (const model::FilterRule& rule : filter.rules)
      require(rule.opaque || !rule.action.empty(), "a rule that was understood has an action");
}

/// Returns whether something of the device is open.
bool check_device(const model::Device& device, std::size_t lines) {
  bool open = !device.openings.empty();
  for (const model::Opening& opening : device.openings) {
    require(!opening.domains.empty(), "an opening opens something");
    require(!opening.reason.empty(), "an opening has a reason");
    check_lines(device, opening.lines, lines);
  }
  for (const model::User& user : device.users) require(user.name.known(), "an account has a name");
  check_filters(device);
  walk_model(
      device, model::device_class(), &device,
      [&](const model::Class& type, const void* object) {
        if (type.opaque != nullptr && type.opaque(object)) open = true;
        if (type.base == nullptr) return;
        const model::Object& base = *type.base(object);
        open = open || base.open;
        check_lines(device, base.lines, lines);
        check_lines(device, base.opened_by, lines);
      },
      [&](const model::Field&, const model::FieldValue& value) {
        if (is_known(value)) check_lines(device, value.lines, lines);
      });
  return open;
}

void check_references(const Format& format, std::string_view bytes, std::size_t lines) {
  const grammars::References references = format.references(bytes);
  for (const grammars::StructureUse& use : references.used)
    require(use.line >= 1 && use.line <= lines, "a use names a line");
  for (const grammars::StructureDefinition& defined : references.defined)
    for (const std::uint32_t line : defined.lines) require(line >= 1 && line <= lines, "a definition names lines");
  const grammars::ReferenceProblems problems = grammars::find_problems(references);
  require(problems.unused.size() <= references.defined.size(), "what is not used is defined");
}

void check_again(const Format& format, std::string_view bytes, const ReadResult& first, const model::Device& device) {
  model::Device again;
  const ReadResult second =
      grammars::read_and_redact(format, bytes, {}, again, [](std::string_view) { return "x"; }).result;
  require(second.lines == first.lines, "the same bytes give the same states");
  require(second.diagnostics.size() == first.diagnostics.size(), "the same bytes give the same diagnostics");
  require(second.secrets == first.secrets, "the same bytes give the same secrets");
  require(again.openings.size() == device.openings.size(), "the same bytes open the same");
}

const std::vector<grammars::KeywordInfo>& handlers_of(const Format& format) {
  static const std::vector<grammars::KeywordInfo> handlers = [&] {
    std::vector<grammars::KeywordInfo> all;
    if (format.keywords != nullptr) all = format.keywords();
    std::erase_if(all, [](const grammars::KeywordInfo& keyword) {
      return keyword.treatment != grammars::Treatment::modelled || keyword.domains.empty();
    });
    return all;
  }();
  return handlers;
}

/// Whether its lines stand in blocks: what is not understood in one may be about an object that is none of the model.
bool has_blocks(const Format& format) {
  static const bool some =
      format.keywords != nullptr && std::ranges::any_of(format.keywords(), [](const auto& keyword) {
        return keyword.path.find('/') != std::string::npos;
      });
  return some;
}

/// A handler that is switched off opens what its lines can affect: what was open stays open.
void check_knocked_out(const Format& format, std::string_view bytes, const ReadResult& whole, bool open,
                       std::size_t hash) {
  const std::vector<grammars::KeywordInfo>& handlers = handlers_of(format);
  if (handlers.empty()) return;
  const std::string& path = handlers[hash % handlers.size()].path;
  model::Device device;
  const ReadResult without =
      grammars::read_and_redact(format, bytes, {0, {}, path}, device, [](std::string_view) { return "x"; }).result;
  check_result(without, bytes);
  const bool still_open = check_device(device, whole.lines.size());
  require(!open || still_open, "a handler that is switched off closes nothing", path);
  require(without.lines == whole.lines || still_open, "a handler that is switched off opens what it read", path);
}

void check_text(const RedactedText& text, std::string_view bytes) {
  const std::string& shown = text.text();
  require(std::count(shown.begin(), shown.end(), '\n') == std::count(bytes.begin(), bytes.end(), '\n'),
          "the redacted form keeps the lines");
}

}  // namespace

void check_format(const Format& format, std::string_view bytes) {
  const double begin = cpu_seconds();
  require(format.write_back(bytes) == bytes, "write_back gives the input again");
  model::Device device;
  const auto read = grammars::read_and_redact(format, bytes, {}, device, [](std::string_view secret) {
    require(!secret.empty(), "no empty secret is replaced");
    return std::string("0123456789abcdef");
  });
  if (format.references != nullptr) check_references(format, bytes, read.result.lines.size());
  const double taken = cpu_seconds() - begin;
  require(taken < seconds_free + seconds_per_byte * static_cast<double>(bytes.size()), "reading takes linear time",
          std::to_string(taken) + " seconds");

  check_result(read.result, bytes);
  check_text(read.text, bytes);
  const bool open = check_device(device, read.result.lines.size());
  require(open || has_blocks(format) || std::ranges::none_of(read.result.lines, not_understood),
          "a line that was not understood leaves something open");
  require_no_leak(format, bytes, read.result, device);
  const std::size_t hash = hash_of(bytes);
  if (hash % 8 == 0) check_again(format, bytes, read.result, device);
  if (hash % 8 == 1) check_knocked_out(format, bytes, read.result, open, hash / 8);
}

}  // namespace muster::test
