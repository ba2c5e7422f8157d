#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "collectors/unique_fd.hpp"
#include "core/collect.hpp"

namespace muster::fleet {

/// A jump host on loopback: logs in with a password and forwards to where its routes say. Each client has a thread.
class Bastion {
 public:
  /// By "address:port" as the client asks for it; the local port that it means. What is not there is refused as
  /// administratively prohibited; port 0 is a host that does not answer.
  using Routes = std::map<std::string, std::uint16_t>;

  Bastion(std::string id, Routes routes, std::string password);
  Bastion(const Bastion&) = delete;
  Bastion& operator=(const Bastion&) = delete;
  ~Bastion();

  /// As it stands in a job. The password is taken from `variable`.
  [[nodiscard]] JumpHost jump_host(const std::string& variable = "MUSTER_TEST_PASSWORD") const;
  /// Ends every client's connection without a word.
  void kill_clients();
  /// Does so when so many forwards have been opened.
  void die_after(unsigned forwards) { die_after_ = forwards; }

  [[nodiscard]] unsigned logins() const { return logins_; }      ///< attempts
  [[nodiscard]] unsigned sessions() const { return sessions_; }  ///< connections
  /// Waits until a client has disconnected in good order; how many connections it had not closed before.
  [[nodiscard]] unsigned left_at_goodbye() const {
    goodbyes_.wait(0);
    return left_behind_;
  }
  [[nodiscard]] unsigned forwards() const { return forwards_; }

 private:
  friend class BastionClient;
  void serve(const std::stop_token& stop);

  std::string id_;
  Routes routes_;
  std::string password_;
  collectors::UniqueFd listener_;
  collectors::UniqueFd wake_;
  std::uint16_t port_ = 0;
  std::atomic<unsigned> die_after_{0};
  std::atomic<unsigned> logins_{0};
  std::atomic<unsigned> sessions_{0};
  std::atomic<unsigned> goodbyes_{0};
  std::atomic<unsigned> forwards_{0};
  std::atomic<unsigned> left_behind_{0};
  std::mutex mutex_;
  std::list<int> sockets_;  ///< of the clients, for `kill_clients`
  std::list<std::jthread> clients_;
  std::jthread thread_;
};

}  // namespace muster::fleet
