#pragma once

#include <string_view>

/// The style and the script of the HTML report, and their SHA-256 in base 64 for its content security policy; a test
/// keeps them in step.
namespace muster::report {

extern const std::string_view html_style;
extern const std::string_view html_style_digest;
extern const std::string_view html_script;
extern const std::string_view html_script_digest;

}  // namespace muster::report
