#include "collectors/tree_source.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "collectors/capture_check.hpp"
#include "collectors/completeness.hpp"
#include "collectors/export_index.hpp"

namespace muster::collectors {

namespace {

constexpr std::chrono::minutes clock_tolerance(5);
constexpr std::size_t max_index_bytes = 64U << 20U;

/// How many devices have a name.
using DeviceNames = std::map<std::string, std::size_t, std::less<>>;

/// Where the content of a command stands, and when it was true if the index says so.
struct Candidate {
  std::string file;
  std::string source{};
  std::optional<Timestamp> exported{};
};

/// Reads what belongs to one device.
class DeviceReader {
 public:
  /// `names` are those of all devices.
  DeviceReader(const ConfigTree& tree, const TreeOptions& options, Timestamp now, const Recipe& recipe,
               const DeviceNames& names)
      : tree_(tree), options_(options), now_(now), recipe_(recipe), names_(names) {}

  void read_named(const std::string& name, CollectionOutcome& outcome) const {
    const std::vector<std::string> folders = tree_.folders_named(name);
    for (const RecipeCommand& command : recipe_.commands) {
      const bool first = &command == &recipe_.commands.front();
      outcome.captures.push_back(capture(command, candidates(name, folders, command, first)));
    }
    const bool found = std::ranges::any_of(outcome.captures, [](const Capture& one) { return !one.source.empty(); });
    if (found) return;
    outcome.failure = CollectionFailure::unreadable;
    outcome.detail = "no file for '" + name + "' in " + options_.where;
  }

  void read_exported(const ExportedDevice& device, CollectionOutcome& outcome) const {
    for (const RecipeCommand& command : recipe_.commands) {
      std::vector<Candidate> found;
      for (const ExportedFile& file : device.files)
        if (file.command == command.name)
          found.push_back({file.file, fmt::format("export:{}:{}", file.tool, file.file), file.exported});
      outcome.captures.push_back(capture(command, found));
    }
  }

 private:
  [[nodiscard]] std::vector<Candidate> candidates(const std::string& name, const std::vector<std::string>& folders,
                                                  const RecipeCommand& command, bool first) const {
    std::vector<Candidate> found;
    for (const std::string& folder : folders)
      for (std::string& file : tree_.files_in(folder, command.name)) found.push_back({std::move(file)});
    if (folders.empty() && first)
      for (std::string& file : tree_.files_named(name))
        if (!is_of_another(file, name)) found.push_back({std::move(file)});
    return found;
  }

  /// `core.north` is the file of the device of that name, not one of `core` with an ending.
  [[nodiscard]] bool is_of_another(const std::string& file, const std::string& name) const {
    const std::string whole = std::filesystem::path(file).filename().string();
    return whole != name && names_.contains(whole);
  }

  [[nodiscard]] Capture capture(const RecipeCommand& command, const std::vector<Candidate>& files) const {
    Capture capture = capture_of(command, now_);
    capture.sent.clear();
    capture.finished = capture.content_time = now_;
    if (files.empty()) return failed(capture, CollectionFailure::unreadable, "no file for this command");
    const Candidate& file = files.front();
    capture.sent = file.file;
    capture.source = file.source.empty() ? "file:" + file.file : file.source;
    if (files.size() > 1)
      return failed(capture, CollectionFailure::unreadable,
                    fmt::format("more than one file: {}, {}", files[0].file, files[1].file));
    auto content = tree_.read(file.file, std::min(options_.max_file_bytes, command.max_bytes));
    if (!content) return failed(capture, content.error().failure, content.error().detail);
    capture.content_time = file.exported.value_or(content->modified);
    if (file.source.empty()) capture.source = content->source;
    return judged(std::move(capture), command, content->bytes, file.exported ? "exported at " : "changed last at ");
  }

  [[nodiscard]] Capture judged(Capture capture, const RecipeCommand& command, std::string_view bytes,
                               std::string_view what) const {
    if (const auto age = now_ - capture.content_time; options_.freshness && age > *options_.freshness)
      return failed(capture, CollectionFailure::stale, std::string(what) + to_string(capture.content_time));
    if (options_.freshness && capture.content_time - now_ > clock_tolerance)
      return failed(capture, CollectionFailure::stale, "its time is in the future: " + to_string(capture.content_time));
    judge_output(capture, command, recipe_, {}, normalised(bytes));
    return capture;
  }

  static Capture failed(Capture capture, CollectionFailure failure, std::string detail) {
    fail_capture(capture, failure, std::move(detail));
    return capture;
  }

  const ConfigTree& tree_;
  const TreeOptions& options_;
  Timestamp now_;
  const Recipe& recipe_;
  const DeviceNames& names_;
};

/// One source at work on its jobs.
class TreeCollection {
 public:
  TreeCollection(const std::expected<const ConfigTree*, FileFailure>& tree, const TreeOptions& options,
                 const RecipeBook& recipes, std::span<const CollectJob> jobs)
      : options_(options), recipes_(recipes) {
    for (const CollectJob& job : jobs) ++names_[name_of(job)];
    if (tree)
      tree_ = *tree;
    else
      broken_ = tree.error();
    if (tree_ != nullptr) read_index();
  }

  [[nodiscard]] CollectionOutcome collect(const CollectJob& job, Timestamp now, bool stopped) const {
    CollectionOutcome outcome = outcome_for(job);
    const ExportedDevice* const exported = find_exported(job);
    const bool is_open = job.platform == "auto";
    const std::string platform = is_open && exported != nullptr ? exported->platform : job.platform;
    const auto recipe = recipes_.compose(platform, job.features);
    if (recipe) outcome.platform = recipe->platform;
    const auto fail = [&](CollectionFailure failure, const std::string& detail) {
      fail_whole(outcome, recipe ? &*recipe : nullptr, failure, detail);
      return std::move(outcome);
    };
    if (stopped) return fail(CollectionFailure::cancelled, "the run was stopped");
    if (broken_) return fail(broken_->failure, broken_->detail);
    if (index_ && exported == nullptr)
      return fail(CollectionFailure::unreadable, "the export has nothing of this device");
    if (is_open && !index_)
      return fail(CollectionFailure::unreadable,
                  "its platform is 'auto', which files cannot tell: name it in the inventory");
    if (!recipe) return fail(CollectionFailure::unreadable, recipe.error().message);
    if (exported != nullptr && exported->platform != platform)
      return fail(CollectionFailure::unreadable,
                  fmt::format("exported as {}, the inventory says {}", exported->platform, platform));
    if (exported == nullptr && names_.at(name_of(job)) > 1)
      return fail(CollectionFailure::unreadable,
                  fmt::format("more than one device is named '{}': nobody can tell whose file that is", name_of(job)));
    const DeviceReader reader(*tree_, options_, now, *recipe, names_);
    if (exported != nullptr)
      reader.read_exported(*exported, outcome);
    else
      reader.read_named(name_of(job), outcome);
    return outcome;
  }

 private:
  static const std::string& name_of(const CollectJob& job) { return job.member.empty() ? job.device_id : job.member; }

  void read_index() {
    const std::string name(ExportIndex::file_name);
    const auto files = tree_->files_named(name);
    if (std::ranges::find(files, name) == files.end()) return;
    const auto text = tree_->read(name, max_index_bytes);
    if (!text) return (void)(broken_ = text.error());
    auto index = ExportIndex::read(text->bytes, name);
    if (index)
      index_ = std::move(*index);
    else
      broken_ = FileFailure{CollectionFailure::unreadable, to_string(index.error().front())};
  }

  [[nodiscard]] const ExportedDevice* find_exported(const CollectJob& job) const {
    if (!index_) return nullptr;
    return index_->find(job.member.empty() ? job.device_id : job.device_id + "/" + job.member);
  }

  const TreeOptions& options_;
  const RecipeBook& recipes_;
  const ConfigTree* tree_ = nullptr;
  std::optional<FileFailure> broken_;
  std::optional<ExportIndex> index_;
  DeviceNames names_;
};

}  // namespace

void collect_from(const std::expected<const ConfigTree*, FileFailure>& tree, const TreeOptions& options,
                  const RecipeBook& recipes, const Clock& clock, std::span<const CollectJob> jobs, CollectionSink& sink,
                  const std::stop_token& stop) {
  const TreeCollection collection(tree, options, recipes, jobs);
  for (const CollectJob& job : jobs) {
    sink.begun(job);
    sink.deliver(collection.collect(job, clock.now(), stop.stop_requested()));
  }
}

}  // namespace muster::collectors
