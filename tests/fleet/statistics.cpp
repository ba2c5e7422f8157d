#include "fleet/statistics.hpp"

#include <algorithm>

namespace muster::fleet {

namespace {

constexpr std::size_t most_received = 64U << 10U;
constexpr std::size_t most_inputs = 1000;

}  // namespace

std::string Statistics::received() const {
  const std::scoped_lock lock(mutex_);
  return received_;
}

std::size_t Statistics::received_bytes() const {
  const std::scoped_lock lock(mutex_);
  return received_bytes_;
}

std::vector<Input> Statistics::inputs() const {
  const std::scoped_lock lock(mutex_);
  return inputs_;
}

void Statistics::note_received(std::string_view bytes) {
  const std::scoped_lock lock(mutex_);
  received_bytes_ += bytes.size();
  received_.append(bytes.substr(0, most_received - std::min(most_received, received_.size())));
}

void Statistics::note_input(Awaited at, std::string text) {
  const std::scoped_lock lock(mutex_);
  if (inputs_.size() < most_inputs) inputs_.push_back({at, std::move(text)});
}

}  // namespace muster::fleet
