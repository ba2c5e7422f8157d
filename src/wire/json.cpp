#include "wire/json.hpp"

#include <set>
#include <utility>

#include "wire/reader.hpp"
#include "wire/writer.hpp"

namespace muster::wire {
namespace {

constexpr std::string_view type_key = "type";
constexpr std::string_view version_key = "version";
constexpr std::uint32_t verdict_version = 1;

template <class T>
std::string write(const T& value, std::string_view type, std::uint32_t version, Payload payload = Payload::leave_out) {
  Writer writer(payload);
  fields(writer, value);
  nlohmann::json document = writer.take();
  document[std::string(type_key)] = type;
  document[std::string(version_key)] = version;
  return document.dump();
}

/// Watches the parser: nothing may be nested deeper than any of our values, and no key may stand twice.
class Watch {
 public:
  bool operator()(int depth, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
    constexpr int deepest = 16;
    if (depth > deepest) problem_ = "nested too deeply";
    using Event = nlohmann::json::parse_event_t;
    if (event == Event::object_start) keys_.emplace_back();
    if (event == Event::object_end) keys_.pop_back();
    if (event == Event::key && !keys_.back().insert(parsed.get<std::string>()).second) problem_ = "a key stands twice";
    return true;
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  std::vector<std::set<std::string>> keys_;
  std::string problem_;
};

std::unexpected<Error> wrong(std::string_view type, const std::string& message, ErrorKind kind = ErrorKind::input) {
  return fail(kind, std::string(type) + ": " + message);
}

Result<nlohmann::json> parse_document(std::string_view text, std::string_view type) {
  Watch watch;
  nlohmann::json document;
  try {
    document = nlohmann::json::parse(text, std::ref(watch));
  } catch (const nlohmann::json::parse_error& error) {
    return wrong(type, "not valid JSON at byte " + std::to_string(error.byte));
  } catch (const nlohmann::json::exception&) {
    return wrong(type, "not valid JSON");
  }
  if (!watch.problem().empty()) return wrong(type, watch.problem());
  if (!document.is_object()) return wrong(type, "expected an object");
  return document;
}

/// Takes type and version away, so that what is left are the value's own keys.
Result<void> take_head(nlohmann::json& document, std::string_view type, std::uint32_t version) {
  const auto found_type = document.find(type_key);
  if (found_type == document.end() || *found_type != type)
    return wrong(type, "/type: expected '" + std::string(type) + "'");
  const auto found_version = document.find(version_key);
  if (found_version == document.end() || !found_version->is_number_unsigned())
    return wrong(type, "/version: expected a number");
  if (*found_version != version)
    return wrong(type, "version " + found_version->dump() + ": this program reads version " + std::to_string(version),
                 ErrorKind::unsupported);
  document.erase(std::string(type_key));
  document.erase(std::string(version_key));
  return {};
}

template <class T>
Result<T> read(std::string_view text, std::string_view type, std::uint32_t version) {
  auto document = parse_document(text, type);
  if (!document) return std::unexpected(std::move(document).error());
  if (auto head = take_head(*document, type, version); !head) return std::unexpected(std::move(head).error());
  T value;
  std::optional<Error> error;
  Reader reader(*document, "", error);
  fields(reader, value);
  reader.finish();
  if (error) return wrong(type, error->message);
  return value;
}

constexpr std::string_view job_type = "collect-job";
constexpr std::string_view outcome_type = "collection-outcome";
constexpr std::string_view facts_type = "device-facts";
constexpr std::string_view manifest_type = "evaluation-manifest";
constexpr std::string_view verdict_type = "verdict";

}  // namespace

std::string to_json(const CollectJob& job) { return write(job, job_type, CollectJob::version); }
std::string to_json(const CollectionOutcome& outcome, Payload payload) {
  return write(outcome, outcome_type, CollectionOutcome::version, payload);
}
std::string to_json(const DeviceFacts& facts) { return write(facts, facts_type, DeviceFacts::version); }
std::string to_json(const EvaluationManifest& manifest) {
  return write(manifest, manifest_type, EvaluationManifest::version);
}
std::string to_json(const Verdict& verdict) { return write(verdict, verdict_type, verdict_version); }

Result<CollectJob> parse_collect_job(std::string_view json) {
  return read<CollectJob>(json, job_type, CollectJob::version);
}
Result<CollectionOutcome> parse_collection_outcome(std::string_view json) {
  return read<CollectionOutcome>(json, outcome_type, CollectionOutcome::version);
}
Result<DeviceFacts> parse_device_facts(std::string_view json) {
  return read<DeviceFacts>(json, facts_type, DeviceFacts::version);
}
Result<EvaluationManifest> parse_evaluation_manifest(std::string_view json) {
  return read<EvaluationManifest>(json, manifest_type, EvaluationManifest::version);
}
Result<Verdict> parse_verdict(std::string_view json) { return read<Verdict>(json, verdict_type, verdict_version); }

}  // namespace muster::wire
