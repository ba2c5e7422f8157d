#include "app/run_source.hpp"

#include "collectors/directory_source.hpp"
#include "collectors/ssh_source.hpp"

namespace muster::app {
namespace {

std::size_t size(std::int64_t number) { return static_cast<std::size_t>(number); }

}  // namespace

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
  collectors::DirectoryOptions directory;
  directory.root = options.source;
  if (options.max_age_hours > 0) directory.freshness = std::chrono::hours(options.max_age_hours);
  return std::make_unique<collectors::DirectorySource>(fleet.recipes, clock, directory);
}

}  // namespace muster::app
