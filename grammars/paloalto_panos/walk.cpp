#include "grammars/paths/walk.ipp"

#include "grammars/paloalto_panos/config.hpp"

namespace muster::grammars::paths {

template class Schema<paloalto_panos::State>;
template class Walk<paloalto_panos::State>;

}  // namespace muster::grammars::paths
