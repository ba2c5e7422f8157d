#pragma once

#include <filesystem>
#include <string_view>

#include "core/result.hpp"
#include "core/secret.hpp"

namespace muster::crypto {

/// Reads a file that only its owner may read. ErrorKind::not_found if it is not there; ErrorKind::key unless it is a
/// regular file (no symbolic link) of the effective user with no permission for group and others, of at most 64 KiB.
[[nodiscard]] Result<Secret> read_private_file(const std::filesystem::path& path);

/// Writes a new file of mode 0600, whole and on disk when it returns. ErrorKind::key if `path` exists already, also if
/// another process created it at the same moment.
[[nodiscard]] Result<void> create_private_file(const std::filesystem::path& path, std::string_view content);

/// Replaces the file at once: a reader, or a crash, sees the old content or the new.
[[nodiscard]] Result<void> replace_private_file(const std::filesystem::path& path, std::string_view content);

}  // namespace muster::crypto
