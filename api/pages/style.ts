/** The one stylesheet of all pages; kept in code, since the build copies nothing but code. */
export const STYLE = `
:root { --ink: #1b2522; --quiet: #53605c; --paper: #f5f7f5; --card: #fff; --line: #d3dbd7; --field: #7c8985;
  --accent: #0b6b57; --accent-dark: #084f40; --tint: #e4f1ec; --bad: #a3261b; --bad-tint: #fbe9e7; --warn: #7a4a00; --warn-tint: #fdf1da; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h1 + p, p + h1 { margin-top: .25rem; }
h2 { font-size: 1.125rem; line-height: 1.3; margin: 0; }
h3 { font-size: 1rem; margin: 0; }
p, ul, ol, dl, dd, figure { margin: 0; }
ul.plain, ol.plain { list-style: none; padding: 0; }
a { color: var(--accent); text-underline-offset: .15em; }
a:hover { color: var(--accent-dark); text-decoration-thickness: 2px; }
:focus-visible, input:focus-within { outline: 3px solid #1f5fbf; outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: .5rem; top: .5rem; background: var(--card); padding: .6rem 1rem; z-index: 2; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.wide, .top > div, main, .foot > div { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
.top { background: var(--card); border-bottom: 1px solid var(--line); }
.top > div { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding-top: .5rem; padding-bottom: .5rem; }
.brand { font-weight: 700; color: var(--accent-dark); text-decoration: none; font-size: 1.125rem; padding: .4rem 0; }
.top nav { flex: 1 1 20rem; }
.top nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1.1rem; }
.top nav a { display: block; padding: .5rem 0; color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent; }
.top nav a:hover { border-color: var(--line); }
.top nav a[aria-current] { border-color: var(--accent); font-weight: 600; }
.who { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; color: var(--quiet); font-size: .9rem; }
main { padding-top: 1.5rem; padding-bottom: 3rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
main > * { min-width: 0; }
.narrow { max-width: 34rem; width: 100%; }
.foot { border-top: 1px solid var(--line); color: var(--quiet); font-size: .9rem; }
.foot > div { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between; padding-top: .75rem; padding-bottom: .75rem; }
.stack { display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }
.between { justify-content: space-between; }
.bottom { align-items: flex-end; }
.cols { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; }
.card > .card { background: var(--paper); }
.quiet { color: var(--quiet); font-size: .9rem; font-weight: 400; }
.due > span { white-space: nowrap; }
.strong { font-weight: 600; }
.block { display: block; }
.written { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; border-left: 3px solid var(--line); padding-left: .75rem; }
.wrap { white-space: normal; }
.num { font-variant-numeric: tabular-nums; white-space: nowrap; }
.empty { color: var(--quiet); border: 1px dashed var(--field); border-radius: .5rem; padding: 1rem; }
.turn { background: var(--tint); border: 1px solid var(--accent); border-left-width: .4rem; border-radius: .5rem; padding: .9rem 1rem; display: grid; gap: .15rem; }
.turn.over { background: var(--bad-tint); border-color: var(--bad); }
.turn.rest { background: var(--card); border-color: var(--line); }
.turn .what { font-size: 1.125rem; font-weight: 600; }
.tag { display: inline-block; border: 1px solid var(--field); border-radius: 1rem; padding: 0 .6rem; font-size: .875rem; line-height: 1.5; background: var(--card); color: var(--ink); white-space: nowrap; }
.tag.good { border-color: var(--accent); background: var(--tint); color: var(--accent-dark); }
.tag.bad { border-color: var(--bad); background: var(--bad-tint); color: var(--bad); }
.tag.warn { border-color: var(--warn); background: var(--warn-tint); color: var(--warn); }
.over-text { color: var(--bad); font-weight: 600; }
.notice { border-radius: .5rem; padding: .75rem 1rem; border: 1px solid var(--accent); background: var(--tint); }
.notice.bad { border-color: var(--bad); background: var(--bad-tint); }
.notice.warn { border-color: var(--warn); background: var(--warn-tint); }
.notice ul { padding-left: 1.2rem; }
form { margin: 0; }
label, legend { font-weight: 600; }
fieldset { border: 0; padding: 0; margin: 0; min-width: 0; display: grid; gap: .35rem; }
legend { padding: 0; margin-bottom: .35rem; }
.field { display: grid; gap: .25rem; align-content: start; }
.hint { color: var(--quiet); font-size: .9rem; font-weight: 400; }
.error { color: var(--bad); font-weight: 600; font-size: .95rem; }
td .error { font-weight: 400; }
input, select, textarea, button, .button { font: inherit; color: inherit; border-radius: .375rem; min-height: 2.75rem; max-width: 100%; }
input, select, textarea { border: 1px solid var(--field); background: #fff; padding: .4rem .6rem; width: 100%; }
input[type=date] { max-width: 12rem; }
input[type=file] { padding: .5rem; }
textarea { min-height: 5rem; resize: vertical; }
[aria-invalid=true] { border: 2px solid var(--bad); }
input[type=radio], input[type=checkbox] { width: 1.3rem; min-height: 0; height: 1.3rem; flex: none; margin: 0; accent-color: var(--accent); }
.choice { display: flex; gap: .6rem; align-items: center; font-weight: 400; padding: .45rem .7rem; min-height: 2.75rem; border: 1px solid var(--line); border-radius: .375rem; background: #fff; cursor: pointer; }
.choice:hover { border-color: var(--field); }
.choice:has(:checked) { border-color: var(--accent); background: var(--tint); box-shadow: inset 0 0 0 1px var(--accent); }
.pick { display: flex; align-items: center; justify-content: center; min-height: 2.75rem; min-width: 2.75rem; margin-left: -.75rem; cursor: pointer; }
.picked { display: flex; align-items: center; }
.choices { display: grid; gap: .4rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); }
button, .button { display: inline-flex; align-items: center; justify-content: center; border: 1px solid var(--accent); background: var(--accent); color: #fff; padding: .45rem 1.1rem; font-weight: 600; cursor: pointer; text-decoration: none; }
button:hover, .button:hover { background: var(--accent-dark); border-color: var(--accent-dark); color: #fff; }
button.second, .button.second { background: #fff; color: var(--accent-dark); }
button.second:hover, .button.second:hover { background: var(--tint); color: var(--accent-dark); }
button.bare { background: none; border: 0; color: var(--accent); text-decoration: underline; text-underline-offset: .15em; padding: .3rem 0; min-height: 2.2rem; font-weight: 400; }
button.bare:hover { color: var(--accent-dark); background: none; }
main nav a { padding: .4rem 0; }
main nav a[aria-current] { font-weight: 600; color: var(--ink); text-decoration: none; }
details > summary { cursor: pointer; color: var(--accent); padding: .4rem 0; }
details[open] > summary { margin-bottom: .4rem; }
search { display: block; }
.filters { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); align-items: end; }
dl.facts { display: grid; gap: .4rem 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); }
dl.facts dt { color: var(--quiet); font-size: .875rem; }
dl.facts dd { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
caption { text-align: left; font-weight: 600; padding: 0 0 .5rem; }
th, td { text-align: left; padding: .55rem .75rem; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
thead th { font-size: .875rem; color: var(--quiet); font-weight: 600; border-top: 0; }
tbody th { font-weight: 600; }
td .tag { white-space: normal; }
tr.bad { background: var(--bad-tint); }
td form .row { flex-wrap: nowrap; }
progress { width: 100%; height: 1.1rem; accent-color: var(--accent); }
svg.chart { width: 100%; max-width: 44rem; height: auto; display: block; }
.chart .bar { fill: var(--accent); }
.chart .paper { fill: #fff; stroke: var(--accent); stroke-width: 2; stroke-dasharray: 5 3; }
.chart .axis { stroke: var(--field); }
.chart .goal { stroke: var(--warn); stroke-width: 2; stroke-dasharray: 8 4; }
.chart text { font-size: 13px; fill: var(--quiet); text-anchor: middle; }
.chart .amount { fill: var(--ink); }
.group th { background: var(--tint); }
.time { list-style: none; padding: 0; border-left: 2px solid var(--line); display: grid; gap: .7rem; }
.time li { padding-left: .9rem; position: relative; }
.time li::before { content: ""; position: absolute; left: -.4rem; top: .5rem; width: .65rem; height: .65rem; border-radius: 50%; background: var(--accent); }
.phone main { max-width: 30rem; padding-top: 1rem; }
.phone .choice { min-height: 3.25rem; font-size: 1.0625rem; }
.phone button { width: 100%; min-height: 3.25rem; font-size: 1.125rem; }
.phone summary { padding: .8rem 0; font-size: 1.0625rem; }
.phone .choices { grid-template-columns: minmax(0, 1fr); }
@media (min-width: 56rem) { .cols.two { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
@media (max-width: 44rem) {
  table.cards, table.cards tbody, table.cards tr, table.cards th, table.cards td, table.cards caption { display: block; }
  table.cards { border: 0; background: none; }
  table.cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.cards tr { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; margin-bottom: .6rem; }
  table.cards tr.bad { background: var(--bad-tint); }
  table.cards th, table.cards td { border: 0; padding: .2rem 0; }
  table.cards td[data-label]::before { content: attr(data-label) ": "; font-size: .875rem; color: var(--quiet); }
  table.cards td:empty { display: none; }
}
@media print {
  .top nav, .who form, .foot, form, search, .pick, .several, .skip, details:not([open]) { display: none !important; }
  body { background: #fff; font-size: 10.5pt; }
  .card, .turn, table { border-color: #999; break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
