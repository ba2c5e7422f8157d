#include "crypto/key_ring.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "crypto/seal.hpp"
#include "support/shared.hpp"
#include "support/temporary_folder.hpp"

using muster::ErrorKind;
using muster::Timestamp;
using muster::crypto::KeyRing;

namespace {

const Timestamp now = *muster::parse_timestamp("2026-03-01T02:00:00Z");

KeyRing fresh() { return *KeyRing::ephemeral(); }

template <class T>
ErrorKind kind_of(const muster::Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error().kind;
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  ::chmod(path.c_str(), 0600);
}

}  // namespace

TEST_CASE("sealing: what was sealed opens, with the same purpose and id only") {
  const KeyRing ring = fresh();
  const auto sealed = ring.seal("capture", "r1", "enable secret 5 $1$abc");
  REQUIRE(sealed);
  CHECK(ring.unseal("capture", "r1", *sealed)->reveal() == "enable secret 5 $1$abc");
  CHECK(kind_of(ring.unseal("capture", "r2", *sealed)) == ErrorKind::corrupt);
  CHECK(kind_of(ring.unseal("backup", "r1", *sealed)) == ErrorKind::corrupt);
  CHECK(kind_of(ring.unseal("captur", "er1", *sealed)) == ErrorKind::corrupt);
}

TEST_CASE("sealing: nothing of the content shows, and the same content never looks the same") {
  const KeyRing ring = fresh();
  const std::string secret = "S3cr3t-canary";
  const auto first = ring.seal("p", "i", secret);
  const auto second = ring.seal("p", "i", secret);
  REQUIRE((first && second));
  CHECK(first->find("canary") == std::string::npos);
  CHECK(*first != *second);
  CHECK(first->size() == secret.size() + muster::crypto::envelope_overhead);
}

TEST_CASE("sealing: empty content and content with NUL bytes come back") {
  const KeyRing ring = fresh();
  for (const std::string& text : {std::string(), std::string("\0a\0", 3)}) {
    const auto sealed = ring.seal("p", "i", text);
    REQUIRE(sealed);
    CHECK(ring.unseal("p", "i", *sealed)->reveal() == text);
  }
}

TEST_CASE("sealing: a change of any byte, and any cut, is noticed") {
  const KeyRing ring = fresh();
  const auto sealed = ring.seal("p", "i", "hostname edge1");
  REQUIRE(sealed);
  for (std::size_t i = 0; i < sealed->size(); ++i) {
    std::string bad = *sealed;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    CAPTURE(i);
    const bool key_id = i >= 4 && i < 12;
    CHECK(kind_of(ring.unseal("p", "i", bad)) == (key_id ? ErrorKind::key : ErrorKind::corrupt));
    CHECK(kind_of(ring.unseal("p", "i", sealed->substr(0, i))) == ErrorKind::corrupt);
  }
  CHECK(kind_of(ring.unseal("p", "i", *sealed + "x")) == ErrorKind::corrupt);
}

TEST_CASE("sealing: another ring's key does not open, and the message names the key that is missing") {
  const KeyRing ours = fresh();
  const auto sealed = ours.seal("p", "i", "x");
  const auto opened = fresh().unseal("p", "i", *sealed);
  CHECK(kind_of(opened) == ErrorKind::key);
  CHECK(opened.error().message == "sealed with key " + ours.key_id() + ", which is not in the key file");
}

TEST_CASE("keyed digests: equal for equal content, different by purpose, content and key") {
  const KeyRing ring = fresh();
  CHECK(ring.keyed_digest("a", "x") == ring.keyed_digest("a", "x"));
  CHECK(ring.keyed_digest("a", "x") != ring.keyed_digest("b", "x"));
  CHECK(ring.keyed_digest("a", "x") != ring.keyed_digest("a", "y"));
  CHECK(ring.keyed_digest("a", "x") != fresh().keyed_digest("a", "x"));
  CHECK(ring.keyed_digest("a", "x").size() == 64);
}

TEST_CASE("fingerprints: eight hex digits with a key, hidden without") {
  const KeyRing ring = fresh();
  const auto name = muster::crypto::fingerprinter(&ring);
  CHECK(name("cisco").size() == 8);
  CHECK(name("cisco") == name("cisco"));
  CHECK(name("cisco") != name("Cisco"));
  CHECK(muster::crypto::fingerprinter(nullptr)("cisco") == "hidden");
}

TEST_CASE("key file: is created private, is never overwritten, and loads to the same key") {
  const muster::test::TemporaryFolder folder;
  const auto path = folder.path() / "sealing.key";
  const auto created = KeyRing::create(path, now);
  REQUIRE(created);
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 07777U) == 0600);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);

  const auto again = KeyRing::create(path, now);
  CHECK(kind_of(again) == ErrorKind::key);
  CHECK(again.error().message == path.string() + " exists already");

  const auto loaded = KeyRing::load(path);
  REQUIRE(loaded);
  CHECK(loaded->key_id() == created->key_id());
  CHECK(loaded->unseal("p", "i", *created->seal("p", "i", "x"))->reveal() == "x");
}

TEST_CASE("key file: rotation adds a key that seals, and what the old one sealed still opens") {
  const muster::test::TemporaryFolder folder;
  const auto path = folder.path() / "sealing.key";
  const auto old = KeyRing::create(path, now);
  REQUIRE(old);
  const auto sealed = old->seal("p", "i", "x");
  const auto ring = KeyRing::rotate(path, now);
  REQUIRE(ring);
  CHECK(ring->key_ids().size() == 2);
  CHECK(ring->key_ids().front() == old->key_id());
  CHECK(ring->key_id() != old->key_id());
  CHECK(ring->unseal("p", "i", *sealed)->reveal() == "x");
  CHECK(kind_of(old->unseal("p", "i", *ring->seal("p", "i", "y"))) == ErrorKind::key);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("key file: one that others can read, a link, a folder or nothing at all is refused with the reason") {
  const muster::test::TemporaryFolder folder;
  const auto path = folder.path() / "sealing.key";
  CHECK(kind_of(KeyRing::load(path)) == ErrorKind::not_found);
  REQUIRE(KeyRing::create(path, now));

  ::chmod(path.c_str(), 0640);
  const auto open = KeyRing::load(path);
  CHECK(kind_of(open) == ErrorKind::key);
  CHECK(open.error().message == path.string() + " may be read by others: chmod 600 it");
  ::chmod(path.c_str(), 0600);

  const auto link = folder.path() / "link.key";
  std::filesystem::create_symlink(path, link);
  CHECK(KeyRing::load(link).error().message == link.string() + " is a symbolic link");
  CHECK(KeyRing::load(folder.path()).error().message == folder.path().string() + " is not a regular file");
}

TEST_CASE("key file: what is not a sound key is refused, and the message holds nothing of the line") {
  const muster::test::TemporaryFolder folder;
  const auto path = folder.path() / "sealing.key";
  REQUIRE(KeyRing::create(path, now));
  const std::string good = muster::test::read_file(path);
  const auto message = [&](const std::string& text) {
    write(path, text);
    const auto ring = KeyRing::load(path);
    CHECK(kind_of(ring) == ErrorKind::key);
    return to_string(ring.error());
  };
  const std::string file = path.string();
  CHECK(message("") == file + " holds no key");
  CHECK(message("# only a comment\n") == file + " holds no key");
  CHECK(message("hunter2\n") == file + ":1: expected a line 'muster-key-1 ID CREATED HEX'");
  CHECK(message("muster-key-1 0123456789abcdef yesterday 00\n") == file + ":1: expected the key's creation time");
  CHECK(message("muster-key-1 0123456789abcdef 2026-03-01 00ff\n") == file + ":1: expected 64 hex digits of key");
  CHECK(message("muster-key-1 0123456789abcdef 2026-03-01 " + std::string(64, 'a') + "\n") ==
        file + ":1: the key does not belong to its id: a damaged file");
  std::string changed = good;
  changed[changed.size() - 2] = changed[changed.size() - 2] == '0' ? '1' : '0';
  CHECK(message(changed) == file + ":3: the key does not belong to its id: a damaged file");
  CHECK(message(std::string(70'000, '#')) == file + " is larger than 64 KiB");
}
