#include "collectors/known_devices.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <tuple>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include "collectors/read_all.hpp"
#include "collectors/unique_fd.hpp"
#include "config/toml.hpp"
#include "config/toml_text.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t most_bytes = 64U << 20U;

std::unexpected<Error> io_error(const std::filesystem::path& file) {
  return fail(ErrorKind::io, file.string() + ": " + std::strerror(errno));
}

std::string optional_line(std::string_view name, std::string_view value) {
  return value.empty() ? std::string() : fmt::format("{} = {}\n", name, config::toml_string(value));
}

std::optional<PinnedKey> read_key(config::Table& table) {
  PinnedKey key;
  key.device_id = table.required_text("device");
  key.address = table.required_text("address");
  const auto port = table.integer("port").value_or(22);
  key.port = static_cast<std::uint16_t>(port);
  if (port < 1 || port > 65535) table.error_at("port", "expected a port from 1 to 65535");
  key.key = table.required_text("key");
  if (!is_pinned_key(key.key)) table.error_at("key", "expected a key such as 'ssh-ed25519 SHA256:...'");
  if (const auto text = table.text("pinned")) {
    const auto time = parse_timestamp(*text);
    if (!time) table.error_at("pinned", "expected a time such as 2026-03-01T02:00:00Z");
    key.pinned = time.value_or(Timestamp{});
  }
  key.source = table.text("source").value_or("");
  key.by = table.text("by").value_or("");
  table.finish();
  return key;
}

Result<void> write_all(int file, std::string_view text, const std::filesystem::path& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return io_error(path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0) return io_error(path);
  return {};
}

/// So that the rename itself survives a crash.
void sync_folder(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (const UniqueFd open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)); open) (void)::fsync(open.get());
}

}  // namespace

bool is_pinned_key(std::string_view key) {
  constexpr std::string_view mark = " SHA256:";
  const std::size_t at = key.find(mark);
  if (at == std::string_view::npos || at == 0) return false;
  const auto in_type = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '@' || c == '.'; };
  const auto in_base64 = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  };
  const std::string_view digest = key.substr(at + mark.size());
  return std::ranges::all_of(key.substr(0, at), in_type) && digest.size() == 43 && std::ranges::all_of(digest, in_base64);
}

Result<KnownDevices> KnownDevices::load(const std::filesystem::path& file) {
  const UniqueFd open(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!open && errno == ENOENT) return KnownDevices{};
  if (!open) return io_error(file);
  struct stat status {};
  if (::fstat(open.get(), &status) != 0) return io_error(file);
  if ((status.st_mode & 0022U) != 0)
    return fail(ErrorKind::io, file.string() + ": others may write this file; it needs mode 0600");
  const auto text = read_all(open.get(), static_cast<std::size_t>(status.st_size), most_bytes);
  if (!text) return fail(ErrorKind::io, file.string() + ": " + std::strerror(text.error()));
  if (text->size() > most_bytes) return fail(ErrorKind::io, file.string() + ": too long for a store of host keys");
  auto document = config::Document::parse(*text, file.string());
  if (!document) return std::unexpected(document.error());
  KnownDevices known;
  config::Table root = document->root();
  for (config::Table& table : root.tables("key"))
    if (const auto key = read_key(table)) known.keys_[{key->device_id, key->address, key->port}].push_back(*key);
  root.finish();
  if (!document->errors().empty()) return std::unexpected(document->errors().front());
  return known;
}

std::vector<std::string> KnownDevices::keys(std::string_view device_id, std::string_view address, std::uint16_t port) const {
  std::vector<std::string> found;
  const auto at = keys_.find({std::string(device_id), std::string(address), port});
  if (at == keys_.end()) return found;
  for (const PinnedKey& key : at->second) found.push_back(key.key);
  return found;
}

std::vector<PinnedKey> KnownDevices::all() const {
  std::vector<PinnedKey> all;
  for (const auto& [place, keys] : keys_) all.insert(all.end(), keys.begin(), keys.end());
  return all;
}

bool KnownDevices::has_device(std::string_view device_id) const {
  const auto at = keys_.lower_bound({std::string(device_id), "", 0});
  return at != keys_.end() && at->first.device_id == device_id;
}

Result<void> KnownDevices::pin(const PinnedKey& key) {
  if (!is_pinned_key(key.key)) return fail(ErrorKind::input, "'" + key.key + "' is not a host key's fingerprint");
  if (key.device_id.empty() || key.address.empty()) return fail(ErrorKind::input, "a key needs its device and address");
  auto& present = keys_[{key.device_id, key.address, key.port}];
  if (std::ranges::find(present, key.key, &PinnedKey::key) == present.end()) present.push_back(key);
  return {};
}

std::size_t KnownDevices::forget(std::string_view device_id, std::string_view address, std::uint16_t port,
                                 std::string_view key) {
  const auto at = keys_.find({std::string(device_id), std::string(address), port});
  if (at == keys_.end()) return 0;
  const std::size_t gone = std::erase_if(at->second, [&](const PinnedKey& pinned) { return key.empty() || pinned.key == key; });
  if (at->second.empty()) keys_.erase(at);
  return gone;
}

Result<void> KnownDevices::save(const std::filesystem::path& file) const {
  std::vector<PinnedKey> sorted = all();
  std::ranges::sort(sorted, {}, [](const PinnedKey& key) { return std::tie(key.device_id, key.address, key.port, key.key); });
  std::string text = "# Host keys that a person has accepted. Written by `muster enroll`.\n";
  for (const PinnedKey& key : sorted)
    text += fmt::format("\n[[key]]\ndevice = {}\naddress = {}\nport = {}\nkey = {}\npinned = {}\n", config::toml_string(key.device_id),
                        config::toml_string(key.address), key.port, config::toml_string(key.key), config::toml_string(to_string(key.pinned))) +
            optional_line("source", key.source) + optional_line("by", key.by);
  std::string beside = file.string() + ".XXXXXX";
  const UniqueFd open(::mkostemp(beside.data(), O_CLOEXEC));  // mode 0600
  if (!open) return io_error(file);
  auto written = write_all(open.get(), text, beside);
  if (written && ::rename(beside.c_str(), file.c_str()) != 0) written = io_error(file);
  if (!written) (void)::unlink(beside.c_str());
  if (written) sync_folder(file);
  return written;
}

}  // namespace muster::collectors
