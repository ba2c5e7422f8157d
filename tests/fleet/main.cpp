// muster_fleet SCENARIO [--pins FILE]: serves the devices of a scenario on loopback until it is told to stop.
#include <csignal>
#include <cstdio>
#include <stop_token>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <pthread.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "fleet/fleet.hpp"
#include "fleet/scenario.hpp"

namespace {

int complain(const std::vector<muster::Error>& errors) {
  for (const muster::Error& error : errors) std::fprintf(stderr, "muster_fleet: %s\n", to_string(error).c_str());
  return 2;
}

/// Signals are taken by a thread of their own: SIGTERM and SIGINT end the fleet, and so does the end of its parent.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

int serve(const std::string& scenario, const std::string& pins) {
  std::vector<muster::Error> errors;
  const auto recipes = muster::fleet::embedded_recipes(errors);
  auto devices = muster::fleet::load_scenario(scenario, recipes, errors);
  if (!errors.empty()) return complain(errors);
  auto fleet = muster::fleet::Fleet::listen(std::move(devices));
  if (!fleet) return complain({fleet.error()});
  if (!pins.empty()) {
    std::vector<muster::fleet::Device> bound;
    for (const auto& device : (*fleet)->devices()) bound.push_back(*device);
    if (auto saved = muster::fleet::enrolled_keys(bound).save(pins); !saved) return complain({saved.error()});
  }
  const sigset_t signals = block_signals();
  std::stop_source stop;
  std::jthread waiter([&] {
    int received = 0;
    sigwait(&signals, &received);
    stop.request_stop();
  });
  std::printf("muster_fleet: %zu devices ready\n", (*fleet)->devices().size());
  std::fflush(stdout);
  (*fleet)->run(stop.get_token());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const pid_t parent = getppid();
  (void)prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) return 0;
  CLI::App app("A simulated fleet: real SSH on loopback, devices that behave as a scenario says");
  std::string scenario;
  std::string pins;
  app.add_option("scenario", scenario, "TOML file with the devices")->required()->check(CLI::ExistingFile);
  app.add_option("--pins", pins, "write the host keys to enrol into this file");
  CLI11_PARSE(app, argc, argv);
  return serve(scenario, pins);
}
