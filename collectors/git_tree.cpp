#include "collectors/git_tree.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <git2.h>

namespace muster::collectors {

namespace {

template <class T, void (*free_it)(T*)>
struct GitDeleter {
  void operator()(T* object) const { free_it(object); }
};
template <class T, void (*free_it)(T*)>
using GitHandle = std::unique_ptr<T, GitDeleter<T, free_it>>;

using RepositoryHandle = GitHandle<git_repository, git_repository_free>;
using ObjectHandle = GitHandle<git_object, git_object_free>;
using ReferenceHandle = GitHandle<git_reference, git_reference_free>;
using CommitHandle = GitHandle<git_commit, git_commit_free>;
using TreeHandle = GitHandle<git_tree, git_tree_free>;
using BlobHandle = GitHandle<git_blob, git_blob_free>;
using OdbHandle = GitHandle<git_odb, git_odb_free>;
using WalkHandle = GitHandle<git_revwalk, git_revwalk_free>;

/// The library, with nothing of the user's or the system's configuration. Repositories of backup tools belong to other
/// accounts; what the library guards against by refusing them, programs named in their configuration, it never runs
/// for reading objects.
class Library {
 public:
  Library() {
    git_libgit2_init();
    for (const int level :
         {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA})
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() { git_libgit2_shutdown(); }
};

FileFailure git_failure(const std::string& what) {
  const git_error* const error = git_error_last();
  return {CollectionFailure::unreadable, what + ": " + (error == nullptr ? "not readable" : error->message)};
}

/// Names of a hostile repository go into reports: no control characters, nothing that looks like a path.
bool is_plain(std::string_view name) {
  return !name.empty() && !name.starts_with('.') &&
         std::ranges::none_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f || c == '/' || c == '\\'; });
}

std::string hex(const git_oid& id) {
  std::string text(GIT_OID_HEXSZ, '\0');
  git_oid_fmt(text.data(), &id);
  return text;
}

Timestamp commit_time(const git_commit* commit) { return Timestamp(std::chrono::seconds(git_commit_time(commit))); }

struct File {
  git_oid blob{};
  bool is_dated = false;
  Timestamp changed{};
  git_oid commit{};  ///< that brought the content
};

using Files = std::unordered_map<std::string, File>;

CommitHandle lookup_commit(git_repository* repository, const git_oid& id) {
  git_commit* commit = nullptr;
  git_commit_lookup(&commit, repository, &id);
  return CommitHandle(commit);
}

TreeHandle tree_of(const git_commit* commit) {
  git_tree* tree = nullptr;
  git_commit_tree(&tree, commit);
  return TreeHandle(tree);
}

/// Walks back from the commit until each file has met the one that brought its content.
class Dating {
 public:
  Dating(git_repository* repository, Files& files, std::size_t max_commits, std::optional<Timestamp> horizon)
      : repository_(repository), files_(files), open_(files.size()), left_(max_commits), horizon_(horizon) {}

  /// False if the history cannot be read.
  bool run(const git_oid& tip) {
    git_revwalk* raw = nullptr;
    if (git_revwalk_new(&raw, repository_) != 0) return false;
    const WalkHandle walk(raw);
    git_revwalk_sorting(raw, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
    if (git_revwalk_push(raw, &tip) != 0) return false;
    git_oid id{};
    int rc = 0;
    while (open_ > 0 && (rc = git_revwalk_next(&id, raw)) == 0) {
      const auto commit = lookup_commit(repository_, id);
      if (!commit) return false;
      last_ = commit_time(commit.get());
      last_id_ = id;
      if (left_-- == 0 || (horizon_ && last_ < *horizon_)) break;
      if (!visit(commit.get(), id)) return false;
    }
    date_the_rest();
    return rc == 0 || rc == GIT_ITEROVER;
  }

 private:
  bool visit(const git_commit* commit, const git_oid& id) {
    const unsigned parents = git_commit_parentcount(commit);
    if (parents > 1) return visit_merge(commit, id, parents);
    const TreeHandle after = tree_at(*git_commit_tree_id(commit));
    if (!after) return false;
    if (parents == 1 && !read_parent(commit, 0)) return false;
    return compare(parents == 1 ? kept_.get() : nullptr, after.get(), "",
                   [&](const std::string& path, const git_oid& blob) { date(path, blob, id); });
  }

  /// A merge brought only what differs from each of its parents.
  bool visit_merge(const git_commit* commit, const git_oid& id, unsigned parents) {
    const TreeHandle after = tree_at(*git_commit_tree_id(commit));
    std::unordered_map<std::string, std::pair<unsigned, git_oid>> changes;
    for (unsigned i = 0; after && i < parents; ++i) {
      const bool read = read_parent(commit, i) &&
                        compare(kept_.get(), after.get(), "", [&](const std::string& path, const git_oid& blob) {
                          ++changes.try_emplace(path, 0U, blob).first->second.first;
                        });
      if (!read) return false;
    }
    for (const auto& [path, change] : changes)
      if (change.first == parents) date(path, change.second, id);
    return after != nullptr;
  }

  /// The tree of a parent, into `kept_`: in a straight history the walk comes to it next, and it is parsed once.
  bool read_parent(const git_commit* commit, unsigned number) {
    git_commit* raw = nullptr;
    if (git_commit_parent(&raw, commit, number) != 0) return false;
    const CommitHandle parent(raw);
    kept_ = tree_at(*git_commit_tree_id(raw));
    return kept_ != nullptr;
  }

  TreeHandle tree_at(const git_oid& id) {
    if (kept_ && git_oid_equal(git_tree_id(kept_.get()), &id) != 0) return std::move(kept_);
    git_tree* tree = nullptr;
    git_tree_lookup(&tree, repository_, &id);
    return TreeHandle(tree);
  }

  /// Visits the files of `after` that are not so in `before`, which may be null. Entries of both are in Git's order,
  /// and equal folders are not entered. False if an object cannot be read.
  template <class Visit>
  bool compare(const git_tree* before, const git_tree* after, const std::string& prefix, Visit visit, int depth = 0) {
    if (depth == deepest) return true;
    const std::size_t before_count = before == nullptr ? 0 : git_tree_entrycount(before);
    std::size_t at = 0;
    for (std::size_t i = 0; i < git_tree_entrycount(after); ++i) {
      const git_tree_entry* const entry = git_tree_entry_byindex(after, i);
      const git_tree_entry* old = nullptr;
      for (; at < before_count; ++at) {
        old = git_tree_entry_byindex(before, at);
        if (git_tree_entry_cmp(old, entry) >= 0) break;
      }
      const bool stood = at < before_count && git_tree_entry_cmp(old, entry) == 0;
      if (stood && git_oid_equal(git_tree_entry_id(old), git_tree_entry_id(entry)) != 0) continue;
      const std::string path = prefix + git_tree_entry_name(entry);
      if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB) visit(path, *git_tree_entry_id(entry));
      if (git_tree_entry_type(entry) == GIT_OBJECT_TREE &&
          !compare_folders(stood ? old : nullptr, entry, path + "/", visit, depth + 1))
        return false;
    }
    return true;
  }

  template <class Visit>
  bool compare_folders(const git_tree_entry* old, const git_tree_entry* entry, const std::string& prefix, Visit visit,
                       int depth) {
    git_tree* after = nullptr;
    if (git_tree_lookup(&after, repository_, git_tree_entry_id(entry)) != 0) return false;
    const TreeHandle after_handle(after);
    git_tree* before = nullptr;
    const bool was_folder = old != nullptr && git_tree_entry_type(old) == GIT_OBJECT_TREE;
    if (was_folder && git_tree_lookup(&before, repository_, git_tree_entry_id(old)) != 0) return false;
    const TreeHandle before_handle(before);
    return compare(before, after, prefix, visit, depth);
  }

  /// A change that a later one has replaced, on this or another branch, has another content than the file has now.
  void date(const std::string& path, const git_oid& blob, const git_oid& commit) {
    const auto at = files_.find(path);
    if (at == files_.end() || at->second.is_dated || git_oid_equal(&at->second.blob, &blob) == 0) return;
    at->second.is_dated = true;
    at->second.changed = last_;
    at->second.commit = commit;
    --open_;
  }

  void date_the_rest() {
    for (auto& [path, file] : files_) {
      if (file.is_dated) continue;
      file.changed = last_;
      file.commit = last_id_;
    }
  }

  static constexpr int deepest = 64;  ///< folders of a hostile history

  git_repository* repository_;
  TreeHandle kept_;
  Files& files_;
  std::size_t open_;
  std::size_t left_;
  std::optional<Timestamp> horizon_;
  Timestamp last_{};
  git_oid last_id_{};
};

}  // namespace

struct GitTree::Repository {
  Library library;
  RepositoryHandle handle;
  OdbHandle objects;
  git_oid tip{};
  Files files;

  bool open(const GitOptions& options) {
    git_repository* raw = nullptr;
    const int rc = git_repository_open_ext(&raw, options.repository.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
    handle.reset(raw);
    git_odb* odb = nullptr;
    if (rc != 0 || git_repository_odb(&odb, raw) != 0) return false;
    objects.reset(odb);
    return true;
  }

  /// A name is looked up before anything else that the text may mean: revparse leaks it where its commit is missing.
  bool find_tip(const std::string& reference) {
    git_object* found = nullptr;
    git_reference* raw = nullptr;
    if (git_reference_dwim(&raw, handle.get(), reference.c_str()) == 0) {
      const ReferenceHandle named(raw);
      if (git_reference_peel(&found, raw, GIT_OBJECT_COMMIT) != 0) return false;
    } else {
      git_object* object = nullptr;
      if (git_revparse_single(&object, handle.get(), reference.c_str()) != 0) return false;
      const ObjectHandle owner(object);
      if (git_object_peel(&found, object, GIT_OBJECT_COMMIT) != 0) return false;
    }
    const ObjectHandle commit(found);
    tip = *git_object_id(found);
    return true;
  }
};

namespace {

/// Lists a tree and what lies below it. False if an object cannot be read or there are too many entries.
struct Listing {
  git_repository* repository;
  Files& files;
  std::vector<std::string> folders{};
  std::size_t entries_left;

  bool list(const git_tree* tree, const std::string& prefix, int depth_left) {
    for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) {
      if (entries_left-- == 0) return git_error_set_str(GIT_ERROR_TREE, "too many files"), false;
      const git_tree_entry* const entry = git_tree_entry_byindex(tree, i);
      const std::string name = git_tree_entry_name(entry);
      if (!is_plain(name)) continue;
      const git_filemode_t mode = git_tree_entry_filemode(entry);
      if (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE)
        files[prefix + name].blob = *git_tree_entry_id(entry);
      if (mode == GIT_FILEMODE_TREE && depth_left > 1 &&
          !list_folder(*git_tree_entry_id(entry), prefix + name, depth_left - 1))
        return false;
    }
    return true;
  }

  bool list_folder(const git_oid& id, const std::string& path, int depth_left) {
    git_tree* raw = nullptr;
    if (git_tree_lookup(&raw, repository, &id) != 0) return false;
    const TreeHandle tree(raw);
    folders.push_back(path);
    return list(raw, path + "/", depth_left);
  }
};

}  // namespace

GitTree::GitTree(std::unique_ptr<Repository> repository) : repository_(std::move(repository)) {}
GitTree::~GitTree() = default;

std::expected<std::unique_ptr<GitTree>, FileFailure> GitTree::open(const GitOptions& options, Timestamp now) {
  auto repository = std::make_unique<Repository>();
  if (!repository->open(options)) return std::unexpected(git_failure(options.repository.string()));
  if (!repository->find_tip(options.reference))
    return std::unexpected(git_failure(options.repository.string() + " at " + options.reference));
  const auto commit = lookup_commit(repository->handle.get(), repository->tip);
  const TreeHandle root = commit ? tree_of(commit.get()) : TreeHandle();
  Listing listing{repository->handle.get(), repository->files, {}, options.max_entries};
  if (!root || !listing.list(root.get(), "", options.max_depth))
    return std::unexpected(git_failure(options.repository.string()));
  std::optional<Timestamp> horizon;
  if (options.freshness) horizon = now - *options.freshness;
  Dating dating(repository->handle.get(), repository->files, options.max_commits, horizon);
  if (!dating.run(repository->tip)) return std::unexpected(git_failure(options.repository.string()));
  std::unique_ptr<GitTree> tree(new GitTree(std::move(repository)));
  for (const std::string& folder : listing.folders) tree->add_folder(folder);
  for (const auto& [path, file] : tree->repository_->files) tree->add_file(path);
  return tree;
}

std::expected<FileContent, FileFailure> GitTree::read(const std::string& relative, std::size_t max_bytes) const {
  const auto at = repository_->files.find(relative);
  if (at == repository_->files.end())
    return std::unexpected(FileFailure{CollectionFailure::unreadable, relative + ": not a regular file"});
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_odb_read_header(&size, &type, repository_->objects.get(), &at->second.blob) != 0)
    return std::unexpected(git_failure(relative));
  if (size > max_bytes)
    return std::unexpected(
        FileFailure{CollectionFailure::oversize, relative + ": more than " + std::to_string(max_bytes) + " bytes"});
  git_blob* raw = nullptr;
  if (git_blob_lookup(&raw, repository_->handle.get(), &at->second.blob) != 0)
    return std::unexpected(git_failure(relative));
  const BlobHandle blob(raw);
  const auto* const bytes = static_cast<const char*>(git_blob_rawcontent(raw));
  return FileContent{std::string(bytes, static_cast<std::size_t>(git_blob_rawsize(raw))), at->second.changed,
                     "git:" + relative + "@" + hex(at->second.commit)};
}

}  // namespace muster::collectors
