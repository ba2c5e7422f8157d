#include "fleet/personality.hpp"

#include <catch2/catch.hpp>

namespace muster::fleet {
namespace {

Device router() {
  Device device;
  device.id = "r1";
  device.personality = Device::Personality::shell;
  device.outputs["show running-config"] = {"hostname r1\nend\n", 0, {}};
  return device;
}

/// What the terminal shows after the client typed.
std::string typed(Shell& shell, std::string_view text) {
  shell.type(text);
  std::string shown;
  for (Piece piece = shell.next(); !piece.nothing(); piece = shell.next()) {
    shown += piece.whole();
    if (piece.then != Piece::Then::go_on) break;
  }
  return shown;
}

TEST_CASE("fleet: a shell greets with its prompt, echoes, and answers") {
  const Device device = router();
  Shell shell(device);
  CHECK(shell.greeting().text == "\r\nr1#");
  CHECK(typed(shell, "terminal length 0\n") == "terminal length 0\r\nr1#");
  CHECK(typed(shell, "show running-config\n") == "show running-config\r\nhostname r1\r\nend\r\nr1#");
  CHECK(typed(shell, "nonsense\n").find("% Invalid input") != std::string::npos);
}

TEST_CASE("fleet: an unprivileged shell shows no configuration until enabled") {
  Device device = router();
  device.enable = "s3cret";
  Shell shell(device);
  CHECK(typed(shell, "show running-config\n").find("% Invalid input") != std::string::npos);
  CHECK(typed(shell, "enable\n") == "enable\r\nPassword: ");
  CHECK(typed(shell, "wrong\n") == "\r\n% Access denied\r\n\r\nr1>");
  CHECK(typed(shell, "enable\ns3cret\n") == "enable\r\nPassword: \r\nr1#");
}

TEST_CASE("fleet: the pager waits for a key as long as it is on") {
  Device device = router();
  device.outputs["show long"].text = std::string(30, '\n');
  Shell shell(device);
  CHECK(typed(shell, "show long\n").ends_with(" --More-- "));
  CHECK(typed(shell, " ").ends_with("\r\nr1#"));
}

TEST_CASE("fleet: an exec request yields output, error output and status") {
  Device device;
  device.outputs["/bin/true"] = {"yes\n", 3, "oh\n"};
  const Piece piece = execute(device, "/bin/true");
  CHECK(piece.whole() == "yes\n");
  CHECK(piece.error == "oh\n");
  CHECK(piece.status == 3);
  CHECK(execute(device, "/bin/false").status == 127);
}

}  // namespace
}  // namespace muster::fleet
