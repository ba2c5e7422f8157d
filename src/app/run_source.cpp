#include "app/run_source.hpp"

#include "collectors/directory_source.hpp"
#include "collectors/git_source.hpp"
#include "collectors/ssh_source.hpp"

namespace muster::app {
namespace {

std::size_t size(std::int64_t number) { return static_cast<std::size_t>(number); }

/// "git+PATH" or "git+PATH#REF".
std::optional<collectors::GitOptions> git_options(std::string_view source) {
  constexpr std::string_view mark = "git+";
  if (!source.starts_with(mark)) return std::nullopt;
  source.remove_prefix(mark.size());
  const std::size_t hash = source.rfind('#');
  collectors::GitOptions options;
  options.repository = source.substr(0, hash);
  if (hash != std::string_view::npos) options.reference = source.substr(hash + 1);
  return options;
}

}  // namespace

std::string_view source_kind(const RunOptions& options) {
  if (options.source.empty()) return "ssh";
  return git_options(options.source) ? "git" : "directory";
}

collectors::SshOptions ssh_options(const RunOptions& options) {
  collectors::SshOptions ssh;
  collectors::Kindness& kindness = ssh.kindness;
  kindness.in_flight = size(options.in_flight);
  kindness.per_site = size(options.per_site);
  kindness.logins_per_domain = size(options.logins_per_domain);
  kindness.login_interval = collectors::Milliseconds(options.login_interval);
  kindness.canaries = size(options.canaries);
  kindness.retries = static_cast<unsigned>(options.retries);
  kindness.retry_delay = std::chrono::seconds(options.retry_delay);
  kindness.denials = static_cast<unsigned>(options.denials);
  kindness.unreachable_per_site = static_cast<unsigned>(options.unreachable_per_site);
  ssh.deadlines.idle = ssh.deadlines.prompt = std::chrono::seconds(options.idle_timeout);
  ssh.record = !options.record.empty();
  return ssh;
}

std::unique_ptr<collectors::Source> make_source(const RunOptions& options, const Fleet& fleet,
                                                const collectors::Clock& clock, RunListener& listener) {
  if (options.source.empty()) {
    collectors::SshOptions ssh = ssh_options(options);
    ssh.on_progress = [&listener](const collectors::CollectionCounts& counts) { listener.sessions(counts.in_flight); };
    return std::make_unique<collectors::SshSource>(fleet.recipes, clock, std::move(ssh));
  }
  std::optional<std::chrono::seconds> freshness;
  if (options.max_age_hours > 0) freshness = std::chrono::hours(options.max_age_hours);
  if (const auto git = git_options(options.source)) {
    collectors::GitOptions with = *git;
    with.freshness = freshness;
    return std::make_unique<collectors::GitSource>(fleet.recipes, clock, std::move(with));
  }
  collectors::DirectoryOptions directory;
  directory.root = options.source;
  directory.freshness = freshness;
  return std::make_unique<collectors::DirectorySource>(fleet.recipes, clock, directory);
}

}  // namespace muster::app
