#include "app/parameters.hpp"

namespace muster::app {

policy::ParameterValue to_parameter(const config::Scalar& scalar) {
  using From = config::Scalar::Type;
  using To = policy::ParameterValue::Type;
  policy::ParameterValue value;
  value.type = scalar.type == From::boolean     ? To::boolean
               : scalar.type == From::integer   ? To::integer
               : scalar.type == From::text_list ? To::text_list
                                                : To::text;
  value.boolean = scalar.boolean;
  value.integer = scalar.integer;
  value.text = scalar.text;
  value.texts = scalar.texts;
  return value;
}

}  // namespace muster::app
