#include "collectors/key_list.hpp"

#include <catch2/catch.hpp>

namespace muster::collectors {
namespace {

const std::string digest_a = "SHA256:Jbf8EgwCk+gU0dTKEYr08VLqqwi8YWpYRInD6UbKqnQ";
const std::string digest_b = "SHA256:iO+52Wtn8vmewVFfVBkBDEiLeGqY8gqtQpWsxBqYzcw";
const std::string key_a = "ssh-ed25519 " + digest_a;

std::vector<ListedKey> fingerprints(const std::string& text, std::vector<Error>& errors) {
  const auto table = config::read_csv(text, "console.csv");
  REQUIRE(table);
  return read_fingerprints(*table, errors);
}

KeyList list(const std::string& text) {
  std::vector<Error> errors;
  auto keys = fingerprints(text, errors);
  REQUIRE(errors.empty());
  return {"console csv", std::move(keys)};
}

Said said(const KeyList& list, const KeyQuestion& question) { return list.judge({&question, 1}).front().said; }

KeyQuestion question(const std::string& device, const std::string& member = "", const std::string& host = "192.0.2.1") {
  return {device, member, {host}, 22, key_a, false, !member.empty()};
}

TEST_CASE("key list: a console's fingerprint speaks for a device or for an address") {
  const auto by_device = list("Device;Fingerprint;Type\nedge1;" + digest_a + "=;Ed25519\nedge2;" + digest_b +
                              ";ED25519\nedge3;" + digest_b + ";RSA\n");
  CHECK(said(by_device, question("edge1")) == Said::same);
  CHECK(said(by_device, question("edge2")) == Said::different);
  CHECK(said(by_device, question("edge3")) == Said::other_type);
  CHECK(said(by_device, question("edge9")) == Said::nothing);
  const auto by_address = list("ip,port,fingerprint\n192.0.2.1,22," + digest_a + "\n192.0.2.2,2222," + digest_b + "\n");
  CHECK(said(by_address, question("x")) == Said::same);
  CHECK(said(by_address, question("x", "", "192.0.2.2")) == Said::nothing);
  KeyQuestion shared = question("x");
  shared.shared_address = true;
  CHECK(said(by_address, shared) == Said::nothing);
}

TEST_CASE("key list: without a type another fingerprint is a contradiction, one of several that fits is enough") {
  CHECK(said(list("device,fingerprint\nedge1," + digest_b + "\n"), question("edge1")) == Said::different);
  CHECK(said(list("device,fingerprint\nedge1," + digest_b + "\nedge1," + digest_a + "\n"), question("edge1")) ==
        Said::same);
}

TEST_CASE("key list: what is said of a pair may be about its other member") {
  const auto keys = list("device,fingerprint\nfw," + digest_b + "\n");
  CHECK(said(keys, question("fw", "a")) == Said::other_type);
  CHECK(said(list("device,fingerprint\nfw/a," + digest_b + "\n"), question("fw", "a")) == Said::different);
  CHECK(said(list("device,fingerprint\nfw," + digest_a + "\n"), question("fw", "a")) == Said::same);
}

TEST_CASE("key list: fingerprints are base64 or hexadecimal SHA-256; weaker ones are refused with the reason") {
  CHECK(read_fingerprint(digest_a).value() == digest_a);
  CHECK(read_fingerprint(digest_a.substr(7)).value() == digest_a);
  CHECK(read_fingerprint("25b7fc120c0293e814d1d4ca118af4f152eaab08bc616a584489c3e946caaa74").value() == digest_a);
  CHECK(read_fingerprint(
            "25:b7:fc:12:0c:02:93:e8:14:d1:d4:ca:11:8a:f4:f1:52:ea:ab:08:bc:61:6a:58:44:89:c3:e9:46:ca:aa:74")
            .value() == digest_a);
  std::vector<Error> errors;
  (void)fingerprints(
      "device,fingerprint,port\nedge1,MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48,\n"
      "edge2,16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48,\nedge3,SHA256:short,\n," +
          digest_a + ",99999\n",
      errors);
  REQUIRE(errors.size() == 5);
  CHECK(to_string(errors[0]) ==
        "console.csv:2:7: an MD5 fingerprint proves nothing, for another key with the same one can be made: have the "
        "device show SHA-256");
  CHECK(errors[1].message == errors[0].message);
  CHECK(to_string(errors[2]) ==
        "console.csv:4:7: expected a fingerprint such as 'SHA256:...' (43 characters), got 'SHA256:short'");
  CHECK(to_string(errors[3]) == "console.csv:5:1: expected a device or an address");
  CHECK(errors[4].message == "expected a port from 1 to 65535, got '99999'");
}

TEST_CASE("key list: a table without the columns is an error") {
  std::vector<Error> errors;
  CHECK(fingerprints("host key,other\nx,y\n", errors).empty());
  REQUIRE(errors.size() == 1);
  CHECK(to_string(errors[0]) == "console.csv:1:1: expected the columns 'device' or 'address', and 'fingerprint'");
}

TEST_CASE("vantage: what one place writes another reads and compares") {
  const Vantage seen{
      "far", *parse_timestamp("2026-03-01T02:00:00Z"), {{"fw/a", "192.0.2.1", 22, "ssh-ed25519", digest_a, {}}}};
  const auto read = read_vantage(vantage_text(seen), "far.toml");
  REQUIRE(read);
  CHECK(read->host == "far");
  CHECK(read->made == seen.made);
  const KeyList keys("vantage", read->keys);
  CHECK(said(keys, question("fw", "a")) == Said::same);
  CHECK(said(keys, question("fw", "b")) == Said::nothing);
  CHECK(said(keys, question("fw", "a", "192.0.2.9")) == Said::nothing);
  CHECK_FALSE(read_vantage("host = 'x'\nmade = 'y'\n[[seen]]\ndevice = 'a'\naddress = 'b'\nkey = 'c'\n", "f"));
}

}  // namespace
}  // namespace muster::collectors
