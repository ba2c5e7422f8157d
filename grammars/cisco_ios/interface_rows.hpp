#pragma once

#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {

// Keywords of interface blocks, by feature.
Rows standby_rows();         ///< HSRP, VRRP, GLBP
Rows ospf_interface_rows();
Rows igp_interface_rows();   ///< EIGRP, RIP, IS-IS
Rows other_interface_rows(); ///< declared: known or ignored

}  // namespace muster::grammars::cisco_ios
