#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "store/database.hpp"
#include "store/names.hpp"
#include "store/store.hpp"

namespace muster::store {

/// What is behind a Store. Everything that touches the database goes through `read` or `write`.
struct Store::Content {
  Content(std::string where, const std::string& file, std::optional<crypto::KeyRing> ring, const OpenOptions& options)
      : place(std::move(where)), database(file, options.busy_timeout), names(database), key(std::move(ring)) {}

  /// Calls a function that returns a Result, under the lock.
  template <class Function>
  auto read(Function function) -> decltype(function()) {
    const std::lock_guard lock(mutex);
    return guarded(place, function);
  }

  /// As `read`, in a transaction that is committed if the function succeeds, and undone otherwise.
  template <class Function>
  auto write(Function function) -> decltype(function()) {
    const std::lock_guard lock(mutex);
    auto result = guarded(place, [&] {
      Transaction transaction(database);
      auto inner = function();
      if (inner) transaction.commit();
      return inner;
    });
    if (!result) names.forget();
    return result;
  }

  std::string place;
  Database database;
  Names names;
  std::optional<crypto::KeyRing> key;
  std::mutex mutex;
};

}  // namespace muster::store
