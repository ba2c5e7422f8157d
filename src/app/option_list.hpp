#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/exit_code.hpp"

namespace muster::app {

/// The options of one command. The library that reads the command line stays behind this class: with it every file
/// that adds an option would take many seconds to compile.
class OptionList {
 public:
  struct Content;
  explicit OptionList(Content& content) : content_(content) {}

  // `names` as in "-s,--store", or "file" for a positional argument. A text's or number's present value is its default.
  void text(const char* names, std::string& value, const char* what);
  /// May stand without a value, which then is `alone`.
  void optional_text(const char* names, std::string& value, const char* alone, const char* what);
  void choice(const char* names, std::string& value, std::vector<std::string> choices, const char* what);
  void texts(const char* names, std::vector<std::string>& values, const char* what);
  /// One value each time that it is given, so that what follows is not taken for another.
  void repeated_text(const char* names, std::vector<std::string>& values, const char* what);
  void number(const char* names, std::int64_t& value, std::int64_t least, std::int64_t most, const char* what);
  void fraction(const char* names, double& value, double least, double most, const char* what);
  void flag(const char* names, bool& value, const char* what);
  void required_text(const char* names, std::string& value, const char* what);
  void required_texts(const char* names, std::vector<std::string>& values, const char* what);

 private:
  Content& content_;
};

/// All commands of the program.
class CommandList {
 public:
  CommandList();
  ~CommandList();
  CommandList(const CommandList&) = delete;
  CommandList& operator=(const CommandList&) = delete;

  /// A command that has commands of its own: add them as "NAME COMMAND", behind it.
  void group(const char* name, const char* what);

  /// A command whose options live in a value of type Options, as long as the list.
  template <class Options>
  void command(const char* name, const char* what, ExitCode (*execute)(const Options&),
               void (*add_options)(OptionList&, Options&)) {
    const auto options = std::make_shared<Options>();
    OptionList list = add(name, what, [options, execute] { return execute(*options); });
    if (add_options != nullptr) add_options(list, *options);
  }

  /// Reads the command line and runs the command that it names; "help COMMAND" is "COMMAND --help". Wrong usage is said on
  /// standard error, a command that is not known with the nearest name.
  [[nodiscard]] int run(int argc, char** argv);

 private:
  struct Content;
  OptionList add(const char* name, const char* what, std::function<ExitCode()> action);
  std::unique_ptr<Content> content_;
};

// Each group of commands adds itself.
void add_run_commands(CommandList& commands);
void add_file_commands(CommandList& commands);
void add_history_commands(CommandList& commands);
void add_list_commands(CommandList& commands);
void add_inventory_commands(CommandList& commands);
void add_query_commands(CommandList& commands);
void add_controls_commands(CommandList& commands);
void add_policy_commands(CommandList& commands);

}  // namespace muster::app
