/** The Phones page's one stylesheet; kept in code, since the build copies nothing but code. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2724; --quiet: #5b6864; --paper: #f4f6f4; --card: #fff; --line: #d9e0dc;
  --accent: #0b6b57; --on-accent: #fff; --mine: #e3f1ec; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ece9; --quiet: #9fada8; --paper: #141a18; --card: #1c2422;
  --line: #324039; --accent: #6fd0b6; --on-accent: #10201b; --mine: #1f3a33; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
header { padding-bottom: 0; }
.bar { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between; }
nav { display: flex; gap: 1rem; }
nav a { padding: .4rem 0; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0; }
a { color: var(--accent); }
.quiet, .count { color: var(--quiet); font-size: .85rem; font-weight: normal; }
.count { font-variant-numeric: tabular-nums; }
.find { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: .75rem; }
.find input { flex: 1 1 9rem; max-width: 16rem; }
input, button { font: inherit; min-height: 2.6rem; border-radius: .5rem; border: 1px solid var(--line); padding: .3rem .7rem;
  background: var(--card); color: var(--ink); min-width: 0; }
button { background: var(--accent); border-color: var(--accent); color: var(--on-accent); cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
main { display: grid; gap: 1.5rem; }
main > section { min-width: 0; }
.phones { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); align-items: start; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .9rem; display: grid; gap: .6rem;
  grid-template-columns: minmax(0, 1fr); }
section > .card + .card { margin-top: 1rem; }
.reply { display: flex; gap: .5rem; }
.reply input[name=body] { flex: 1; }
.texts { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
.texts li { border-radius: .75rem; padding: .5rem .7rem; background: var(--paper); }
.texts li.mine { background: var(--mine); margin-inline-start: 1.5rem; }
.body { white-space: pre-wrap; overflow-wrap: anywhere; }
.empty { color: var(--quiet); border: 1px dashed var(--line); border-radius: .75rem; padding: 1rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (min-width: 60rem) { main { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); } }
`;
