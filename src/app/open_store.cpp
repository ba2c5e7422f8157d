#include "app/open_store.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace muster::app {
namespace {

namespace fs = std::filesystem;

fs::path key_file(const std::string& folder) { return fs::path(folder) / "seal.key"; }

bool has_database(const std::string& folder) {
  std::error_code error;
  return fs::exists(fs::path(folder) / "muster.db", error);
}

Result<crypto::KeyRing> create_key(const std::string& folder, Timestamp now) {
  if (has_database(folder))
    return fail(ErrorKind::key, "the store exists but its sealing key does not: put it back (a new key could not open what is stored)",
                {key_file(folder).string(), 0, 0});
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(ErrorKind::io, error.message(), {folder, 0, 0});
  fs::permissions(folder, fs::perms::owner_all, error);
  auto key = crypto::KeyRing::create(key_file(folder), now);
  if (key)
    fmt::print(stderr, "muster: made the store {} and its sealing key {}\nmuster: keep a copy of the key in a safe place: without it stored raw captures cannot be opened\n",
               folder, key_file(folder).string());
  return key;
}

}  // namespace

Result<store::Store> open_or_create_store(const std::string& folder, Timestamp now) {
  auto key = crypto::KeyRing::load(key_file(folder));
  if (!key && key.error().kind == ErrorKind::not_found) key = create_key(folder, now);
  if (!key) return std::unexpected(key.error());
  return store::Store::open(folder, std::move(*key));
}

Result<store::Store> open_existing_store(const std::string& folder) {
  if (!has_database(folder)) return fail(ErrorKind::not_found, "there is no store here", {folder, 0, 0});
  auto key = crypto::KeyRing::load(key_file(folder));
  if (key) return store::Store::open(folder, std::move(*key));
  if (key.error().kind != ErrorKind::not_found) return std::unexpected(key.error());
  return store::Store::open(folder, std::nullopt);
}

}  // namespace muster::app
