/**
 * The style of the project's pages: one column, light, readable on a phone and printable. Content wider than the column
 * (`.scroll`, and `.output` of a notebook) scrolls sideways, as a shade at its edge and a line above it indicate.
 */
export const pageStyle = `
:root { color-scheme: light; --ink: #222; --quiet: #666; --line: #e2e2e2; --ground: #f7f7f5; --accent: #0072b2; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 16px/1.6 'DejaVu Sans', Verdana, sans-serif; }
main { max-width: 66rem; margin: 0 auto; padding: 0 1.5rem 4rem; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 2rem 0 1rem; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.75rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.75rem 0 0.5rem; }
p, ul, ol { margin: 0.6rem 0; }
code, pre { font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: 0.84rem; }
:not(pre) > code { background: var(--ground); padding: 0.1em 0.3em; border-radius: 3px; }
pre { margin: 0.75rem 0; padding: 0.75rem 1rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.code { background: var(--ground); border-left: 3px solid var(--accent); border-radius: 0 6px 6px 0; }
.comment { color: #6a737d; }
.string { color: #1a6b3c; }
.number { color: #9a4b00; }
.keyword { color: #0b5394; font-weight: bold; }
.call { color: #6b3d8f; }
.scroll, .output {
  overflow-x: auto;
  background:
    linear-gradient(to right, #fff 1rem, #fff0) left / 2rem 100% no-repeat local,
    linear-gradient(to left, #fff 1rem, #fff0) right / 2rem 100% no-repeat local,
    linear-gradient(to right, #0004, #0000) left / 0.8rem 100% no-repeat scroll,
    linear-gradient(to left, #0004, #0000) right / 0.8rem 100% no-repeat scroll;
}
.scroll::before, .output::before { content: 'wider than the page: scroll sideways →'; display: block; height: 0; overflow: hidden; color: var(--quiet); font-size: 0.8rem; animation: wide linear; animation-timeline: scroll(nearest inline); }
@keyframes wide { from, to { height: 1.6em; } }
.scroll svg, .output img, .output svg { mix-blend-mode: multiply; }
.output pre { margin: 0.25rem 0; padding: 0.25rem 1rem; }
.output pre.stderr { color: #a33; }
.output img, .output svg { display: block; max-width: 100%; height: auto; margin: 0.75rem auto 0; }
.output em { color: var(--quiet); }
.output p { font-size: 0.9rem; margin: 0.25rem 0 1rem; }
table { border-collapse: collapse; margin: 0.75rem 0; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
caption { caption-side: top; text-align: left; color: var(--quiet); padding: 0.25rem 0; }
caption span { display: inline-block; position: sticky; left: 0; max-width: calc(min(100vw, 66rem) - 3rem); }
th, td { padding: 0.3rem 0.7rem; border-bottom: 1px solid var(--line); }
th { vertical-align: bottom; }
th:first-child, td:first-child { white-space: nowrap; }
.scroll table { font-size: 0.8rem; }
.scroll th, .scroll td { padding: 0.3rem 0.45rem; text-align: right; }
.scroll td { white-space: nowrap; }
.scroll .figure { white-space: normal; }
.scroll :is(th, td):first-child, .wrapped :is(th, td) { text-align: left; }
.wrapped td:not(:first-child) { white-space: normal; }
th { border-bottom: 2px solid #bbb; }
tbody tr:hover { background: var(--ground); }
blockquote { margin: 0.75rem 0; padding: 0 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
figure { margin: 1rem 0; break-inside: avoid; }
figure svg { width: 100%; height: auto; display: block; }
.lead { font-size: 1.1rem; }
figcaption { color: var(--quiet); font-size: 0.9rem; }
summary { cursor: pointer; color: var(--accent); margin: 0.75rem 0; }
@media screen and (max-width: 50rem) {
  main { padding: 0 1rem 3rem; }
  figure svg, .output svg { min-width: 46rem; }
  .output img { max-width: none; }
  :is(th, td):first-child { position: sticky; left: 0; background: #fff; }
  tbody td:first-child { max-width: 40vw; white-space: normal; }
}
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  .scroll, .output { overflow: visible; background: none; }
  .scroll::before, .output::before { content: none; }
  .scroll svg, .output img, .output svg { mix-blend-mode: normal; }
  table, .scroll table { font-size: 7pt; }
  :is(th, td), .scroll :is(th, td) { padding: 0.15rem 0.25rem; overflow-wrap: anywhere; }
  details::details-content { display: block; content-visibility: visible; }
  tr, .output img, .output svg { break-inside: avoid; }
  thead { display: table-header-group; }
  h1, h2, h3, summary, caption { break-after: avoid; }
}
`;
