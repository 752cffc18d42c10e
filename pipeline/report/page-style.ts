/** The style of the project's pages: one column, light, printable. */
export const pageStyle = `
:root { color-scheme: light; --ink: #222; --quiet: #666; --line: #e2e2e2; --ground: #f7f7f5; --accent: #0072b2; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 16px/1.6 'DejaVu Sans', Verdana, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
main { padding-bottom: 4rem; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 2rem 0 1rem; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.75rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.75rem 0 0.5rem; }
p, ul, ol { margin: 0.6rem 0; }
code, pre { font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: 0.84rem; }
:not(pre) > code { background: var(--ground); padding: 0.1em 0.3em; border-radius: 3px; }
pre { margin: 0.75rem 0; padding: 0.75rem 1rem; line-height: 1.5; overflow-x: auto; white-space: pre-wrap; }
pre.code { background: var(--ground); border-left: 3px solid var(--accent); border-radius: 0 6px 6px 0; }
.comment { color: #6a737d; }
.string { color: #1a6b3c; }
.number { color: #9a4b00; }
.keyword { color: #0b5394; font-weight: bold; }
.call { color: #6b3d8f; }
.output { overflow-x: auto; }
.output pre { margin: 0.25rem 0; padding: 0.25rem 1rem; }
.output pre.stderr { color: #a33; }
.output img, .output svg { display: block; max-width: 100%; height: auto; margin: 0.75rem auto 0; }
.output em { color: var(--quiet); }
.output p { font-size: 0.9rem; margin: 0.25rem 0 1rem; }
table { border-collapse: collapse; margin: 0.75rem 0; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
caption { caption-side: top; text-align: left; color: var(--quiet); padding: 0.25rem 0; }
th, td { padding: 0.3rem 0.7rem; border-bottom: 1px solid var(--line); }
th { border-bottom: 2px solid #bbb; }
tbody tr:hover { background: var(--ground); }
blockquote { margin: 0.75rem 0; padding: 0 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  pre, table, .output img, .output svg { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
}
`;
