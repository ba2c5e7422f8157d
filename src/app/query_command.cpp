#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/file_capture.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"
#include "app/query_table.hpp"
#include "app/recipes.hpp"
#include "app/reporting.hpp"
#include "app/restore.hpp"
#include "crypto/key_ring.hpp"
#include "report/visible_text.hpp"

namespace muster::app {
namespace {

/// What is asked, of which devices, and what came of it.
class Asking {
 public:
  Asking(policy::Query query, std::optional<policy::Query> where, Timestamp now)
      : query_(std::move(query)), where_(std::move(where)), now_(now), table_(query_) {}

  void ask(const model::Device& device) {
    if (where_) {
      policy::Answer belongs = where_->ask(device, now_);
      if (belongs.kind != policy::Answer::Kind::boolean) return table_.add_undecided(device.id, std::move(belongs));
      if (!belongs.boolean) return;
    }
    table_.add(device.id, query_.ask(device, now_));
  }

  /// Nothing is known of the device.
  void add_unknown(const std::string& device, std::string reason) {
    policy::Answer unknown;
    unknown.kind = policy::Answer::Kind::unknown;
    unknown.reasons.push_back(std::move(reason));
    if (where_)
      table_.add_undecided(device, std::move(unknown));
    else
      table_.add(device, std::move(unknown));
  }

  [[nodiscard]] const QueryTable& table() const { return table_; }
  [[nodiscard]] Timestamp now() const { return now_; }

 private:
  policy::Query query_;
  std::optional<policy::Query> where_;
  Timestamp now_;
  QueryTable table_;
};

using Errors = std::vector<Error>;

std::expected<Asking, Errors> compile(const QueryOptions& options) {
  const auto as_of = as_of_time(options.as_of);
  if (!as_of) return std::unexpected(Errors{as_of.error()});
  auto query = policy::Query::compile(options.expression, "query");
  std::optional<policy::Query> where;
  Errors errors;
  if (!query) errors = query.error();
  if (!options.where.empty()) {
    auto condition = policy::Query::compile_condition(options.where, "--where");
    if (condition)
      where = std::move(*condition);
    else
      errors.insert(errors.end(), condition.error().begin(), condition.error().end());
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return Asking(std::move(*query), std::move(where), *as_of);
}

Errors ask_files(const QueryOptions& options, Asking& asking) {
  const auto format = require_format(options.format);
  if (!format) return {format.error()};
  if (options.names.empty())
    return {{ErrorKind::usage, "name the files behind the expression ('-': standard input)", {}}};
  const auto recipes = load_recipes({});
  if (!recipes) return recipes.error();
  const auto [platform, vendor, end] = platform_of_format(*recipes, options.format);
  for (const std::string& file : options.names) {
    const auto capture = file_capture(file, options.format, asking.now());
    if (!capture) return {capture.error()};
    auto assembled = assemble({file, platform, vendor, {}, options.role, {}}, std::span(&*capture, 1),
                              crypto::fingerprinter(nullptr));
    open_if_cut(*capture, end, **format, assembled.device);
    asking.ask(assembled.device);
  }
  return {};
}

Errors ask_store(const QueryOptions& options, Asking& asking) {
  const auto store = open_existing_store(options.store);
  if (!store) return {store.error()};
  std::vector<std::string> only = options.names;
  only.insert(only.end(), options.only.begin(), options.only.end());
  const auto fleet = load_fleet({options.inventory, options.recipes, only, false});
  if (!fleet) return fleet.error();
  const auto devices = latest_captures(*store, *fleet);
  if (!devices) return {devices.error()};
  const SecretFingerprint fingerprint = crypto::fingerprinter(store->key() ? &*store->key() : nullptr);
  for (const StoredDevice& device : *devices) {
    if (device.references.empty()) {
      asking.add_unknown(device.identity.id, "the store holds no capture of it");
      continue;
    }
    std::vector<const CaptureReference*> references;
    for (const CaptureReference& reference : device.references) references.push_back(&reference);
    const auto captures = restore(*store, references);
    if (!captures) return {captures.error()};
    asking.ask(assemble(device.identity, *captures, fingerprint).device);
  }
  return {};
}

void say_what_is_open(const QueryTable& table) {
  if (const std::size_t open = table.open_answers(); open > 0)
    fmt::print(stderr, "muster: {} answers are not known, or not all: '--output json' says why\n", open);
  for (const QueryRow& row : table.undecided())
    fmt::print(stderr, "muster: {}: it is not known whether --where holds: {}\n", report::terminal_text(row.device),
               report::terminal_text(row.reasons.front()));
}

}  // namespace

ExitCode query_command(const QueryOptions& options) {
  auto asking = compile(options);
  if (!asking) return report_errors(asking.error());
  const Errors errors = options.format.empty() ? ask_store(options, *asking) : ask_files(options, *asking);
  if (!errors.empty()) return report_errors(errors);
  const QueryTable& table = asking->table();
  const bool open = table.open_answers() > 0 || !table.undecided().empty();
  const ExitCode code = open ? ExitCode::not_assessed : ExitCode::compliant;
  if (options.output == "json") return print(query_json(table, options.expression, options.where, asking->now()), code);
  const ExitCode printed = print(options.output == "csv" ? query_csv(table) : query_text(table), code);
  say_what_is_open(table);
  return printed;
}

}  // namespace muster::app
