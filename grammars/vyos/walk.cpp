#include "grammars/paths/walk.ipp"

#include "grammars/vyos/config.hpp"

namespace muster::grammars::paths {

template class Schema<vyos::State>;
template class Walk<vyos::State>;

}  // namespace muster::grammars::paths
