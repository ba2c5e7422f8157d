#include "report/html_assets.hpp"

namespace muster::report {

const std::string_view html_style = R"css(
:root{--bg:#f5f6f4;--paper:#fff;--ink:#1c2428;--soft:#55616a;--line:#dde2e0;--code:#f4f6f5;--link:#1d5c78;
--fail:#ad231c;--fail-bg:#fbebe9;--open:#7c5200;--open-bg:#fcf1d8;--pass:#1b6644;--pass-bg:#e4f2ea;
--rest:#55616a;--rest-bg:#ebeeee;--hit:#fdf0c8;--fail-bar:#c8453c;--open-bar:#dda63a;--pass-bar:#4f9d76;--rest-bar:#c3cbcb}
@media (prefers-color-scheme:dark){:root{--bg:#14181b;--paper:#1c2226;--ink:#e4e9ea;--soft:#a0acb3;--line:#30393e;
--code:#161b1e;--link:#8ac4df;--fail:#ff9d93;--fail-bg:#3d2220;--open:#f0c169;--open-bg:#382d15;--pass:#86d3a9;
--pass-bg:#193326;--rest:#a0acb3;--rest-bg:#2a3237;--hit:#3d3416;--fail-bar:#d9645a;--open-bar:#c99a3c;
--pass-bar:#458a68;--rest-bar:#4a565c}}
*{box-sizing:border-box}
html{scroll-padding-top:4rem}
body{margin:0;background:var(--bg);color:var(--ink);
font:15px/1.55 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans","DejaVu Sans",sans-serif}
header{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line)}
.top,main,footer{max-width:72rem;margin:0 auto;padding:0 1.5rem}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 2rem;min-height:3.25rem}
.mark{display:flex;align-items:center;gap:.6rem;font-weight:650;letter-spacing:.01em;font-size:1.05rem}
.mark svg{width:1.25rem;height:1.25rem}.m1,.m2{fill:var(--pass-bar)}.m3{fill:var(--open-bar)}
nav{display:flex;flex-wrap:wrap;gap:0 1.1rem;font-size:.87rem}
a{color:var(--link);text-decoration:none}a:hover,a:focus-visible{text-decoration:underline}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.filter{margin-left:auto;font:inherit;font-size:.87rem;color:var(--ink);background:var(--bg);border:1px solid var(--line);
border-radius:6px;padding:.3rem .6rem;width:14rem}
section{margin:2.75rem 0}
h1{font-size:2rem;line-height:1.2;margin:.1rem 0 .5rem;font-weight:650;letter-spacing:-.012em}
h2{font-size:1.22rem;margin:0 0 .7rem;font-weight:650}
h3{font-size:1rem;margin:0;font-weight:600}
h3.sub{margin:1.5rem 0 .7rem;color:var(--soft)}
h4{font-size:.87rem;margin:1.4rem 0 .4rem;color:var(--soft);font-weight:600}
p{margin:.35rem 0}
small,.note{color:var(--soft);font-size:.87rem}
code,pre,.meta dd{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace}
code{font-size:.84rem;overflow-wrap:anywhere}
.hero{display:flex;flex-wrap:wrap;justify-content:space-between;gap:1rem 3rem;margin:2.5rem 0 1.75rem}
.kicker{color:var(--soft);font-size:.9rem;margin:0}
.lead{color:var(--soft);font-size:1.05rem;margin:0}
.meta{display:grid;grid-template-columns:auto auto;gap:.1rem 1rem;margin:0;font-size:.84rem;align-content:end}
.meta dt{color:var(--soft)}.meta dd{margin:0;overflow-wrap:anywhere}
.meta.row{display:flex;flex-wrap:wrap;gap:.1rem 2rem;margin:.6rem 0 0}.meta.row dt{font-size:.8rem}.meta.row dd{font:inherit}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.5rem,1fr));gap:.9rem;margin-bottom:1.1rem}
.tile{background:var(--paper);border:1px solid var(--line);border-top:4px solid;border-radius:8px;padding:.8rem 1rem .9rem;
display:flex;flex-direction:column}
.tile b{font-size:2.1rem;line-height:1.15;font-weight:650;font-variant-numeric:tabular-nums}
.tile span{font-weight:600}.tile small{margin-top:.2rem}
.tile.fail{border-top-color:var(--fail-bar)}.tile.fail b{color:var(--fail)}
.tile.open{border-top-color:var(--open-bar)}.tile.open b{color:var(--open)}
.tile.pass{border-top-color:var(--pass-bar)}.tile.pass b{color:var(--pass)}
.tile.rest{border-top-color:var(--rest-bar)}
.bar{display:block;width:100%;height:.6rem;border-radius:4px;background:var(--rest-bg)}
.bar .fail{fill:var(--fail-bar)}.bar .open{fill:var(--open-bar)}.bar .pass{fill:var(--pass-bar)}.bar .rest{fill:var(--rest-bar)}
.scroll{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:8px}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;padding:.5rem .8rem;border-top:1px solid var(--line);vertical-align:middle;font-weight:400}
thead th{border-top:0;color:var(--soft);font-size:.82rem;vertical-align:bottom;font-weight:600}
tbody th{font-weight:550}th small,td small,li small{display:block;font-weight:400}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.wide{width:32%;min-width:8rem}
.caps .wide{width:18%;min-width:6rem}.when{white-space:nowrap}
.zero{color:var(--soft)}th .part{color:var(--open)}
.matrix th[scope=col]:not(:first-child){width:11.2%;min-width:5.6rem}
.matrix th[scope=row]{min-width:9rem;overflow-wrap:anywhere}
.lost{color:var(--open);background:repeating-linear-gradient(-45deg,var(--open-bg) 0 8px,transparent 8px 14px);font-weight:550}
.chip{display:inline-flex;align-items:baseline;gap:.3rem;border-radius:5px;padding:0 .45rem;margin:0 .25rem .1rem 0;
font-size:.86rem;font-weight:600;white-space:nowrap;font-variant-numeric:tabular-nums}
.chip i{font-style:normal;font-weight:700}
.chip.fail{background:var(--fail-bg);color:var(--fail)}.chip.open{background:var(--open-bg);color:var(--open)}
.chip.pass{background:var(--pass-bg);color:var(--pass)}.chip.rest{background:var(--rest-bg);color:var(--rest)}
.n .chip{margin-right:0}
.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:.9rem 1.1rem;margin:0 0 .9rem}
summary{display:flex;align-items:baseline;gap:.75rem;cursor:pointer;list-style:none;flex-wrap:wrap}
summary::-webkit-details-marker{display:none}
summary::before{content:"";width:.42rem;height:.42rem;border-right:2px solid var(--soft);border-bottom:2px solid var(--soft);
transform:rotate(-45deg) translate(-.1rem,-.1rem)}
details[open]>summary::before{transform:rotate(45deg) translate(-.15rem,-.15rem)}
.count{margin-left:auto;color:var(--soft);font-size:.87rem;font-weight:400}
.loss{border-left:4px solid var(--open-bar)}.loss .count{float:right}.loss h3::first-letter{text-transform:uppercase}
.loss ul{margin:.5rem 0 0;padding-left:1.2rem}.loss li{overflow-wrap:anywhere}
.sev{font-size:.76rem;font-weight:650;border-radius:5px;padding:.05rem .5rem;border:1px solid;min-width:4.4rem;text-align:center}
.sev.critical{color:var(--paper);background:var(--fail);border-color:var(--fail)}
.sev.high{color:var(--fail)}.sev.medium{color:var(--open)}.sev.low,.sev.info{color:var(--soft)}
.facts{color:var(--soft);font-size:.86rem;margin:.5rem 0 .3rem}.facts span{margin-left:.9rem}
.todo b{margin-right:.5rem}
.finding{border-top:1px solid var(--line);margin-top:.9rem;padding-top:.7rem}
.same{margin:.4rem 0 0 .2rem}.same summary{font-size:.87rem;color:var(--soft)}
.same ul{margin:.4rem 0 0;padding-left:1.2rem}.same li{overflow-wrap:anywhere}.same li:target{outline:2px solid var(--link)}
.finding:target{outline:2px solid var(--link);outline-offset:4px;border-radius:4px}
.values{width:auto;max-width:100%;margin:.5rem 0;font-size:.87rem}.values caption{text-align:left;color:var(--soft);font-size:.82rem}
.values th,.values td{padding:.15rem 1.2rem .15rem 0;border:0;vertical-align:baseline;overflow-wrap:anywhere}
.values th{font-weight:400}.values td:last-child{color:var(--soft);padding-right:0}
.object{color:var(--soft);margin-left:.4rem}.print{float:right;color:var(--soft)}
figure{margin:.5rem 0}figcaption{font-size:.82rem;color:var(--soft)}
pre{margin:.15rem 0 0;padding:.4rem 0;background:var(--code);border:1px solid var(--line);border-radius:6px;overflow-x:auto;
font-size:.82rem;line-height:1.5;tab-size:4}
pre span,pre mark{display:block;width:max-content;min-width:100%;padding-right:.8rem;color:inherit}
pre mark{background:var(--hit)}
pre b{color:var(--soft);font-weight:400;user-select:none}pre mark b{font-weight:700;color:var(--ink)}
b.x{color:var(--open);background:var(--open-bg);font-weight:600;user-select:auto}
.alarm{background:var(--open-bg);color:var(--open);border-radius:8px;padding:.7rem 1rem;margin-bottom:.9rem}
.verdicts,.time{list-style:none;padding:0;margin:0}.verdicts li{margin:.3rem 0}.verdicts small{margin-left:1rem}
.ids{font-size:.86rem;line-height:1.8}.ids b{font-weight:600;margin-right:.3rem}
.ids code{display:inline-block;line-height:1.5;background:var(--rest-bg);border-radius:4px;padding:.05rem .35rem;font-size:.8rem}
.time{font-size:.86rem}.time b{display:inline-block;min-width:5rem;text-align:right;margin-right:.8rem;font-weight:400;
color:var(--soft);font-variant-numeric:tabular-nums}.time span{display:inline-block;min-width:7.5rem;font-weight:550}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{color:var(--soft);font-size:.84rem;padding-bottom:3rem}
[hidden]{display:none}
@media (max-width:40rem){.top,main,footer{padding:0 1rem}h1{font-size:1.55rem}.print{float:none;display:block}
.filter{width:100%;margin:0 0 .5rem}header{position:static}.count{margin-left:0}.shares{display:none}}
@media print{:root{--bg:#fff}header{position:static}nav,.filter{display:none}body{font-size:11px}
.card,tr,figure{break-inside:avoid}.device{break-inside:auto}pre{white-space:pre-wrap}}
)css";

const std::string_view html_style_digest = "g9aJ4bkQx3oo8HV8+pltuS9bged1z9htcOZGNwwjYaM=";

const std::string_view html_script = R"js(
(() => {
  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target || !target.closest("details")) return;
    for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
  addEventListener("beforeprint", () => {
    const all = document.querySelectorAll("details");
    if (all.length <= 100) for (const one of all) one.open = true;
  });
  const input = document.createElement("input");
  input.type = "search";
  input.className = "filter";
  input.placeholder = "Filter by device, rule, text";
  input.setAttribute("aria-label", "Filter by device, rule, text");
  const items = [...document.querySelectorAll(".f")];
  let texts = null;
  input.addEventListener("input", () => {
    texts = texts || items.map((item) => {
      const card = item.matches(".finding, .same li") ? item.closest("details.card") : null;
      const group = card ? card.querySelector("summary").textContent : "";
      return (item.textContent + " " + group).toLowerCase();
    });
    const wanted = input.value.trim().toLowerCase();
    items.forEach((item, i) => { item.hidden = wanted !== "" && !texts[i].includes(wanted); });
    if (wanted !== "") for (const item of document.querySelectorAll(".same li:not([hidden])")) item.closest("details").open = true;
  });
  document.querySelector(".top").append(input);
})();
)js";

const std::string_view html_script_digest = "C4aY00DXdsD02CnlsKJj7azDnewb9xcmBOeiu+2ozgU=";

}  // namespace muster::report
