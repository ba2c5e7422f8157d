#include "app/option_list.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <deque>
#include <utility>

#include "app/messages.hpp"
#include "core/nearest.hpp"

namespace muster::app {

struct OptionList::Content {
  CLI::App* app;
  template <class T>
  CLI::Option* add(const char* names, T& value, const char* what) const {
    return app->add_option(names, value, what);
  }
};

struct CommandList::Content {
  CLI::App app{"Muster checks network devices for compliance: a pass is a proof, everything else says why.", "muster"};
  std::function<ExitCode()> chosen;
  std::deque<OptionList::Content> lists;
};

void OptionList::text(const char* names, std::string& value, const char* what) {
  CLI::Option* const option = content_.add(names, value, what);
  if (!value.empty()) option->capture_default_str();
}

void OptionList::optional_text(const char* names, std::string& value, const char* alone, const char* what) {
  content_.app
      ->add_option(
          names,
          [&value, alone](const CLI::results_t& given) {
            value = given.empty() || given.front().empty() ? std::string(alone) : given.front();
            return true;
          },
          what)
      ->expected(0, 1)
      ->type_name("TEXT");
}

void OptionList::choice(const char* names, std::string& value, std::vector<std::string> choices, const char* what) {
  content_.add(names, value, what)->check(CLI::IsMember(std::move(choices)));
}

void OptionList::texts(const char* names, std::vector<std::string>& values, const char* what) {
  content_.add(names, values, what);
}

void OptionList::repeated_text(const char* names, std::vector<std::string>& values, const char* what) {
  content_.add(names, values, what)->allow_extra_args(false);
}

void OptionList::number(const char* names, std::int64_t& value, std::int64_t least, std::int64_t most,
                        const char* what) {
  content_.add(names, value, what)->check(CLI::Range(least, most))->capture_default_str();
}

void OptionList::fraction(const char* names, double& value, double least, double most, const char* what) {
  content_.add(names, value, what)->check(CLI::Range(least, most));
}

void OptionList::flag(const char* names, bool& value, const char* what) { content_.app->add_flag(names, value, what); }

void OptionList::required_text(const char* names, std::string& value, const char* what) {
  content_.add(names, value, what)->required();
}

void OptionList::required_texts(const char* names, std::vector<std::string>& values, const char* what) {
  content_.add(names, values, what)->required();
}

CommandList::CommandList() : content_(std::make_unique<Content>()) {
  content_->app.require_subcommand(1);
  content_->app.set_version_flag("--version", MUSTER_VERSION);
  content_->app.footer(
      "Exit codes: 0 compliant, 1 findings, 2 usage or input error, 3 something not assessed, 130 interrupted.");
}

CommandList::~CommandList() = default;

void CommandList::group(const char* name, const char* what) {
  content_->app.add_subcommand(name, what)->require_subcommand(1);
}

OptionList CommandList::add(const char* name, const char* what, std::function<ExitCode()> action) {
  const std::string full(name);
  const std::size_t space = full.find(' ');
  CLI::App* const parent =
      space == std::string::npos ? &content_->app : content_->app.get_subcommand(full.substr(0, space));
  CLI::App* const sub = parent->add_subcommand(space == std::string::npos ? full : full.substr(space + 1), what);
  sub->callback([this, action = std::move(action)] { content_->chosen = action; });
  return OptionList(content_->lists.emplace_back(OptionList::Content{sub}));
}

namespace {

std::vector<CLI::App*> commands_of(CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

/// The command that `words` begin with, as far as there is one: options end it.
struct FoundCommand {
  CLI::App* app;
  std::string unknown;  ///< the first word that is no command where one is expected; empty: none
};

FoundCommand find_command(CLI::App& program, const std::vector<std::string>& words) {
  FoundCommand found{&program, {}};
  for (const std::string& word : words) {
    const auto commands = commands_of(*found.app);
    if (commands.empty() || word.starts_with('-')) return found;
    const auto sub = std::ranges::find_if(commands, [&](const CLI::App* each) { return each->check_name(word); });
    if (sub == commands.end()) return found.unknown = word, found;
    found.app = *sub;
  }
  return found;
}

int unknown_command(const FoundCommand& found, const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* const sub : commands_of(*found.app)) names.push_back(sub->get_name());
  const std::vector<std::string_view> views(names.begin(), names.end());
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  const bool top = found.app == &program;
  std::string message = "'" + found.unknown + "' is no command" + (top ? "" : " of '" + found.app->get_name() + "'");
  if (const auto near = nearest(found.unknown, views)) message += "; did you mean '" + std::string(*near) + "'?";
  return static_cast<int>(report_error({ErrorKind::usage, message + " (commands: " + list + ")", {}}));
}

}  // namespace

int CommandList::run(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + std::max(argc, 1));
  const bool help = !words.empty() && words.front() == "help";
  if (help) words.erase(words.begin());
  const FoundCommand found = find_command(content_->app, words);
  if (!found.unknown.empty()) return unknown_command(found, content_->app);
  if (help) words.push_back("--help");
  std::ranges::reverse(words);  // as the library wants them
  try {
    content_->app.parse(words);
  } catch (const CLI::ParseError& error) {
    const bool asked_for_help = error.get_exit_code() == 0;
    content_->app.exit(error);
    return asked_for_help ? 0 : static_cast<int>(ExitCode::usage_or_input_error);
  }
  return static_cast<int>(content_->chosen());
}

}  // namespace muster::app
