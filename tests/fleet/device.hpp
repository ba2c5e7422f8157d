#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

/// The simulated fleet: real SSH servers on loopback that behave like devices, well or badly.
namespace muster::fleet {

/// What is wrong with a device.
enum class Fault : std::uint8_t {
  none,
  drop,        ///< the connection breaks in the middle of an output
  close,       ///< the channel is closed in good order in the middle of an output
  cut,         ///< the output stops in the middle, and the prompt (or a success) follows as if nothing were wrong
  stall,       ///< silence in the middle of an output
  deny,        ///< every login is refused
  garbage,     ///< after the login: bytes without sense instead of a prompt or an output
  not_ssh,     ///< bytes without sense instead of the SSH version line
  silent,      ///< accepts the connection and says nothing
  changed_key, ///< another host key than the one that was enrolled
  pager,       ///< ignores the command that turns the pager off
  no_echo,     ///< does not echo what it is sent
};

struct Output {
  std::string text;  ///< with LF line ends
  int status = 0;    ///< exec only
  std::string error; ///< standard error, exec only
};

struct Device {
  enum class Personality : std::uint8_t { shell, exec };

  std::string id;
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any free one
  Personality personality = Personality::exec;
  std::string hostname;    ///< of the shell's prompt; the id if empty
  std::string user = "muster";
  std::string password;    ///< empty: no password is accepted
  std::string public_key;  ///< "ssh-ed25519 AAAA..."; empty: no key is accepted
  bool interactive = false;  ///< asks for the password by keyboard-interactive, in another language
  std::string enable;      ///< shell: the enable secret; empty: the prompt is privileged from the start
  int privilege = 15;      ///< shell: what `show privilege` says
  std::string banner;      ///< shell: before the first prompt
  bool legacy = false;     ///< speaks only algorithms of the legacy profile
  std::map<std::string, Output, std::less<>> outputs;  ///< by exact command line
  Fault fault = Fault::none;
  std::size_t fault_after = 400;            ///< bytes of an output after which the fault strikes
  std::chrono::milliseconds slowness{0};    ///< between pieces of an output
  std::size_t piece = 4096;                 ///< size of such a piece
};

}  // namespace muster::fleet
