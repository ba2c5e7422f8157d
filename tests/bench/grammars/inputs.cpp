#include "bench/grammars/inputs.hpp"

#include <cstdint>

namespace muster::bench {
namespace {

/// The same numbers on every machine and in every run.
class Numbers {
 public:
  std::uint32_t below(std::uint32_t bound) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>(state_ >> 33) % bound;
  }
  std::string address() {
    return std::to_string(1 + below(222)) + "." + std::to_string(below(256)) + "." + std::to_string(below(256)) + "." +
           std::to_string(1 + below(254));
  }

 private:
  std::uint64_t state_ = 42;
};

std::string side(Numbers& numbers) {
  switch (numbers.below(3)) {
    case 0: return "any";
    case 1: return "host " + numbers.address();
    default: return numbers.address() + " 0.0.0.255";
  }
}

std::string entry(Numbers& numbers, std::size_t sequence) {
  std::string text = " " + std::to_string(sequence) + (numbers.below(4) == 0 ? " deny " : " permit ");
  switch (numbers.below(4)) {
    case 0: return text + "ip " + side(numbers) + " " + side(numbers) + " log\n";
    case 1: return text + "udp " + side(numbers) + " " + side(numbers) + " eq snmp\n";
    case 2: return text + "tcp " + side(numbers) + " " + side(numbers) + " range 1024 2048 established\n";
    default: return text + "tcp " + side(numbers) + " " + side(numbers) + " eq " + std::to_string(1 + numbers.below(65534)) + "\n";
  }
}

void interface(std::string& out, Numbers& numbers, std::size_t i) {
  out += "interface GigabitEthernet" + std::to_string(i / 48) + "/" + std::to_string(i % 48) + "\n description link to " +
         numbers.address() + "\n ip address " + numbers.address() + " 255.255.255.0\n ip access-group LIST" +
         std::to_string(i % 10) + " in\n no ip proxy-arp\n duplex full\n speed 1000\n ip ospf cost 10\n!\n";
}

}  // namespace

std::string access_list(std::size_t entries) {
  Numbers numbers;
  std::string out = "ip access-list extended BENCH\n";
  for (std::size_t i = 1; i <= entries; ++i) out += entry(numbers, i * 10);
  return out;
}

std::string ios_configuration(std::size_t size) {
  Numbers numbers;
  std::string out = "version 15.2\nhostname bench\nbanner motd ^C\nAuthorised use only\n^C\n";
  for (std::size_t i = 0; out.size() < size; ++i) {
    interface(out, numbers, i);
    if (i % 8 == 0) {
      out += "ip access-list extended LIST" + std::to_string(i) + "\n remark rules of " + std::to_string(i) + "\n";
      for (std::size_t n = 1; n <= 20; ++n) out += entry(numbers, n * 10);
      out += "!\n";
    }
    out += "ip route " + numbers.address() + " 255.255.255.255 " + numbers.address() + "\n";
    if (i % 64 == 0) out += "username user" + std::to_string(i) + " privilege 1 secret 5 $1$abcd$0123456789012345678901\n";
  }
  return out + "end\n";
}

}  // namespace muster::bench
