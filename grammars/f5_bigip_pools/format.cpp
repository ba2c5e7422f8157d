#include "grammars/format.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammars/text_lines.hpp"

/// Output of `show ltm pool members field-fmt` of BIG-IP: a block for each pool, in it one for each member.
namespace muster::grammars::f5_bigip_pools {
namespace {

constexpr std::string_view availability_keyword = "status.availability-state";
constexpr std::string_view enabled_keyword = "status.enabled-state";
constexpr std::string_view pool_head = "ltm pool ";

/// "/Common/x" for what is printed in the folder /Common or below the root.
std::string full_name(std::string_view name) {
  if (name.starts_with('/')) return std::string(name);
  return (name.find('/') == std::string_view::npos ? "/Common/" : "/") + std::string(name);
}

/// What is above the line.
enum class Block : std::uint8_t { pool, members, member, other };

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), device_(device) {
    for (std::size_t i = 0; i < device.pools.size(); ++i)
      if (device.pools[i].product.value == "bigip") pools_.emplace(device.pools[i].name.value, i);
  }

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!blocks_.empty()) notes_.open(Domain::health, "the blocks are not closed: the output is cut");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text == "}") return close(text);
    if (text.ends_with("{ }")) return notes_.ignored();
    if (text.ends_with(" {")) return open(trim(text.substr(0, text.size() - 1)));
    if (blocks_.empty()) return notes_.unknown(Domain::health, "ltm pool NAME {", text);
    if (blocks_.back() != Block::member) return notes_.ignored();
    Words words(text);
    const std::string_view key = words.next();
    if (key == availability_keyword) return put(available_, available_line_, key, words.rest());
    if (key == enabled_keyword) return put(enabled_, enabled_line_, key, words.rest());
    notes_.ignored();
  }

  void open(std::string_view head) {
    if (blocks_.empty()) {
      if (!head.starts_with(pool_head)) {
        blocks_.push_back(Block::other);
        return notes_.unknown(Domain::health, "ltm pool NAME {", head);
      }
      const auto found = pools_.find("bigip " + full_name(trim(head.substr(pool_head.size()))));
      pool_ = found == pools_.end() ? nullptr : &device_.pools[found->second];
      index_members();
      blocks_.push_back(Block::pool);
      return notes_.understood();
    }
    if (blocks_.size() >= deepest) return notes_.unknown(Domain::health, "fewer blocks in each other", head);
    if (blocks_.back() == Block::pool && head == "members") {
      blocks_.push_back(Block::members);
    } else if (blocks_.back() == Block::members) {
      const auto found = members_.find(full_name(head));
      member_ = found == members_.end() ? nullptr : found->second;
      available_ = enabled_ = {};
      blocks_.push_back(Block::member);
    } else {
      blocks_.push_back(Block::other);
      return notes_.ignored();
    }
    notes_.understood();
  }

  void index_members() {
    members_.clear();
    if (pool_ == nullptr) return;
    for (model::PoolMember& member : pool_->members) members_.emplace(member.name.value, &member);
  }

  void close(std::string_view text) {
    if (blocks_.empty()) return notes_.unknown(Domain::health, "no '}' without its '{'", text);
    if (blocks_.back() == Block::member) end_member();
    blocks_.pop_back();
    notes_.understood();
  }

  void put(std::string_view& to, model::LinesId& line, std::string_view keyword, std::string_view value) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::health, keyword);
    to = value;
    line = notes_.lines();
    notes_.understood();
  }

  /// Without a check nobody knows; a member that is taken out finishes what it has.
  void end_member() {
    if (member_ == nullptr) return;
    if (available_ == "offline") return member_->state.set("down", available_line_);
    if (enabled_.starts_with("disabled")) return member_->state.set("drain", enabled_line_);
    if (available_ == "available" && enabled_ == "enabled") member_->state.set("up", available_line_);
  }

  static constexpr std::size_t deepest = 20;

  LineNotes notes_;
  model::Device& device_;
  std::unordered_map<std::string, std::size_t> pools_;
  std::unordered_map<std::string, model::PoolMember*> members_;
  std::vector<Block> blocks_;
  model::Pool* pool_ = nullptr;
  model::PoolMember* member_ = nullptr;
  std::string_view available_, enabled_;
  model::LinesId available_line_ = 0, enabled_line_ = 0;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains health = Domain::health;
  return {{std::string(availability_keyword), health, Treatment::modelled, {}},
          {std::string(enabled_keyword), health, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "counters, and what the configuration says itself"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"f5_bigip_pools", "BIG-IP state of pool members (show ltm pool members field-fmt)",
                                Domain::health,   read,
                                write_back_lines, keywords,
                                Domain::health};
  return value;
}

}  // namespace muster::grammars::f5_bigip_pools
