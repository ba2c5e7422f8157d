#include "report/html.hpp"

#include "report/html_assets.hpp"
#include "report/html_parts.hpp"

namespace muster::report {
std::string html_page(std::string_view title, const Html& body) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; script-src "
      "'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" "
      "content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n"
      "<style>{}</style></head><body>\n",
      html_style_digest, html_script_digest, html_text(title).text(), html_style);
  out += body.text();
  return out.append("<script>").append(html_script).append("</script>\n</body></html>\n");
}

std::string html_report(const RunReport& run, std::span<const controls::BenchmarkResult> benchmarks) {
  const HtmlContext context(run);
  Html body;
  put_header(body, context);
  put_summary(body, context);
  put_sections(body, context);
  put_matrix(body, context);
  put_not_collected(body, context);
  put_findings(body, context);
  put_groups(body, context);
  put_not_assessed(body, context);
  put_waivers(body, context);
  put_controls(body, benchmarks);
  put_devices(body, context);
  put_rules(body, context);
  put(body,
      "</main>\n<footer>Redacted: <code>&lt;secret:...&gt;</code> stands for a secret; equal names mean equal secrets. "
      "A "
      "pass is a proof: what was not collected whole, not seen or not understood is not assessed.</footer>\n");
  return html_page("Muster " + muster::to_string(run.started), body);
}

}  // namespace muster::report
