#include <algorithm>
#include <string>

#include "core/nearest.hpp"
#include "policy/pack_version.hpp"
#include "policy/rules.hpp"

namespace muster::policy {
namespace {

constexpr std::int64_t longest_grace = 366;  // a year of new findings that do not count is no grace any more

/// A version, or nothing after a mistake.
std::string version_at(config::Table& table, std::string_view key) {
  const std::string text = table.text(key).value_or("");
  if (text.empty() || is_version(text)) return text;
  table.error_at(key, "'" + std::string(key) + "': expected numbers with dots between them, such as \"1.4\", got '" + text + "'");
  return {};
}

void read_version(config::Table& header, Pack& pack) {
  const std::string version = version_at(header, "version");
  if (version.empty()) return;
  const bool first = pack.info.version.empty();
  if (!first && compare_versions(pack.info.version, version) != 0)
    header.error_at("version", "pack '" + pack.info.name + "' has version \"" + pack.info.version + "\" at " +
                                   to_string(pack.version_where) + "; say it once, in one of its files");
  if (!first) return;
  pack.info.version = version;
  pack.version_where = header.where("version");
}

void read_grace(config::Table& header, PackInfo& info) {
  const auto days = header.integer("grace_days");
  if (!days) return;
  if (*days < 0 || *days > longest_grace)
    header.error_at("grace_days", "'grace_days': expected 0 to " + std::to_string(longest_grace) + ", got " + std::to_string(*days));
  if (!header.has("released") || !header.has("version"))
    header.error_at("grace_days", "'grace_days' needs 'version' and 'released' beside it: the grace counts from that day");
  info.grace_days = *days;
}

void check_platform(config::Table& fixes, const std::string& name, std::span<const std::string_view> platforms) {
  if (platforms.empty() || std::ranges::find(platforms, name) != platforms.end()) return;
  std::string message = "expected a platform, got '" + name + "'";
  if (const auto near = nearest(name, platforms)) message += "; did you mean '" + std::string(*near) + "'?";
  else message += " ('muster recipe list' lists them)";
  fixes.error_at(name, std::move(message));
}

/// Without the line breaks around it: '''...''' is written over several lines.
std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  const std::size_t first = text.find_first_not_of("\r\n");
  return first == std::string::npos ? std::string() : text.substr(first);
}

void read_fixes(config::Table& table, RuleInfo& info, std::span<const std::string_view> platforms) {
  auto fixes = table.table("fix");
  if (!fixes) return;
  for (const std::string& platform : fixes->keys()) {
    check_platform(*fixes, platform, platforms);
    const auto text = fixes->text(platform);
    if (!text) continue;
    std::string lines = trimmed(*text);
    if (lines.empty()) fixes->error_at(platform, "'" + platform + "': expected configuration lines, got nothing");
    info.fixes[platform] = std::move(lines);
  }
}

}  // namespace

void read_pack_header(config::Table header, Pack& pack) {
  read_version(header, pack);
  if (const auto title = header.text("title")) pack.info.title = *title;
  if (const auto released = header.date("released")) {
    const std::string day = day_text(*released);
    if (!pack.info.released.empty() && pack.info.released != day)
      header.error_at("released", "another file of pack '" + pack.info.name + "' says " + pack.info.released + "; say it once");
    pack.info.released = day;
  }
  read_grace(header, pack.info);
  header.finish();
}

void read_rule_history(config::Table& table, Rule& rule, const PackInfo& pack, std::span<const std::string_view> platforms) {
  RuleInfo& info = rule.info;
  info.version = version_at(table, "version");
  info.since = version_at(table, "since");
  if (!info.since.empty() && pack.version.empty())
    table.error_at("since", "'since' is a version of the pack, but the pack has none: add 'version' to its [pack]");
  else if (!info.since.empty() && compare_versions(info.since, pack.version) > 0)
    table.error_at("since", "'since' is \"" + info.since + "\", later than the pack's version \"" + pack.version + "\"");
  read_fixes(table, info, platforms);
  rule.grace_until = end_of_grace(info, pack);
}

}  // namespace muster::policy
