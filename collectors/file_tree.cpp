#include "collectors/file_tree.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "collectors/read_all.hpp"
#include "collectors/unique_fd.hpp"

namespace muster::collectors {

namespace fs = std::filesystem;

namespace {

std::unexpected<FileFailure> unreadable(std::string detail) {
  return std::unexpected(FileFailure{CollectionFailure::unreadable, std::move(detail)});
}

bool is_hidden(const fs::path& path) { return path.filename().native().starts_with('.'); }

/// openat2(2), which has no wrapper in glibc 2.36: below `root` only, through no symbolic link.
int open_beneath(int root, const char* relative) {
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  return static_cast<int>(syscall(SYS_openat2, root, relative, &how, sizeof how));
}

/// True if somebody wrote to the file since `before`: what was read may be half of each.
bool has_changed(int file, const struct stat& before, std::size_t size) {
  struct stat after {};
  return ::fstat(file, &after) != 0 || after.st_size != before.st_size ||
         static_cast<std::size_t>(after.st_size) != size || after.st_mtim.tv_sec != before.st_mtim.tv_sec ||
         after.st_mtim.tv_nsec != before.st_mtim.tv_nsec;
}

}  // namespace

std::expected<FileTree, FileFailure> FileTree::list(const fs::path& root, int max_depth) {
  FileTree tree;
  tree.root_ = root;
  std::error_code error;
  fs::recursive_directory_iterator at(root, fs::directory_options::skip_permission_denied, error);
  if (error) return unreadable(root.string() + ": " + error.message());
  for (const fs::recursive_directory_iterator end; at != end; at.increment(error)) {
    if (error) return unreadable(root.string() + ": " + error.message());
    const fs::file_status status = at->symlink_status(error);
    if (error || is_hidden(at->path()) || at.depth() + 1 >= max_depth) at.disable_recursion_pending();
    if (error || is_hidden(at->path())) continue;
    const std::string relative = at->path().lexically_relative(root).string();
    if (fs::is_directory(status)) tree.add_folder(relative);
    if (fs::is_regular_file(status)) tree.add_file(relative);
  }
  if (error) return unreadable(root.string() + ": " + error.message());  // which has ended the loop
  return tree;
}

std::expected<FileContent, FileFailure> FileTree::read(const std::string& relative, std::size_t max_bytes) const {
  const UniqueFd root(::open(root_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return unreadable(root_.string() + ": " + std::strerror(errno));
  const UniqueFd file(open_beneath(root.get(), relative.c_str()));
  if (!file) return unreadable(relative + ": " + std::strerror(errno));
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
    return unreadable(relative + ": not a regular file");
  auto bytes = read_all(file.get(), static_cast<std::size_t>(status.st_size), max_bytes);
  if (!bytes) return unreadable(relative + ": " + std::strerror(bytes.error()));
  if (bytes->size() > max_bytes)
    return std::unexpected(
        FileFailure{CollectionFailure::oversize, relative + ": more than " + std::to_string(max_bytes) + " bytes"});
  if (has_changed(file.get(), status, bytes->size())) return unreadable(relative + ": it was written to meanwhile");
  return FileContent{std::move(*bytes), Timestamp(std::chrono::seconds(status.st_mtim.tv_sec)), "file:" + relative};
}

}  // namespace muster::collectors
