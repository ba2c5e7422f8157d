#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fleet/dialect.hpp"
#include "fleet/fault.hpp"
#include "fleet/text.hpp"

/// The simulated fleet: real SSH servers on loopback that behave like devices, well or badly.
namespace muster::fleet {

struct Output {
  Text text;          ///< with LF line ends
  int status = 0;     ///< exec only
  std::string error;  ///< standard error, exec only
};

using Outputs = std::map<std::string, Output, std::less<>>;  ///< by exact command line

/// Something that is asked before the first prompt, or by keyboard-interactive.
struct Question {
  std::string text;
  std::string answer;  ///< what is right; on a terminal with its line end, if it needs one
  bool echo = false;   ///< keyboard-interactive only
};

/// Decides over the logins of several devices, and sees how many are under way at a time. Devices that ask by
/// keyboard-interactive use it.
struct AaaServer {
  std::chrono::milliseconds answer_time{0};  ///< a login is under way at least so long
  std::atomic<unsigned> asked{0};
  std::atomic<unsigned> under_way{0};
  std::atomic<unsigned> most{0};  ///< under way at a time so far
};

struct Device {
  enum class Personality : std::uint8_t { shell, exec };

  std::string id;
  std::string address = "127.0.0.1";  ///< others of 127.0.0.0/8 share one listening socket for each port
  std::uint16_t port = 0;             ///< 0: any free one
  Personality personality = Personality::exec;
  std::shared_ptr<const Dialect> dialect{};  ///< none: as the platform cisco_ios for a shell, linux for exec channels
  std::string hostname;                      ///< of the shell's prompt; the id if empty
  std::string user = "muster";
  std::string password;    ///< empty: no password is accepted
  std::string public_key;  ///< "ssh-ed25519 AAAA..."; empty: no key is accepted
  bool interactive =
      false;  ///< asks by keyboard-interactive; without `questions` for the password, in another language
  std::vector<Question> questions{};    ///< of keyboard-interactive, all at once
  bool denies_by_asking = false;        ///< keyboard-interactive: what is refused is asked for once more
  std::shared_ptr<AaaServer> aaa{};     ///< keyboard-interactive only; may be none
  std::string issue;                    ///< before the login, as SSH knows it
  std::string banner;                   ///< shell: before the first prompt
  std::vector<Question> acknowledge{};  ///< shell: asked behind the banner, one after the other
  std::string line_password;            ///< shell: asked for before the first prompt
  std::string enable;                   ///< shell: the enable secret; empty: the prompt is privileged from the start
  int privilege = 15;                   ///< shell: what `show privilege` says
  int load = 7;                         ///< shell: of the processor, in percent
  bool early_status = false;  ///< exec: the exit status comes before the output, as OpenSSH may send it
  bool legacy = false;                  ///< speaks only algorithms of the legacy profile
  Outputs outputs;
  std::map<std::string, Outputs, std::less<>> contexts{};  ///< shell: virtual systems and what they print
  Faults fault = Fault::none;
  unsigned fault_times = 0;       ///< the faults strike in so many connections, then the device is well; 0: always
  std::size_t fault_after = 400;  ///< bytes of an output after which the fault strikes
  std::chrono::milliseconds latency{0};     ///< before each answer
  std::chrono::milliseconds grace{0};       ///< hangs up on a client that has not logged in so long after the key exchange
  std::chrono::milliseconds login_time{0};  ///< between the key exchange and the first answer to a login
  std::chrono::milliseconds slowness{0};    ///< between pieces of an output
  std::size_t piece = 4096;                 ///< size of such a piece

  [[nodiscard]] const std::string& shown_name() const { return hostname.empty() ? id : hostname; }
  [[nodiscard]] const Dialect& speech() const;
  /// What a client that understands everything takes as the output: without noise, with what was filtered or masked.
  [[nodiscard]] std::string visible(const Output& output) const;
};

}  // namespace muster::fleet
