/** The page's looks. Colours only repeat what words say; each has a contrast of at least 4.5 to what it stands on, light and dark. */
export const STYLE = String.raw`
:root {
  --page: #f6f7f9; --sheet: #ffffff; --line: #d5d9e0; --text: #1b2130; --soft: #545c6d; --link: #0b57b7;
  --critical: #a3122f; --high: #ad4200; --medium: #7a5b00; --low: #1f5c9e; --good: #17693a; --quiet: #545c6d;
  --critical-pale: #fdecef; --good-pale: #e7f5ec; --medium-pale: #fdf5dc; --code: #eef0f4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10141b; --sheet: #181e28; --line: #343c4b; --text: #e8ebf1; --soft: #a9b2c2; --link: #84b9ff;
    --critical: #ff93a4; --high: #ffae7a; --medium: #ecc95a; --low: #8dc1f7; --good: #7fd6a0; --quiet: #a9b2c2;
    --critical-pale: #3a1a22; --good-pale: #16301f; --medium-pale: #33290f; --code: #232b38;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { color-scheme: light dark; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; max-width: 72rem; padding: 1.5rem 1.25rem 3rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1, h2, h3, h4, p, ul, dl, dd, fieldset { margin: 0; padding: 0; }
h1 { font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .6rem; }
h4 { font-size: 1rem; }
ul { list-style: none; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code { font: .875em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.pack, .seen, .note { color: var(--soft); }
.pack { font-weight: 600; }
.note { margin-bottom: .75rem; max-width: 50rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: 1rem; padding: .6rem 0; border-block: 1px solid var(--line); }
#summary h2 { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
#summary { margin-top: 1.25rem; }

.verdict { display: flex; gap: .75rem; align-items: center; padding: .9rem 1.1rem; border: 1px solid; border-left-width: 6px; border-radius: 6px; font-size: 1.25rem; font-weight: 600; }
.verdict.not-met { background: var(--critical-pale); color: var(--critical); }
.verdict.met { background: var(--good-pale); color: var(--good); }
.verdict.undecided { background: var(--medium-pale); color: var(--medium); }
.problem { margin-bottom: .6rem; padding: .6rem 1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; overflow-wrap: anywhere; }
.problem.incomplete { background: var(--medium-pale); border-color: var(--medium); color: var(--medium); }

.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .75rem; margin-top: .75rem; }
.numbers > div { display: flex; flex-direction: column-reverse; padding: .7rem .9rem; background: var(--sheet); border: 1px solid var(--line); border-top: 4px solid currentColor; border-radius: 6px; color: var(--quiet); }
.numbers dd { font-size: 1.9rem; font-weight: 700; line-height: 1.1; font-variant-numeric: tabular-nums; }
.numbers dt { font-size: .9rem; }
.numbers .critical { color: var(--critical); } .numbers .high { color: var(--high); }
.numbers .medium { color: var(--medium); } .numbers .low { color: var(--low); } .numbers .met { color: var(--good); }
.numbers .zero { color: var(--quiet); border-top-color: var(--line); }
.bar { margin-top: 1rem; }
.bar svg { display: block; width: 100%; height: .9rem; border-radius: 4px; margin-bottom: .4rem; }
.bar .not-met { fill: var(--critical); } .bar .undecided { fill: var(--medium); }
.bar .exempted { fill: var(--quiet); } .bar .met { fill: var(--good); }

.scroll { overflow-x: auto; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { padding: .4rem .75rem; text-align: left; vertical-align: top; }
tbody tr { border-top: 1px solid var(--line); }
thead th { font-size: .85rem; color: var(--soft); white-space: nowrap; }
tbody th { font-weight: 600; overflow-wrap: break-word; max-width: 24rem; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead th:nth-child(n+3) { text-align: right; }
details thead th:nth-child(4) { text-align: left; }
#controls ~ .scroll thead th:nth-child(2) { text-align: right; }
td.zero { color: var(--soft); }
td.critical, td.not-met { color: var(--critical); font-weight: 700; } td.high { color: var(--high); font-weight: 700; }
td.medium { color: var(--medium); } td.low { color: var(--low); } td.met { color: var(--good); }
.status { display: inline-flex; gap: .4rem; white-space: nowrap; font-weight: 600; }
.status .mark { width: 1em; text-align: center; }
.status.not-met { color: var(--critical); } .status.met { color: var(--good); }
.status.undecided { color: var(--medium); } .status.exempted, .status.unseen { color: var(--quiet); }
details { margin-top: .6rem; }
summary { cursor: pointer; padding: .35rem 0; font-weight: 600; }

#filters { padding: 1rem; margin-bottom: 1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; display: grid; gap: .75rem; }
#filters fieldset { border: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; min-width: 0; max-height: 10rem; overflow-y: auto; }
#filters legend { float: left; width: 5.5rem; font-weight: 600; padding: 0; }
#filters fieldset label { display: inline-flex; gap: .35rem; align-items: center; overflow-wrap: anywhere; }
.search, .bottom { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
.search label, .bottom label { font-weight: 600; width: 5.5rem; margin-right: -.5rem; display: inline-block; }
.bottom { justify-content: space-between; }
#search-hint { color: var(--soft); font-size: .9rem; }
input[type=search], select, button { font: inherit; color: var(--text); background: var(--page); border: 1px solid var(--soft); border-radius: 4px; padding: .35rem .6rem; }
input[type=search] { flex: 1 1 16rem; max-width: 28rem; }
select { max-width: 100%; }
button { cursor: pointer; }
input[type=checkbox] { width: 1.1rem; height: 1.1rem; accent-color: var(--link); margin: 0; }
#shown { color: var(--soft); }

.group h3 { display: flex; gap: .5rem; align-items: center; }
.group h3 .mark { width: .8rem; height: .8rem; border-radius: 2px; background: var(--quiet); }
.group.critical .mark { background: var(--critical); } .group.high .mark { background: var(--high); }
.group.medium .mark { background: var(--medium); } .group.low .mark { background: var(--low); }
.count { font-weight: 400; color: var(--soft); }
.policy { padding: .9rem 1.1rem 1rem; margin-bottom: .75rem; background: var(--sheet); border: 1px solid var(--line); border-left: 4px solid var(--quiet); border-radius: 6px; content-visibility: auto; contain-intrinsic-size: auto 16rem; }
.critical > .policy { border-left-color: var(--critical); } .high > .policy { border-left-color: var(--high); }
.medium > .policy { border-left-color: var(--medium); } .low > .policy { border-left-color: var(--low); }
.facts { margin: .15rem 0 .35rem; color: var(--soft); font-size: .95rem; }
.tag { display: inline-block; padding: 0 .5rem; margin-left: .25rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .8rem; }
.why { color: var(--soft); max-width: 60rem; }
.finding { padding: .5rem 0; content-visibility: auto; contain-intrinsic-size: auto 4.5rem; }
.finding + .finding { border-top: 1px dashed var(--line); }
.finding p, .advice { overflow-wrap: anywhere; }
.finding:target { outline: 3px solid var(--link); outline-offset: 4px; }
.where { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; }
.name { font-weight: 700; }
.type, .place, .stack { color: var(--soft); font-size: .9rem; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.level { margin-left: auto; font-size: .85rem; color: var(--soft); }
.level.mandatory, .level.remediate { color: var(--text); font-weight: 700; }
.path { background: var(--code); padding: .1rem .35rem; border-radius: 3px; }
.fix { margin-top: .25rem; padding: .5rem .8rem; background: var(--good-pale); border-radius: 4px; }
.fix strong { color: var(--good); }
.links { margin-top: .5rem; font-size: .85rem; color: var(--soft); overflow-wrap: anywhere; }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }

@media print {
  :root {
    --page: #ffffff; --sheet: #ffffff; --line: #bbbbbb; --text: #000000; --soft: #444444; --link: #000000;
    --critical: #8a0f27; --high: #8f3600; --medium: #664c00; --low: #174a80; --good: #115029; --quiet: #444444;
    --critical-pale: #ffffff; --good-pale: #ffffff; --medium-pale: #ffffff; --code: #ffffff;
  }
  html { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip, #filters { display: none !important; }
  .policy, .finding { content-visibility: visible; contain-intrinsic-size: none; }
  .finding, tr, .verdict, .numbers > div { break-inside: avoid; }
  h2, h3, h4, .facts { break-after: avoid; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .links a, .fix, .mark, .bar svg { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
