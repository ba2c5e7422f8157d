#include "grammars/apache/config.hpp"

#include "grammars/apache/section_tree.hpp"

namespace muster::grammars::apache {

const Directive* Section::last(std::string_view name) const {
  const auto found = last_.find(name);
  return found == last_.end() ? nullptr : &directives[found->second];
}

void Section::index() {
  for (std::uint32_t i = 0; i < directives.size(); ++i) {
    last_[directives[i].name] = i;
    inherits_rewrites |=
        directives[i].name == "rewriteoptions" && lower(directives[i].argument(0)).starts_with("inherit");
  }
}

}  // namespace muster::grammars::apache
