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

std::string junos_configuration(std::size_t size) {
  Numbers numbers;
  std::string out = "version 18.4R1;\nsystem {\n    host-name bench;\n    services {\n        ssh;\n    }\n}\ninterfaces {\n";
  for (std::size_t i = 0; out.size() < size / 2; ++i)
    out += "    ge-0/0/" + std::to_string(i) + " {\n        description \"link to " + numbers.address() +
           "\";\n        unit 0 {\n            family inet {\n                address " + numbers.address() +
           "/24;\n                filter {\n                    input LIST" + std::to_string(i % 10) +
           ";\n                }\n            }\n        }\n    }\n";
  out += "}\nfirewall {\n    family inet {\n        filter LIST0 {\n";
  for (std::size_t i = 0; out.size() < size; ++i)
    out += "            term T" + std::to_string(i) + " {\n                from {\n                    source-address {\n"
           "                        " + numbers.address() + "/32;\n                    }\n                    protocol tcp;\n"
           "                    destination-port " + std::to_string(1 + numbers.below(65534)) +
           ";\n                }\n                then accept;\n            }\n";
  return out + "        }\n    }\n}\n";
}

std::string fortios_configuration(std::size_t size) {
  Numbers numbers;
  std::string out = "#config-version=FGVM64-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin\nconfig system global\n"
                    "    set hostname \"bench\"\nend\nconfig firewall address\n";
  std::size_t addresses = 0;
  for (; out.size() < size / 2; ++addresses)
    out += "    edit \"host" + std::to_string(addresses) + "\"\n        set subnet " + numbers.address() +
           " 255.255.255.255\n    next\n";
  out += "end\nconfig firewall policy\n";
  for (std::size_t i = 1; out.size() < size; ++i)
    out += "    edit " + std::to_string(i) + "\n        set name \"policy " + std::to_string(i) +
           "\"\n        set srcintf \"port1\"\n        set dstintf \"port2\"\n        set srcaddr \"host" +
           std::to_string(numbers.below(static_cast<std::uint32_t>(addresses))) + "\"\n        set dstaddr \"host" +
           std::to_string(numbers.below(static_cast<std::uint32_t>(addresses))) +
           "\"\n        set action accept\n        set schedule \"always\"\n        set service \"HTTPS\" \"SSH\"\n"
           "        set logtraffic all\n    next\n";
  return out + "end\n";
}

std::string iptables_rules(std::size_t size) {
  Numbers numbers;
  std::string out = "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n";
  while (out.size() < size)
    out += "-A FORWARD -s " + numbers.address() + "/32 -d " + numbers.address() + "/24 -i eth0 -p tcp -m tcp --dport " +
           std::to_string(1 + numbers.below(65534)) + " -m conntrack --ctstate NEW -j ACCEPT\n";
  return out + "COMMIT\n";
}

namespace {

std::string routes(std::size_t count, std::string_view head, std::string_view code, std::string_view tail) {
  Numbers numbers;
  std::string out(head);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string prefix = std::to_string(1 + (i >> 16)) + "." + std::to_string((i >> 8) & 255) + "." +
                               std::to_string(i & 255) + ".0/24";
    out.append(code).append(prefix).append(" [20/0] via ").append(numbers.address()).append(tail);
  }
  return out;
}

}  // namespace

std::string frr_routes(std::size_t count) {
  return routes(count, "Codes: K - kernel route, C - connected, S - static, B - BGP,\n       > - selected route, * - FIB route\n\n",
                "B>* ", ", eth0, weight 1, 01w2d03h\n");
}

std::string ios_routes(std::size_t count) {
  return routes(count, "Codes: L - local, C - connected, S - static, B - BGP\n\nGateway of last resort is not set\n\n",
                "B        ", ", 1w2d\n");
}

}  // namespace muster::bench
