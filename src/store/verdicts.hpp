#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/result.hpp"
#include "core/verdict.hpp"
#include "store/database.hpp"
#include "store/names.hpp"

/// Verdicts, each stored once, and each device's lists of them with the evaluations in which they held.
/// All throw SQLite::Exception.
namespace muster::store {

/// The row of the device's list: its last one, extended to `evaluation`, if the verdicts are the same; or a new one.
[[nodiscard]] std::int64_t record_verdicts(Database& database, Names& names, std::int64_t device,
                                           std::span<const Verdict> verdicts, std::int64_t evaluation);

/// Whether what verdicts rest on is read as well: it is kept only of those about groups.
enum class Values : std::uint8_t { left_out, read };

[[nodiscard]] Result<std::vector<Verdict>> read_verdicts(Database& database, Names& names, std::int64_t list,
                                                         Values values = Values::left_out);
[[nodiscard]] Result<Verdict> read_verdict(Database& database, Names& names, std::int64_t verdict,
                                           Values values = Values::left_out);

}  // namespace muster::store
