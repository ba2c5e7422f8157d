#include "app/run_log.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include <nlohmann/json.hpp>

#include "report/counts.hpp"
#include "report/visible_text.hpp"

namespace muster::app {
namespace {

using Json = nlohmann::ordered_json;

/// RFC 3339, UTC, with milliseconds.
std::string time_text(std::chrono::system_clock::time_point time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time - seconds).count();
  std::string text = to_string(Timestamp(seconds));  // "...Z"
  return text.insert(text.size() - 1, fmt::format(".{:03}", milliseconds));
}

Json event(const char* name) { return {{"time", time_text(std::chrono::system_clock::now())}, {"event", name}}; }

void write(std::FILE* file, const Json& json) {
  const std::string line = json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
  (void)std::fwrite(line.data(), 1, line.size(), file);
  (void)std::fflush(file);
}

Json failures(const report::RunReport& report) {
  Json counts = Json::object();
  for (const report::DeviceReport& device : report.devices)
    if (device.facts.failure != CollectionFailure::none) {
      Json& count = counts[std::string(to_string(device.facts.failure))];
      count = count.is_null() ? 1 : count.get<int>() + 1;
    }
  return counts;
}

Json verdicts(const report::RunReport& report) {
  Json counts = Json::object();
  const report::RunCounts all = report::count(report, report::RuleTable(report));
  for (std::size_t i = 0; i < all.verdicts.by_status.size(); ++i)
    counts[std::string(to_string(static_cast<VerdictStatus>(i)))] = all.verdicts.by_status[i];
  return counts;
}

}  // namespace

Result<std::unique_ptr<RunLog>> RunLog::open(const std::string& path) {
  if (path == "-") return std::unique_ptr<RunLog>(new RunLog(stderr));
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  std::FILE* const file = descriptor < 0 ? nullptr : ::fdopen(descriptor, "a");
  if (file == nullptr) return fail(ErrorKind::io, std::strerror(errno), {path, 0, 0});
  return std::unique_ptr<RunLog>(new RunLog(file));
}

void RunLog::run_begun(const RunBegin& begin) {
  Json json = event("run begun");
  json["run"] = begin.run;
  json["tool_version"] = MUSTER_VERSION;
  json["source"] = begin.source;
  json["devices"] = begin.devices;
  json["recorded_before"] = begin.recorded;
  write(file_.get(), json);
}

void RunLog::device_begun(const std::string& device) {
  Json json = event("device begun");
  json["device"] = report::valid_utf8(device);
  write(file_.get(), json);
}

void RunLog::device_finished(const DeviceEnd& end) {
  Json json = event("device finished");
  json["device"] = report::valid_utf8(end.device);
  json["platform"] = report::valid_utf8(end.platform);
  json["site"] = report::valid_utf8(end.site);
  json["failure"] = to_string(end.failure);
  json["detail"] = report::valid_utf8(end.detail);
  json["milliseconds"] = end.milliseconds;
  json["captures"] = end.captures;
  json["failed_captures"] = end.failed_captures;
  json["bytes"] = end.bytes;
  json["retries"] = end.retries;
  json["recorded_before"] = end.recorded_before;
  write(file_.get(), json);
}

void RunLog::stored(std::size_t devices, std::chrono::milliseconds duration) {
  Json json = event("stored");
  json["devices"] = devices;
  json["milliseconds"] = duration.count();
  write(file_.get(), json);
}

void RunLog::run_finished(const report::RunReport& report) {
  Json json = event("evaluated");
  json["run"] = report.run_id;
  json["evaluation"] = report.evaluation_id;
  json["verdicts"] = verdicts(report);
  write(file_.get(), json);
  json = event("run finished");
  json["run"] = report.run_id;
  json["complete"] = report.complete;
  json["seconds"] = (report.finished - report.started).count();
  json["devices"] = report.devices.size();
  json["failures"] = failures(report);
  write(file_.get(), json);
}

}  // namespace muster::app
