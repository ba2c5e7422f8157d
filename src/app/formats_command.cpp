#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/messages.hpp"

namespace muster::app {

ExitCode formats_command(const ListOptions&) {
  std::string text;
  for (const auto* format : grammars::formats()) {
    std::string domains;
    for (std::size_t i = 0; i < domain_count; ++i)
      if (format->contributes.contains(static_cast<Domain>(i)))
        domains += (domains.empty() ? "" : ", ") + std::string(domain_names[i]);
    text += fmt::format("{:<14} {}\n{:<14}   feeds: {}\n", format->name, format->title, "", domains);
  }
  return print(text);
}

}  // namespace muster::app
