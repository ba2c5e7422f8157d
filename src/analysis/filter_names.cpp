#include "analysis/filter_names.hpp"

namespace muster::analysis {

FilterNames::FilterNames(const model::Device& device) {
  for (const model::Filter& filter : device.filters) {
    contexts_.insert(filter.context);
    if (!filter.name.known()) {
      nameless_ = &filter;
      continue;
    }
    by_context_.try_emplace({filter.context, filter.name.value}, &filter);
    if (is_absolute(filter.name.value)) absolute_.try_emplace(filter.name.value, &filter);
  }
}

FilterNames::Place FilterNames::find(std::string_view context, std::string_view name) const {
  if (is_absolute(name)) {
    const auto found = absolute_.find(name);
    return {found == absolute_.end() ? nullptr : found->second, false};
  }
  const bool shared = !context.empty() && !contexts_.contains(context);
  const auto found = by_context_.find({shared ? std::string_view() : context, name});
  return {found == by_context_.end() ? nullptr : found->second, shared};
}

bool FilterNames::is_absolute(std::string_view name) {
  const std::size_t blank = name.rfind(' ');
  return name.substr(blank == std::string_view::npos ? 0 : blank + 1).starts_with('/');
}

}  // namespace muster::analysis
