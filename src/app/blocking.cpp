#include "app/blocking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "waivers/closing.hpp"
#include "waivers/objects.hpp"

namespace muster::app {
namespace {

using LineNumber = std::pair<std::uint32_t, std::uint32_t>;  ///< capture, line

/// Lines that opened the device or one of its objects together.
struct Opened {
  std::vector<Evidence> lines;
  Domains domains;
};

std::vector<Opened> opened_of(const model::Device& device) {
  std::vector<Opened> all;
  const auto add = [&](model::LinesId id, Domains domains) {
    const auto lines = device.lines.get(id);
    if (!lines.empty()) all.push_back({{lines.begin(), lines.end()}, domains});
  };
  for (const model::Opening& opening : device.openings) add(opening.lines, opening.domains);
  waivers::for_each_object(device, [&](const model::Object& object) {
    if (object.open) add(object.opened_by, object.open_domains);
  });
  return all;
}

bool overlap(const std::vector<Evidence>& a, const std::vector<Evidence>& b) {
  return std::ranges::any_of(a, [&](const Evidence& x) {
    return std::ranges::any_of(b, [&](const Evidence& y) {
      return x.capture == y.capture && x.first_line <= y.last_line && y.first_line <= x.last_line;
    });
  });
}

std::size_t column_of(std::string_view line) { return std::min(line.find_first_not_of(" \t"), line.size()); }

std::string domain_list(Domains domains) {
  std::string text;
  for (std::size_t i = 0; i < domain_count; ++i)
    if (domains.contains(static_cast<Domain>(i)))
      text.append(text.empty() ? "\"" : ", \"").append(domain_names[i]).append("\"");
  return text;
}

/// True if something without any line stands in the way, too: what was not collected, or what nothing feeds.
bool has_other_reason(const Verdict& verdict) {
  return std::ranges::any_of(verdict.reasons,
                             [](const std::string& reason) { return reason.find(" (line") == std::string::npos; });
}

std::string literal(const std::string& pattern) {
  return pattern.find('\'') == std::string::npos ? "'" + pattern + "'" : "'''" + pattern + "'''";
}

}  // namespace

/// One device: which kind each of its lines is of.
class BlockingRank::Reader {
 public:
  Reader(BlockingRank& rank, const AssembledDevice& assembled, std::span<const Capture> captures,
         const std::function<std::string(const Capture&)>& place)
      : rank_(rank), device_(assembled.device.id), opened_(opened_of(assembled.device)) {
    for (std::uint32_t i = 0; i < captures.size(); ++i) read(i, captures[i], assembled.captures[i], place);
    for (const Opened& opened : opened_) {
      std::set<Entry*>& kinds = kinds_.emplace_back();
      for_each_line_of(opened.lines, [&](Entry* entry) {
        kinds.insert(entry);
        entry->opens |= opened.domains;
      });
    }
  }

  void add(const Verdict& verdict) {
    std::set<Entry*> blocking;
    for_each_line_of(verdict.evidence, [&](Entry* entry) { blocking.insert(entry); });
    for (std::size_t i = 0; i < opened_.size(); ++i)
      if (overlap(opened_[i].lines, verdict.evidence)) blocking.insert(kinds_[i].begin(), kinds_[i].end());
    const auto key = std::tuple(device_, verdict.rule_id, verdict.object);
    for (Entry* const entry : blocking) entry->verdicts.insert(key);
    if (blocking.size() == 1 && !has_other_reason(verdict)) (*blocking.begin())->alone.insert(key);
  }

 private:
  struct Open {
    std::size_t column;
    std::string_view text;
    Entry* entry;  ///< of a line that was not understood; null for others
  };

  void read(std::uint32_t index, const Capture& capture, const ReadCapture& read,
            const std::function<std::string(const Capture&)>& place) {
    const auto [vocabulary, added] = rank_.vocabularies_.try_emplace(capture.format);
    if (added) vocabulary->second = vocabulary_of(capture.format);
    std::vector<Open> blocks;
    waivers::for_each_line(read.text.text(), [&](std::uint32_t number, std::string_view line) {
      if (number > read.result.lines.size() || waivers::says_nothing(line, capture.format)) return;
      const std::size_t column = column_of(line);
      while (!blocks.empty() && blocks.back().column >= column) blocks.pop_back();
      const grammars::LineState state = read.result.lines[number - 1];
      Entry* entry = nullptr;
      if (state == grammars::LineState::known || state == grammars::LineState::unknown)
        entry = kind_of(capture, line, state, blocks, vocabulary->second);
      if (entry != nullptr && entry->example.empty()) {
        entry->example = std::string(line.substr(column, line.find_last_not_of(" \t\r") + 1 - column));
        entry->example_where = fmt::format("{}:{}", place(capture), number);
      }
      if (entry != nullptr) entry_of_[{index, number}] = entry;
      blocks.push_back({column, line, entry});
    });
  }

  /// What hangs on a line that was not understood belongs to that line.
  Entry* kind_of(const Capture& capture, std::string_view line, grammars::LineState state,
                 const std::vector<Open>& blocks, const std::vector<std::string>& vocabulary) {
    if (!blocks.empty() && blocks.back().entry != nullptr) {
      blocks.back().entry->has_block = true;
      return blocks.back().entry;
    }
    LineShape block = blocks.empty() ? LineShape() : shape_of(blocks.back().text, vocabulary);
    Key key{capture.format, std::string(to_string(state)), std::move(block), shape_of(line, vocabulary)};
    Entry& entry = rank_.entries_[std::move(key)];
    ++entry.lines;
    entry.devices.insert(device_);
    return &entry;
  }

  template <class Visit>
  void for_each_line_of(const std::vector<Evidence>& ranges, const Visit& visit) const {
    for (const Evidence& range : ranges)
      for (auto at = entry_of_.lower_bound({range.capture, range.first_line});
           at != entry_of_.end() && at->first <= LineNumber{range.capture, range.last_line}; ++at)
        visit(at->second);
  }

  BlockingRank& rank_;
  std::string device_;
  std::map<LineNumber, Entry*> entry_of_;
  std::vector<Opened> opened_;
  std::vector<std::set<Entry*>> kinds_;  ///< beside `opened_`
};

BlockingRank::BlockingRank(const policy::PolicySet& rules) {
  for (const policy::RuleInfo& rule : rules.rules()) reads_.emplace(rule.id, rule.domains);
}

void BlockingRank::add(const AssembledDevice& assembled, std::span<const Capture> captures,
                       std::span<const Verdict> verdicts, const std::function<std::string(const Capture&)>& place) {
  Reader reader(*this, assembled, captures, place);
  for (const Verdict& verdict : verdicts)
    if (verdict.status == VerdictStatus::not_assessed) reader.add(verdict);
}

void BlockingRank::merge(Entry& into, const Entry& from) const {
  into.verdicts.insert(from.verdicts.begin(), from.verdicts.end());
  into.alone.insert(from.alone.begin(), from.alone.end());
  into.devices.insert(from.devices.begin(), from.devices.end());
  into.lines += from.lines;
  into.opens |= from.opens;
  into.has_block = into.has_block || from.has_block;
  if (into.example.empty()) into.example = from.example, into.example_where = from.example_where;
}

std::vector<BlockingLine> BlockingRank::ranked(Timestamp today) const {
  std::vector<LineShape> blocks;
  std::vector<LineShape> shapes;
  for (const auto& [key, entry] : entries_) {
    blocks.push_back(key.block);
    shapes.push_back(key.shape);
  }
  blocks = without_names(std::move(blocks));
  shapes = without_names(std::move(shapes));
  std::map<Key, Entry> merged;
  std::size_t i = 0;
  for (const auto& [key, entry] : entries_) {
    merge(merged[{key.format, key.state, blocks[i], shapes[i]}], entry);
    ++i;
  }
  std::vector<BlockingLine> lines;
  for (const auto& [key, entry] : merged)
    if (!entry.verdicts.empty()) lines.push_back(told(key, entry, today));
  std::ranges::stable_sort(lines, [](const BlockingLine& a, const BlockingLine& b) {
    return std::tuple(b.verdicts, b.alone, b.devices.size()) < std::tuple(a.verdicts, a.alone, a.devices.size());
  });
  return lines;
}

BlockingLine BlockingRank::told(const Key& key, const Entry& entry, Timestamp today) const {
  BlockingLine line{.format = key.format,
                    .state = key.state,
                    .block = key.block.text(),
                    .shape = key.shape.text(),
                    .verdicts = entry.verdicts.size(),
                    .alone = entry.alone.size(),
                    .lines = entry.lines,
                    .devices = {entry.devices.begin(), entry.devices.end()},
                    .rules = {},
                    .example = entry.example,
                    .example_where = entry.example_where,
                    .opens = entry.opens,
                    .blocks = {},
                    .skeleton = {}};
  std::set<std::string> rules;
  for (const auto& [device, rule, object] : entry.verdicts)
    if (rules.insert(rule).second)
      if (const auto reads = reads_.find(rule); reads != reads_.end()) line.blocks |= reads->second & entry.opens;
  line.rules.assign(rules.begin(), rules.end());
  const bool indented = waivers::has_indented_blocks(key.format);
  std::string where;
  if (indented && entry.has_block)
    where = "block = " + literal(key.shape.pattern()) + "\n";
  else if (indented && !key.block.words.empty())
    where = fmt::format("block = {}\nline = {}\n", literal(key.block.pattern()), literal(key.shape.pattern()));
  else
    where = "line = " + literal(key.shape.pattern()) + "\n";
  line.skeleton = fmt::format(
      "[[irrelevant]]\nid = \"\"\nformat = \"{}\"\n{}domains = [{}]  # leave out what it may matter to\nbecause = "
      "\"\"\n"
      "requester = \"\"\napprover = \"\"  # another person\nticket = \"\"\ngranted = {}\nexpires = {}\n",
      key.format, where, domain_list(line.blocks), waivers::date_of(today),
      waivers::date_of(today + std::chrono::days(waivers::longest_declaration)));
  return line;
}

}  // namespace muster::app
