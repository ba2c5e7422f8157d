#pragma once

#include <cstddef>
#include <string>

namespace muster::bench {

/// An IOS configuration of about `size` bytes: interfaces, access lists, neighbours, routes, accounts, a banner.
std::string ios_configuration(std::size_t size);

/// One extended access list with so many entries of mixed forms.
std::string access_list(std::size_t entries);

}  // namespace muster::bench
