#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace muster::fleet {

/// How a platform's terminal behaves, as data. Texts have LF line ends; they go out with the dialect's own. In texts
/// `{host}`, `{user}`, `{mark}`, `{context}`, `{line}`, `{privilege}`, `{load}` and `{percent}` stand for what they
/// say.
struct Dialect {
  enum class Echo : std::uint8_t {
    plain,   ///< each character as it is typed
    redraw,  ///< prompt and line are drawn again for each character
  };
  enum class Effect : std::uint8_t { none, pager_off, pager_on, stamp_off };

  /// A line that the device knows beside its outputs.
  struct Reply {
    std::string line;  ///< the whole line; a `*` at the end stands for anything
    std::string text;
    Effect effect = Effect::none;
  };

  /// A line that changes the prompt: into a configuration mode or a context, and back.
  struct Move {
    std::string line;    ///< `{context}` in it: one of the device's contexts
    std::string prompt;  ///< from then on; empty: the ordinary one
    std::string text;
  };

  std::string name;
  std::string version;        ///< behind "SSH-2.0-"; empty: libssh's own
  std::string greeting;       ///< behind the banner
  std::string before_prompt;  ///< an empty line, a line of its own
  std::string prompt = "{host}{mark}";
  std::string unprivileged = ">";  ///< what {mark} is
  std::string privileged = "#";
  std::string line_end = "\r\n";
  std::string echo_end = "\r\n";
  Echo echo = Echo::plain;
  std::string line_password = "Password: ";
  std::string enable = "enable";  ///< empty: there is no such command
  std::string enable_password = "Password: ";
  std::string enable_denied = "% Access denied\n\n";
  std::string before_output;  ///< a line with the time, until it is switched off
  std::string invalid = "          ^\n% Invalid input detected at '^' marker.\n\n";
  std::string log_line =
      "*Nov 22 03:14:15.926: %LINEPROTO-5-UPDOWN: Line protocol on Interface Vlan7, changed state to up";
  std::string pager = " --More-- ";  ///< empty: there is none
  std::string pager_erase = "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b";
  std::size_t page_lines = 22;
  std::string mask = "*****";  ///< what stands for a secret that the account may not see
  std::string farewell;
  std::vector<std::string> logout{"exit", "quit", "logout"};
  std::vector<Reply> replies;
  std::vector<Move> moves;

  // Exec channel.
  std::string exec_invalid = "{line}: not found\n";
  bool exec_errors_on_stdout = false;
  bool exec_status = true;  ///< false: it never reports one

  /// The preset of a platform, by the name of its recipe or the beginning of it (`cisco_asa_multiple`); a platform
  /// without one is like cisco_ios.
  [[nodiscard]] static std::shared_ptr<const Dialect> of(std::string_view platform);
  /// The names of all presets.
  [[nodiscard]] static std::vector<std::string_view> presets();
};

}  // namespace muster::fleet
