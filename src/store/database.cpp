#include "store/database.hpp"

#include <sqlite3.h>

#include <utility>

namespace muster::store {

Database::Database(const std::string& file, int busy_timeout)
    : connection_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_timeout) {
  execute("PRAGMA journal_mode = WAL");
  execute("PRAGMA synchronous = FULL");
  execute("PRAGMA foreign_keys = ON");
  execute("PRAGMA temp_store = MEMORY");
  execute("PRAGMA cache_size = -32768");  // KiB
  execute("PRAGMA trusted_schema = OFF");
  execute("PRAGMA cell_size_check = ON");
}

SQLite::Statement& Database::prepared(const char* sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return found->second;
  return statements_.emplace(sql, SQLite::Statement(connection_, sql)).first->second;
}

Transaction::~Transaction() {
  if (done_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const SQLite::Exception&) {
    // After some errors (a full disk) SQLite has rolled back by itself, and says that there is no transaction.
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  done_ = true;
}

Error describe(const SQLite::Exception& exception, const std::string& place) {
  const std::string detail = exception.what();
  switch (exception.getErrorCode() & 0xff) {
    case SQLITE_FULL:
      return {ErrorKind::io, "the store at " + place + " cannot grow: the disk or the quota is full", {}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::io, "the store at " + place + " is being written by another process", {}};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorKind::io, "the store at " + place + " may not be written: " + detail, {}};
    case SQLITE_CANTOPEN:
      return {ErrorKind::io, "the store at " + place + " cannot be opened: " + detail, {}};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
      return {ErrorKind::corrupt, "the store at " + place + " is damaged: " + detail, {}};
    case SQLITE_IOERR:
      return {ErrorKind::io, "the store at " + place + " cannot be read or written: " + detail, {}};
    default:
      return {ErrorKind::io, "the store at " + place + ": " + detail, {}};
  }
}

}  // namespace muster::store
