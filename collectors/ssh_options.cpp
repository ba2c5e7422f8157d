#include "collectors/ssh_options.hpp"

namespace muster::collectors {

Deadlines scaled(const Deadlines& deadlines, double factor) {
  Deadlines result = deadlines;
  for (Milliseconds* each : {&result.connect, &result.key_exchange, &result.authentication, &result.channel,
                             &result.prompt, &result.idle, &result.total, &result.device, &result.close,
                             &result.settle, &result.doubt})
    *each = std::chrono::ceil<Milliseconds>(*each * factor);
  return result;
}

}  // namespace muster::collectors
