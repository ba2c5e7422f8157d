#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/messages.hpp"
#include "grammars/references.hpp"

namespace muster::app {
namespace {

using grammars::ReferenceProblem;
using grammars::ReferenceProblems;
using Json = nlohmann::ordered_json;

struct FileProblems {
  std::string file;
  ReferenceProblems problems;
};

/// `NAME~SCOPE` where a name holds in a part of the device only.
std::string name_of(const ReferenceProblem& problem) {
  return problem.scope.empty() ? problem.name : problem.name + "~" + problem.scope;
}

std::string text_of(const FileProblems& of) {
  std::string text;
  for (const ReferenceProblem& problem : of.problems.undefined)
    for (const std::uint32_t line : problem.lines)
      text += fmt::format("{}:{}: {} '{}' is not defined (used as: {})\n", of.file, line, problem.kind,
                          name_of(problem), problem.context);
  for (const ReferenceProblem& problem : of.problems.unused)
    text += fmt::format("{}:{}: {} '{}' is not used\n", of.file, problem.lines.front(), problem.kind, name_of(problem));
  return text +
         fmt::format("{}: {} undefined, {} unused\n", of.file, of.problems.undefined.size(), of.problems.unused.size());
}

Json list_of(const std::vector<ReferenceProblem>& problems) {
  Json list = Json::array();
  for (const ReferenceProblem& problem : problems) {
    Json json{{"type", problem.kind}, {"name", name_of(problem)}, {"context", nullptr}, {"lines", problem.lines}};
    if (!problem.context.empty()) json["context"] = problem.context;
    list.push_back(std::move(json));
  }
  return list;
}

std::string json_of(const std::string& format, const std::vector<FileProblems>& files) {
  Json list = Json::array();
  for (const FileProblems& of : files)
    list.push_back({{"file", of.file},
                    {"format", format},
                    {"undefined", list_of(of.problems.undefined)},
                    {"unused", list_of(of.problems.unused)}});
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

ExitCode references_command(const ReferencesOptions& options) {
  const auto format = require_format(options.format);
  if (!format) return report_error(format.error());
  if ((*format)->references == nullptr)
    return report_error(
        {ErrorKind::usage, "format '" + options.format + "' has no named structures that are looked up", {}});
  std::vector<FileProblems> files;
  bool found = false;
  for (const std::string& file : options.files) {
    const auto bytes = read_file(file);
    if (!bytes) return report_error(bytes.error());
    files.push_back({file, grammars::find_problems((*format)->references(*bytes))});
    found = found || !files.back().problems.undefined.empty() || !files.back().problems.unused.empty();
  }
  std::string text;
  if (options.output == "json")
    text = json_of(options.format, files);
  else
    for (const FileProblems& of : files) text += text_of(of);
  return print(text, found ? ExitCode::findings : ExitCode::compliant);
}

}  // namespace muster::app
