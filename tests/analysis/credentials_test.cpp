#include "analysis/credentials.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "analysis/factory_credentials.hpp"
#include "analysis/juniper_secret.hpp"
#include "analysis/password_hash.hpp"
#include "config/toml.hpp"
#include "support/shared.hpp"

using muster::Secret;
using muster::analysis::Answer;
using muster::analysis::is_default_credential;
using muster::model::StoredSecret;

namespace {

StoredSecret stored(std::string_view format, std::string_view value) {
  return {.value = Secret(value), .format = std::string(format)};
}

Answer ask(std::string_view format, std::string_view value, std::string_view user = "admin",
           std::string_view vendor = "cisco") {
  return is_default_credential("user", user, stored(format, value), vendor);
}

/// Format names of the public vectors, as the model calls them.
const std::map<std::string, std::string> formats{
    {"cisco-4", "cisco-4"}, {"md5crypt/cisco-5", "md5-crypt"}, {"cisco-8", "cisco-8"},
    {"cisco-9", "cisco-9"}, {"fortios-AK1", "fortios-ak1"}, {"fortios-SH2", "fortios-sh2"}, {"sha256crypt", "sha256-crypt"},   {"sha512crypt", "sha512-crypt"},
    {"bcrypt", "bcrypt"},   {"yescrypt", "yescrypt"},
    {"pix-md5", "pix-md5"}, {"asa-pbkdf2", "asa-pbkdf2"},
};

}  // namespace

TEST_CASE("password hashes: every public vector of a supported format verifies, and no other password does") {
  const auto folder = muster::test::shared_folder("data");
  if (!folder) return;
  const auto vectors = nlohmann::json::parse(muster::test::read_file(*folder / "password_vectors.json"));
  std::set<std::string> seen;
  for (const auto& vector : vectors) {
    const std::string value = vector["value"];
    const std::string plain = vector["plaintext"];
    CAPTURE(value);
    if (vector["format"] == "cisco-7") {
      const auto decoded = muster::analysis::decode_cisco_7(value);
      REQUIRE(decoded);
      CHECK(decoded->reveal() == plain);
      seen.insert("cisco-7");
    }
    if (vector["format"] == "junos-9") {
      const auto decoded = muster::analysis::decode_juniper_9(value);
      REQUIRE(decoded);
      CHECK(decoded->reveal() == plain);
      seen.insert("juniper-9");
    }
    const auto format = formats.find(vector["format"]);
    if (format == formats.end()) continue;
    seen.insert(format->second);
    CHECK(muster::analysis::matches_hash(format->second, value, plain) == true);
    CHECK(muster::analysis::matches_hash(format->second, value, plain + "x") == false);
    CHECK(muster::analysis::matches_hash(format->second, value, "") == plain.empty());
  }
  CHECK(seen.size() == formats.size() + 2);
}

TEST_CASE("default credentials: a factory password is found in every stored form") {
  CHECK(ask("plain", "cisco") == Answer::yes);
  CHECK(ask("cisco-7", "121A0C041104") == Answer::yes);
  CHECK(ask("juniper-9", "$9$7YdwgGDkTz6oJz69A1INdb", "root", "juniper") == Answer::yes);
  CHECK(ask("md5-crypt", "$1$nTc1$Z28sUTcWfXlvVe2x.3XAa.") == Answer::yes);
  CHECK(ask("cisco-5", "$1$nTc1$Z28sUTcWfXlvVe2x.3XAa.") == Answer::yes);
  CHECK(ask("cisco-8", "$8$J5J/1K3e8gk974$HRezVpnMZOhOU2uxFTv.79S1U1PpMScizwXS3Z1Dx1s") == Answer::yes);
  CHECK(ask("cisco-9", "$9$588|P!iWqEx=Wf$nadLmT9snc6V9QAeUuATSOoCAZMQIHqixJfZpQj5EU2") == Answer::yes);
  CHECK(ask("yescrypt", "$y$j9T$abcdefghijkl$9Xhe4B3DfskAzWS1k52.R9Z/aubuPHYKJmPPlEgSec5", "vyos", "vyos") ==
        Answer::yes);
}

TEST_CASE("default credentials: a password that is not listed is answered no") {
  CHECK(ask("plain", "correct horse battery staple") == Answer::no);
  CHECK(ask("cisco-7", "1308181c00091d") == Answer::no);
  CHECK(ask("md5-crypt", "$1$38652870$DUjsu4TTlTsOe/xxZ05uf/") == Answer::no);
  CHECK(ask("bcrypt", "$2a$05$MBCzKhG1KhezLh.0LRa0Kuw12nLJtpHy6DIaU.JAnqJUDYspHC.Ou") == Answer::no);
}

TEST_CASE("default credentials: an account whose password is its own name counts, in any form") {
  CHECK(ask("plain", "netops", "netops") == Answer::yes);
  CHECK(ask("plain", "netops", "alice") == Answer::no);
  CHECK(ask("bcrypt", "$2a$05$MBCzKhG1KhezLh.0LRa0Kuw12nLJtpHy6DIaU.JAnqJUDYspHC.Ou", "hashcat") == Answer::yes);
}

TEST_CASE("default credentials: no password is a factory state, a locked account is not") {
  CHECK(ask("none", "") == Answer::yes);
  CHECK(ask("plain", "") == Answer::yes);
  CHECK(ask("locked", "!") == Answer::no);
}

TEST_CASE("default credentials: what cannot be tested is unknown, never no") {
  CHECK(ask("other", "$M$abcdef") == Answer::unknown);
  CHECK(ask("cisco-6", "fe_a`iJYE\\DZYJhDhTP[`MYaTgRH_MAAB") == Answer::unknown);
  CHECK(ask("plain", "*****") == Answer::unknown);
  CHECK(ask("plain", "<removed>") == Answer::unknown);
  CHECK(ask("plain", "<secret:0123abcd>") == Answer::unknown);
  CHECK(ask("cisco-7", "xx1A0C041104") == Answer::unknown);
  CHECK(ask("cisco-7", "121A0C04110") == Answer::unknown);
  CHECK(ask("cisco-7", "") == Answer::unknown);
  CHECK(ask("juniper-9", "$9$7YdwgGDkTz6oJz69A1INd") == Answer::unknown);
  CHECK(ask("juniper-9", "$9$7YdwgGDkTz6oJz6+A1INdb") == Answer::unknown);
  CHECK(ask("juniper-9", "$9$Q") == Answer::unknown);
  CHECK(ask("juniper-9", "$9$") == Answer::unknown);
  CHECK(ask("cisco-8", "$8$short$HRezVpnMZOhOU2uxFTv.79S1U1PpMScizwXS3Z1Dx1s") == Answer::unknown);
  CHECK(ask("cisco-9", "$9$ihSswXDbk0kaVK$tooshort") == Answer::unknown);
  CHECK(ask("cisco-9", "$8$J5J/1K3e8gk974$HRezVpnMZOhOU2uxFTv.79S1U1PpMScizwXS3Z1Dx1s") == Answer::unknown);
  CHECK(ask("cisco-4", "2btjjy78REtmYkkW0csHUbJZOstRXoWdX1mGrmmfeH") == Answer::unknown);
  CHECK(ask("md5-crypt", "$1$") == Answer::unknown);
  CHECK(ask("md5-crypt", "$1$nTc1$Z28sUTcWfXlvVe2x") == Answer::unknown);
  CHECK(ask("sha512-crypt", "$6$") == Answer::unknown);
  CHECK(ask("sha512-crypt", "*") == Answer::unknown);
  CHECK(ask("yescrypt", "$y$") == Answer::unknown);
  CHECK(ask("bcrypt", "$2") == Answer::unknown);
  CHECK(ask("bcrypt", "$2b$05$") == Answer::unknown);
  CHECK(ask("md5-crypt", std::string(100'000, '$')) == Answer::unknown);
}

TEST_CASE("default credentials: a device cannot stall us with the cost of its hashes") {
  const auto begin = std::chrono::steady_clock::now();
  CHECK(ask("sha512-crypt", "$6$rounds=999999999$salt$" + std::string(86, 'a')) == Answer::unknown);
  CHECK(ask("sha256-crypt", "$5$rounds=99999999999999999999$salt$" + std::string(43, 'a')) == Answer::unknown);
  CHECK(ask("bcrypt", "$2b$31$" + std::string(53, 'a')) == Answer::unknown);
  CHECK(ask("yescrypt", "$y$jHT$abcdefghijkl$" + std::string(43, 'a')) == Answer::unknown);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
}

TEST_CASE("default credentials: a question costs what its hash costs, so that a budget bounds a device full of them") {
  const auto steps = [](std::string_view format, std::string_view value) {
    return muster::analysis::question_steps(stored(format, value));
  };
  CHECK(steps("plain", "x") == 20);
  CHECK(steps("other", "x") == 20);
  CHECK(steps("sha512-crypt", "$6$rounds=999999999$salt$x") == 20);  // refused, so free
  CHECK(steps("md5-crypt", "$1$nTc1$Z28sUTcWfXlvVe2x.3XAa.") == 20 + 192);
  CHECK(steps("sha512-crypt", "$6$salt$x") == 20 + 1999);
  CHECK(steps("sha512-crypt", "$6$rounds=200000$salt$x") == 20 + 80'001);
  CHECK(steps("cisco-9", "$9$x") == 20 + 8400);
  CHECK(steps("yescrypt", "$y$j9T$abcdefghijkl$x") == 20 + 19'660);
  CHECK(steps("bcrypt", "$2b$12$" + std::string(53, 'a')) == 20 + 589'824);
}

TEST_CASE("default credentials: the vendor's own list is used, and every list where the vendor is not known") {
  CHECK(ask("plain", "calvin", "root", "dell") == Answer::yes);
  CHECK(ask("plain", "calvin", "root", "Dell EMC") == Answer::yes);
  CHECK(ask("plain", "calvin", "root", "cisco") == Answer::no);
  CHECK(ask("plain", "calvin", "root", "") == Answer::yes);
}

TEST_CASE("default credentials: communities have a list of their own and ignore case") {
  const auto community = [](std::string_view value) {
    return is_default_credential("snmp", "community 1", stored("plain", value), "cisco");
  };
  CHECK(community("public") == Answer::yes);
  CHECK(community("Private") == Answer::yes);
  CHECK(community("ILMI") == Answer::yes);
  CHECK(community("k3-9xQ!") == Answer::no);
  CHECK(is_default_credential("hsrp", "Vlan1 1", stored("plain", "cisco"), "") == Answer::yes);
}

TEST_CASE("default credentials: the list stays within the bound of tries for every vendor and kind") {
  std::set<std::string_view> vendors{""};
  std::set<std::string_view> kinds{"user", "enable"};
  for (const auto& row : muster::analysis::factory_credentials()) {
    vendors.insert(row.vendor);
    if (!row.kind.empty()) kinds.insert(row.kind);
  }
  for (const std::string_view vendor : vendors)
    for (const std::string_view kind : kinds) {
      CAPTURE(vendor, kind);
      CHECK(is_default_credential(kind, "x", stored("plain", "not in any list"), vendor) == Answer::no);
    }
}

TEST_CASE("default credentials: the table in the program is the list in the file, entry by entry") {
  const std::string file = std::string(MUSTER_SOURCE_DIR) + "/policies/data/factory_credentials.toml";
  auto document = muster::config::Document::parse(muster::test::read_file(file), file);
  REQUIRE(document);
  auto root = document->root();
  CHECK(root.required_text("title") == "Factory credentials");
  CHECK(root.required_text("dated") == muster::analysis::factory_credentials_date());
  auto row = muster::analysis::factory_credentials().begin();
  for (auto& entry : root.tables("entry")) {
    const std::string kind = entry.text("kind").value_or("");
    const std::string vendor = entry.text("vendor").value_or("");
    const std::string name = entry.text("name").value_or("");
    for (const std::string& password : entry.texts("passwords").value_or(std::vector<std::string>{})) {
      REQUIRE(row != muster::analysis::factory_credentials().end());
      CHECK(row->kind == kind);
      CHECK(row->vendor == vendor);
      CHECK(row->name == name);
      CHECK(row->password == password);
      ++row;
    }
    entry.finish();
  }
  root.finish();
  CHECK(row == muster::analysis::factory_credentials().end());
  CHECK(document->errors().empty());
}

TEST_CASE("default credentials: many threads may ask, and get the same answers") {
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&wrong] {
      for (int i = 0; i < 500; ++i) {
        wrong += ask("md5-crypt", "$1$nTc1$Z28sUTcWfXlvVe2x.3XAa.") == Answer::yes ? 0 : 1;
        wrong += ask("plain", "pw" + std::to_string(i)) == Answer::no ? 0 : 1;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
}
