#include "grammars/paths/walk.ipp"

#include "grammars/juniper_junos/config.hpp"

namespace muster::grammars::paths {

template class Schema<juniper_junos::State>;
template class Walk<juniper_junos::State>;

}  // namespace muster::grammars::paths
