#pragma once

#include <string>
#include <string_view>

#include "model/device.hpp"

/// What a configuration and a status output say about the same services.
namespace muster::grammars::mikrotik {

/// The model's name of a service of `/ip service`: "www" is "http", "www-ssl" is "https".
[[nodiscard]] std::string service_name(std::string_view routeros_name);

/// The service of that name, found or made.
[[nodiscard]] model::ManagementService& management_service(model::Device& device, std::string_view context,
                                                           const std::string& name);

/// `address=` of a service or a user: the prefixes that may reach it; absent if it is empty or covers everything.
void set_sources(model::Texts& to, std::string_view list, model::LinesId lines);

}  // namespace muster::grammars::mikrotik
