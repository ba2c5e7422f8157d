// Secrets from programs: what is taken, what is refused, what a message may say.
#include <catch2/catch.hpp>
#include <filesystem>
#include <future>

#include "collectors/secret_command.hpp"

namespace muster::collectors {
namespace {

using namespace std::chrono_literals;

Result<PrintedSecret> run(const std::string& script, Milliseconds patience = 20s) {
  return run_secret_command({"/bin/sh", "-c", script}, patience);
}

std::string refusal(const std::string& script, Milliseconds patience = 20s) {
  const auto printed = run(script, patience);
  REQUIRE_FALSE(printed);
  CHECK(printed.error().message.find("hunter2") == std::string::npos);
  return printed.error().message;
}

TEST_CASE("secret command: the first line is the secret, without its line end") {
  CHECK(run("printf 'hunter2\\n'")->secret.reveal() == "hunter2");
  CHECK(run("printf hunter2")->secret.reveal() == "hunter2");
  CHECK(run("printf ' hun ter2 \\r\\n'")->secret.reveal() == " hun ter2 ");
  CHECK_FALSE(run("printf hunter2")->lease);
}

TEST_CASE("secret command: a second line states a lease") {
  const auto printed = run("printf 'hunter2\\nexpires_in 900\\n'");
  REQUIRE(printed);
  CHECK(printed->secret.reveal() == "hunter2");
  CHECK(printed->lease == 900s);
  const std::string refused = "/bin/sh printed more than the secret: only a second line 'expires_in SECONDS' is understood";
  CHECK(refusal("printf 'hunter2\\nhunter2\\n'") == refused);
  CHECK(refusal("printf 'hunter2\\nexpires_in 0\\n'") == refused);
  CHECK(refusal("printf 'hunter2\\nexpires_in 9x\\n'") == refused);
  CHECK(refusal("printf 'hunter2\\nexpires_in 99999999999\\n'") == refused);
  CHECK(refusal("printf 'hunter2\\nexpires_in 9\\nmore\\n'") == refused);
}

TEST_CASE("secret command: messages name the program and how it ended, never its arguments or its output") {
  CHECK(refusal("echo hunter2; echo hunter2 >&2; exit 3") == "/bin/sh ended with status 3");
  CHECK(refusal("echo hunter2; kill -9 $$") == "/bin/sh was ended by signal 9");
  CHECK(refusal(": hunter2") == "/bin/sh printed no secret on its first line");
  CHECK(refusal("printf '\\nhunter2'") == "/bin/sh printed no secret on its first line");
  CHECK(refusal("printf 'hunter2\\0x'") == "/bin/sh printed a NUL in its secret");
  CHECK(refusal("printf 'hunter2\\rreload'") == "/bin/sh printed a carriage return in its secret");
  CHECK(refusal("yes hunter2") == "/bin/sh printed more than 64 KiB");
  CHECK(refusal("echo hunter2; exec sleep 1000", 50ms) == "/bin/sh took longer than 50 ms");
  CHECK(refusal("echo hunter2; exec >&-; exec sleep 1000", 50ms) == "/bin/sh took longer than 50 ms");
  const auto absent = run_secret_command({"/no/such/program", "hunter2"}, 1s);
  CHECK(absent.error().message == "/no/such/program could not be started: No such file or directory");
  CHECK_FALSE(run_secret_command({}, 1s));
}

TEST_CASE("secret command: the program gets no input, no terminal and no descriptor of ours") {
  const int open_file = ::dup(2);  // survives an exec by itself
  const auto seen = run("cat; ls -l /proc/self/fd | grep -c -e ' -> pipe' -e ' -> /dev/null' -e '/proc/'");
  const auto all = run("ls /proc/self/fd | wc -l");
  ::close(open_file);
  REQUIRE(seen);
  REQUIRE(all);
  CHECK(seen->secret.reveal() == "4");  // 0, 1, 2 and the folder itself
  CHECK(all->secret.reveal() == "4");
}

TEST_CASE("secret command: words of the command are arguments, not shell text") {
  CHECK(run_secret_command({"printf", "%s", "$HOME; `id` 'a b'"}, 20s)->secret.reveal() == "$HOME; `id` 'a b'");
}

TEST_CASE("secret command: a stopped run does not wait for the program") {
  std::stop_source source;
  auto running = std::async(std::launch::async, [&] {
    return run_secret_command({"/bin/sleep", "1000"}, 600s, source.get_token());
  });
  source.request_stop();
  const auto printed = running.get();
  REQUIRE_FALSE(printed);
  CHECK(printed.error().message == "/bin/sleep was stopped with the run");
}

}  // namespace
}  // namespace muster::collectors
