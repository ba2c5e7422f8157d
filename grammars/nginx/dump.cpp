#include "grammars/nginx/dump.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <string>

#include "grammars/brace_reader.hpp"
#include "grammars/nginx/arguments.hpp"

namespace muster::grammars::nginx {
namespace {

constexpr std::string_view marker = "# configuration file ";

struct File {
  std::string path;
  std::size_t begin = 0;   ///< of its text in the input
  std::uint32_t line = 0;  ///< lines of the input before it
  std::uint32_t lines = 0;
  Tree tree;
  bool used = false;
};

bool is_own_message(std::string_view line) {
  if (line.empty()) return true;
  return line.starts_with("nginx: ") &&
         (line.ends_with("syntax is ok") || line.ends_with("test is successful") || line.starts_with("nginx: [warn]"));
}

class Splicer {
 public:
  explicit Splicer(std::string_view bytes) : bytes_(bytes), builder_(bytes) {
    split();
    std::size_t nodes = 0;
    for (File& file : files_) {
      read(file);
      nodes += file.tree.nodes().size();
    }
    node_budget_ = 4 * nodes + 1000;
  }

  Dump run() {
    if (!files_.empty()) emit_all();
    for (const File& file : files_)
      if (!file.used && file.lines > 0) dump_.stray.push_back({file.line + 1, file.line + file.lines});
    dump_.tree = std::move(builder_).finish(line_count_);
    std::ranges::stable_sort(dump_.problems, {}, &Diagnostic::line);
    return std::move(dump_);
  }

 private:
  struct Position {
    std::size_t file;
    std::size_t node;
    std::size_t depth;
  };

  void split() {
    std::size_t text_begin = 0;
    const bool is_dump = bytes_.starts_with(marker) || bytes_.find("\n# configuration file /") != bytes_.npos;
    if (!is_dump) files_.push_back({{}, 0, 0, 0, {}, false});
    std::size_t at = 0;
    for (; at < bytes_.size(); ++line_count_) {
      const std::size_t end = std::min(bytes_.find('\n', at), bytes_.size());
      std::string_view line = bytes_.substr(at, end - at);
      if (line.ends_with('\r')) line.remove_suffix(1);
      const bool begins = is_dump && line.starts_with(marker) && line.ends_with(':');
      if (begins) {
        finish_file(text_begin, at);
        const std::string_view path = line.substr(marker.size(), line.size() - marker.size() - 1);
        text_begin = std::min(end + 1, bytes_.size());
        files_.push_back({std::string(path), text_begin, line_count_ + 1, 0, {}, false});
      } else if (files_.empty() && !is_own_message(line)) {
        dump_.stray.push_back({line_count_ + 1, line_count_ + 1});
      }
      at = end + 1;
    }
    finish_file(text_begin, bytes_.size());
  }

  void finish_file(std::size_t begin, std::size_t end) {
    if (files_.empty()) return;
    files_.back().lines = line_count_ - files_.back().line;
    texts_.push_back(bytes_.substr(begin, end - begin));
  }

  void read(File& file) {
    BraceTree read = read_braces(texts_[static_cast<std::size_t>(&file - files_.data())], brace_rules);
    file.tree = std::move(read.tree);
    for (Diagnostic& problem : read.problems) {
      problem.line += file.line;
      dump_.problems.push_back(std::move(problem));
    }
  }

  void emit_all() {
    stack_.push_back({0, 0, 0});
    files_[0].used = true;
    while (!stack_.empty()) {
      Position& here = stack_.back();
      const File& file = files_[here.file];
      if (here.node == file.tree.nodes().size()) {
        stack_.pop_back();
        continue;
      }
      const Node& node = file.tree.nodes()[here.node++];
      const std::size_t depth = here.depth + node.depth;
      emit(file, node, depth);
    }
  }

  void emit(const File& file, const Node& node, std::size_t depth) {
    const std::string_view text = file.tree.text(node);
    builder_.add(depth, node.begin + file.begin, node.end + file.begin, node.line + file.line,
                 node.last_line + file.line);
    ++emitted_;
    if (text.starts_with("include") && text.size() > 7 && (text[7] == ' ' || text[7] == '\t' || text[7] == '\n'))
      include(text.substr(8), static_cast<std::uint32_t>(node.begin + file.begin), depth);
  }

  void include(std::string_view text, std::uint32_t begin, std::size_t depth) {
    constexpr std::size_t deepest = 16;
    const std::vector<std::string> arguments = split_arguments(text);
    if (arguments.size() != 1 || files_[0].path.empty() || stack_.size() >= deepest) return;
    std::string pattern = arguments[0];
    if (!pattern.starts_with('/')) pattern.insert(0, files_[0].path.substr(0, files_[0].path.rfind('/') + 1));
    const bool is_pattern = pattern.find_first_of("*?[") != pattern.npos;
    if (is_pattern && std::ranges::count(pattern, '*') > 4) return;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (match_budget_ == 0) return;
      --match_budget_;
      const bool same = is_pattern ? fnmatch(pattern.c_str(), files_[i].path.c_str(), FNM_PATHNAME | FNM_PERIOD) == 0
                                   : pattern == files_[i].path;
      if (same) found.push_back(i);
    }
    if (found.empty() && !is_pattern) return;
    std::size_t nodes = emitted_;
    for (const std::size_t i : found) nodes += files_[i].tree.nodes().size();
    if (nodes > node_budget_) return;
    dump_.resolved.insert(begin);
    for (auto i = found.rbegin(); i != found.rend(); ++i) {
      files_[*i].used = true;
      stack_.push_back({*i, 0, depth});
    }
  }

  std::string_view bytes_;
  TreeBuilder builder_;
  Dump dump_;
  std::vector<File> files_;
  std::vector<std::string_view> texts_;
  std::vector<Position> stack_;
  std::uint32_t line_count_ = 0;
  std::size_t emitted_ = 0;
  std::size_t node_budget_ = 0;
  std::size_t match_budget_ = 1'000'000;
};

}  // namespace

Dump read_dump(std::string_view bytes) { return Splicer(bytes).run(); }

}  // namespace muster::grammars::nginx
