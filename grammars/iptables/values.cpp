#include <boost/spirit/home/x3.hpp>

#include <optional>

#include "core/ip.hpp"
#include "grammars/iptables/rule.hpp"

namespace muster::grammars::iptables {
namespace {

namespace x3 = boost::spirit::x3;

constexpr std::uint16_t last_port = 65535;

/// Appends the model's form of what is parsed; the attributes stay empty.
struct PortList {
  std::string text;

  void add(std::string_view item) {
    if (!text.empty()) text.push_back(',');
    text.append(item);
  }
  void add(std::uint16_t low, std::uint16_t high) {
    if (low == high) return add(std::to_string(low));
    add(std::to_string(low) + '-' + std::to_string(high));
  }
};

std::optional<std::string> address(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto ip = parse_ip(text.substr(0, slash));
  if (!ip) return std::nullopt;
  if (slash == std::string_view::npos) return to_string(*ip);
  const std::string_view mask = text.substr(slash + 1);
  const auto dotted = parse_ip(mask);
  if (!dotted) {
    const auto prefix = parse_prefix(text);
    if (!prefix) return std::nullopt;
    return prefix->length == 0 ? "any" : to_string(*prefix);
  }
  if (dotted->family != 4 || ip->family != 4) return std::nullopt;
  const auto& b = dotted->bytes;
  const std::uint32_t bits = std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | b[3];
  if (const auto length = mask_length(bits)) return *length == 0 ? "any" : to_string(IpPrefix{*ip, *length});
  return to_string(*ip) + ' ' + to_string(IpAddress::v4(~bits));
}

}  // namespace

std::string model_ports(std::string_view ports) {
  PortList list;
  const auto one = [&](auto& context) { list.add(x3::_attr(context), x3::_attr(context)); };
  const auto range = [&](auto& context) {
    const auto& ends = x3::_attr(context);
    list.add(boost::fusion::at_c<0>(ends).value_or(0), boost::fusion::at_c<1>(ends).value_or(last_port));
  };
  const auto name = [&](auto& context) {
    const auto& found = x3::_attr(context);
    list.add(std::string_view(found.begin(), static_cast<std::size_t>(found.end() - found.begin())));
  };
  const x3::uint_parser<std::uint16_t, 10, 1, 5> number;
  const auto item = (-number >> ':' >> -number)[range] | (number >> !x3::alnum)[one] |
                    x3::raw[x3::alpha >> *(x3::alnum | x3::char_("-_"))][name];
  const char* at = ports.data();
  const char* const end = at + ports.size();
  if (!x3::parse(at, end, (item % ',') >> x3::eoi)) return {};
  return list.text == "0-65535" ? "any" : list.text;
}

std::string model_addresses(std::string_view addresses) {
  std::string list;
  while (true) {
    const std::size_t comma = addresses.find(',');
    const auto one = address(addresses.substr(0, comma));
    if (!one) return {};
    if (*one == "any") return "any";
    list.append(list.empty() ? "" : ",").append(*one);
    if (comma == std::string_view::npos) return list;
    addresses.remove_prefix(comma + 1);
  }
}

}  // namespace muster::grammars::iptables
