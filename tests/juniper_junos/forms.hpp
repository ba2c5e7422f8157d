#pragma once

#include <string>
#include <vector>

namespace muster::test {

/// The set commands of a configuration in braces: what `show configuration | display set` prints. Written without the
/// reader's own tree of words, so that it can be held against it.
class SetForm {
 public:
  explicit SetForm(std::string text) : text_(std::move(text)) {}

  std::string write() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') take_quoted();
      else if (c == '#' || text_.compare(at_, 2, "/*") == 0) skip_comment();
      else if (c == '{') open();
      else if (c == '}') close();
      else if (c == ';') statement();
      else if (std::isspace(static_cast<unsigned char>(c)) != 0) end_word();
      else word_ += c;
    }
    return commands_ + deactivations_;
  }

 private:
  void take_quoted() {
    const std::size_t begin = at_;
    for (++at_; text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    word_ += text_.substr(begin, at_ + 1 - begin);
  }
  void skip_comment() {
    end_word();
    at_ = text_[at_] == '#' ? text_.find('\n', at_) : text_.find("*/", at_) + 1;
  }
  void end_word() {
    if (!word_.empty()) words_.push_back(word_);
    word_.clear();
  }
  /// Takes the tag off; writes its command.
  [[nodiscard]] std::string path() {
    std::string all;
    for (const auto& block : blocks_) all += block;
    std::size_t first = 0;
    const bool inactive = !words_.empty() && words_.front() == "inactive:";
    if (!words_.empty() && words_.front().back() == ':' && words_.front() != "::") first = 1;
    std::string own;
    for (std::size_t i = first; i < words_.size(); ++i) own += ' ' + words_[i];
    if (inactive) deactivations_ += "deactivate" + all + own + '\n';
    return own;
  }
  void open() {
    end_word();
    blocks_.push_back(path());
    empty_ = true;
    words_.clear();
  }
  void close() {
    if (empty_) put(std::string());
    if (!blocks_.empty()) blocks_.pop_back();
    empty_ = false;
  }
  void put(const std::string& own) {
    std::string all = "set";
    for (const auto& block : blocks_) all += block;
    commands_ += all + own + '\n';
    empty_ = false;
  }
  /// `[ a b ]` is a command for each.
  void statement() {
    end_word();
    const std::string own = path();
    words_.clear();
    const std::size_t list = own.find(" [ ");
    if (list == std::string::npos) return put(own);
    std::string values = own.substr(list + 3, own.rfind(" ]") - list - 3) + ' ';
    for (std::size_t space = 0; (space = values.find(' ')) != std::string::npos; values.erase(0, space + 1))
      put(own.substr(0, list + 1) + values.substr(0, space));
  }

  std::string text_;
  std::size_t at_ = 0;
  std::string word_;
  std::vector<std::string> words_;
  std::vector<std::string> blocks_;
  bool empty_ = false;
  std::string commands_, deactivations_;
};

}  // namespace muster::test
