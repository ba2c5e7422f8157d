#include "store/store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "store/blobs.hpp"
#include "store/content.hpp"
#include "store/schema.hpp"

namespace muster::store {
namespace {

/// SQLite gives its other files the mode of the first; the mode must not depend on the umask.
Result<std::string> make_file(const std::filesystem::path& folder) {
  std::error_code error;
  const bool created = std::filesystem::create_directories(folder, error);
  if (error) return fail(ErrorKind::io, "cannot create " + folder.string() + ": " + error.message());
  if (created) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  const std::string file = (folder / "muster.db").string();
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return fail(ErrorKind::io, "cannot open " + file + ": " + std::strerror(errno));
  ::close(descriptor);
  return file;
}

/// The first problem that SQLite's own check names; empty if there is none.
std::string structural_problem(Database& database) {
  Query integrity(database, "PRAGMA integrity_check(1)");
  if (integrity.step() && integrity.text(0) != "ok") return integrity.text(0);
  Query references(database, "PRAGMA foreign_key_check");
  return references.step() ? "a row of " + references.text(0) + " refers to nothing" : std::string();
}

Result<void> check_blobs(Database& database, const std::optional<crypto::KeyRing>& key) {
  Query query(database, "SELECT kind, lower(hex(address)) FROM blob ORDER BY id");
  while (query.step()) {
    const bool sealed = query.as<BlobKind>(0) == BlobKind::sealed;
    if (sealed && !key) continue;
    std::optional<Error> error;
    if (sealed) {
      if (auto raw = read_raw(database, query.text(1), key); !raw) error = raw.error();
    } else if (auto text = read_redacted(database, query.text(1)); !text) {
      error = text.error();
    }
    if (error) return std::unexpected(*error);
  }
  return {};
}

}  // namespace

Store::Store(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& folder, std::optional<crypto::KeyRing> key,
                          const OpenOptions& options) {
  std::string file = ":memory:";
  if (folder != file) {
    auto made = make_file(folder);
    if (!made) return std::unexpected(std::move(made).error());
    file = std::move(*made);
  }
  return guarded(file, [&]() -> Result<Store> {
    auto content = std::make_unique<Content>(file, file, std::move(key), options);
    if (auto migrated = migrate(content->database, file); !migrated)
      return std::unexpected(std::move(migrated).error());
    return Store(std::move(content));
  });
}

const std::optional<crypto::KeyRing>& Store::key() const { return content_->key; }

Result<RedactedText> Store::redacted(std::string_view redacted_id) const {
  return content_->read([&] { return read_redacted(content_->database, redacted_id); });
}

Result<Secret> Store::raw(std::string_view sealed_id) const {
  return content_->read([&] { return read_raw(content_->database, sealed_id, content_->key); });
}

Result<void> Store::check() const {
  return content_->read([&]() -> Result<void> {
    if (const std::string problem = structural_problem(content_->database); !problem.empty())
      return fail(ErrorKind::corrupt, "the store at " + content_->place + " is damaged: " + problem);
    return check_blobs(content_->database, content_->key);
  });
}

}  // namespace muster::store
