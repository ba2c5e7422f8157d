#include "collectors/directory_source.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "collectors/completeness.hpp"
#include "collectors/file_tree.hpp"

namespace muster::collectors {

namespace {

constexpr std::chrono::minutes clock_tolerance(5);

/// Reads what belongs to one device.
class DeviceReader {
 public:
  DeviceReader(const FileTree& tree, const DirectoryOptions& options, Timestamp now, const CollectJob& job)
      : tree_(tree), options_(options), now_(now), name_(job.member.empty() ? job.device_id : job.member) {}

  void read(const Recipe& recipe, CollectionOutcome& outcome) const {
    const std::vector<std::string> folders = tree_.folders_named(name_);
    for (const RecipeCommand& command : recipe.commands) {
      const bool first = &command == &recipe.commands.front();
      outcome.captures.push_back(capture(command, candidates(folders, command, first)));
    }
    const bool found = std::ranges::any_of(outcome.captures, [](const Capture& one) { return !one.sent.empty(); });
    if (found) return;
    outcome.failure = CollectionFailure::unreadable;
    outcome.detail = "no file for '" + name_ + "' in " + options_.root.string();
  }

 private:
  [[nodiscard]] std::vector<std::string> candidates(const std::vector<std::string>& folders, const RecipeCommand& command,
                                                    bool first) const {
    std::vector<std::string> found;
    for (const std::string& folder : folders)
      for (std::string& file : tree_.files_in(folder, command.name)) found.push_back(std::move(file));
    if (folders.empty() && first) return tree_.files_named(name_);
    return found;
  }

  [[nodiscard]] Capture capture(const RecipeCommand& command, const std::vector<std::string>& files) const {
    Capture capture;
    capture.command = command.name;
    capture.format = command.format;
    capture.started = capture.finished = capture.content_time = now_;
    capture.normaliser_version = normaliser_version;
    if (files.empty()) return failed(capture, CollectionFailure::unreadable, "no file for this command");
    capture.sent = files.front();
    capture.source = "file:" + files.front();
    if (files.size() > 1)
      return failed(capture, CollectionFailure::unreadable, fmt::format("more than one file: {}, {}", files[0], files[1]));
    const std::size_t most = std::min(options_.max_file_bytes, command.max_bytes);
    auto content = tree_.read(files.front(), most);
    if (!content) return failed(capture, content.error().failure, content.error().detail);
    capture.content_time = content->modified;
    return judged(std::move(capture), command, std::move(content->bytes));
  }

  [[nodiscard]] Capture judged(Capture capture, const RecipeCommand& command, std::string bytes) const {
    if (const auto age = now_ - capture.content_time; options_.freshness && age > *options_.freshness)
      return failed(capture, CollectionFailure::stale, "changed last at " + to_string(capture.content_time));
    if (options_.freshness && capture.content_time - now_ > clock_tolerance)
      return failed(capture, CollectionFailure::stale, "its time is in the future: " + to_string(capture.content_time));
    std::string text = normalised(bytes);
    if (!command.end.empty() && last_line(text) != command.end)
      return failed(capture, CollectionFailure::truncated, "the last line is not '" + command.end + "'");
    capture.bytes = std::move(text);
    return capture;
  }

  static Capture failed(Capture capture, CollectionFailure failure, std::string detail) {
    capture.failure = failure;
    capture.detail = std::move(detail);
    return capture;
  }

  const FileTree& tree_;
  const DirectoryOptions& options_;
  Timestamp now_;
  std::string name_;
};

}  // namespace

void DirectorySource::collect(std::span<const CollectJob> jobs, CollectionSink& sink, std::stop_token stop) {
  const auto tree = FileTree::list(options_.root, options_.max_depth);
  for (const CollectJob& job : jobs) {
    sink.begun(job);
    CollectionOutcome outcome = outcome_for(job);
    const auto recipe = recipes_.compose(job.platform, job.features);
    if (recipe) outcome.platform = recipe->platform;
    if (stop.stop_requested())
      fail_whole(outcome, recipe ? &*recipe : nullptr, CollectionFailure::cancelled, "the run was stopped");
    else if (!recipe)
      fail_whole(outcome, recipe ? &*recipe : nullptr, CollectionFailure::unreadable, recipe.error().message);
    else if (!tree)
      fail_whole(outcome, recipe ? &*recipe : nullptr, tree.error().failure, tree.error().detail);
    else
      DeviceReader(*tree, options_, clock_.now(), job).read(*recipe, outcome);
    sink.deliver(std::move(outcome));
  }
}

}  // namespace muster::collectors
