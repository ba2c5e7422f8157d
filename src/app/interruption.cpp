#include "app/interruption.hpp"

#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>

#include "core/exit_code.hpp"

namespace muster::app {
namespace {

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

Interruption::Interruption() {
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  watcher_ = std::jthread([this](const std::stop_token& end) {
    const sigset_t wanted = ending_signals();
    const timespec pause{0, 50'000'000};
    while (!end.stop_requested()) {
      if (sigtimedwait(&wanted, nullptr, &pause) < 0) continue;
      if (stop_.stop_requested()) ::_exit(static_cast<int>(ExitCode::interrupted));
      stop_.request_stop();
    }
  });
}

Interruption::~Interruption() {
  watcher_.request_stop();
  watcher_.join();
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace muster::app
