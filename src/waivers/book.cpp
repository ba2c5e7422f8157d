#include "waivers/book.hpp"

#include <algorithm>
#include <tuple>

#include "config/toml.hpp"
#include "waivers/reader.hpp"

namespace muster::waivers {
namespace {

bool before(const Error& a, const Error& b) {
  return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
}

}  // namespace

Book::Book(std::vector<Waiver> waivers, std::vector<Declaration> declarations)
    : waivers_(std::move(waivers)), declarations_(std::move(declarations)) {
  for (std::size_t i = 0; i < waivers_.size(); ++i) by_rule_[waivers_[i].rule].push_back(i);
}

std::expected<Book, std::vector<Error>> Book::load(std::span<const WaiverFile> files, const KnownNames& known) {
  std::vector<Error> errors;
  Exceptions read;
  for (const WaiverFile& file : files) {
    auto document = config::Document::parse(file.text, file.name);
    if (!document) {
      errors.push_back(document.error());
      continue;
    }
    read_exceptions(*document, known, read);
    std::ranges::stable_sort(document->errors(), before);
    errors.insert(errors.end(), document->errors().begin(), document->errors().end());
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return Book(std::move(read.waivers), std::move(read.declarations));
}

std::vector<DeclaredLine> Book::declared_lines(std::span<const CaptureLines> captures, const Subject& subject,
                                               Timestamp as_of) const {
  std::vector<DeclaredLine> lines;
  for (const Declaration& declaration : declarations_) {
    const Standing now = standing(declaration.approval, as_of);
    if (now == Standing::not_yet || !selects(declaration.selection, subject)) continue;
    const std::size_t first = lines.size();
    for (const CaptureLines& capture : captures) find_declared(declaration, capture, lines);
    for (std::size_t i = first; i < lines.size(); ++i) lines[i].in_force = now == Standing::in_force;
  }
  return lines;
}

void Book::waive(std::span<Verdict> verdicts, const Subject& subject, Timestamp as_of) const {
  for (Verdict& verdict : verdicts) {
    if (verdict.status != VerdictStatus::fail) continue;
    const auto of_rule = by_rule_.find(verdict.rule_id);
    if (of_rule == by_rule_.end()) continue;
    const auto found = std::ranges::find_if(of_rule->second, [&](std::size_t i) {
      return standing(waivers_[i].approval, as_of) == Standing::in_force && speaks_about(waivers_[i], verdict, subject);
    });
    if (found == of_rule->second.end()) continue;
    verdict.status = VerdictStatus::waived;
    verdict.waiver = waivers_[*found].approval.id;
  }
}

}  // namespace muster::waivers
