// The looks of Checkout, portal and invoices: system fonts, high contrast, 44-pixel controls.
export const style = `
:root { color-scheme: light dark; --ink: #1a1f36; --soft: #545969; --line: #d5dbe1; --paper: #fff; --ground: #f6f8fa;
  --accent: #0a5c4a; --accent-ink: #fff; --bad: #b3093c; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f3f7; --soft: #aab4c0; --line: #3a4350; --paper: #1b212a;
  --ground: #10141a; --accent: #4cc3a5; --accent-ink: #06231c; --bad: #ff8fa8; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
.notice { margin: 0; padding: .5rem 1rem; text-align: center; background: #ffd24a; color: #2a2100; font-weight: 600; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; display: grid; gap: 1.25rem; }
.two { display: grid; gap: 1.25rem; }
@media (min-width: 48rem) { .two { grid-template-columns: 1fr 1fr; gap: 2rem; align-items: start; } }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; }
h1 { font-size: 1.25rem; margin: 0 0 .75rem; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
.amount { font-size: 2.25rem; font-weight: 650; line-height: 1.2; margin: .25rem 0; }
.soft { color: var(--soft); margin: .25rem 0; }
label, legend { display: block; font-weight: 600; margin: .9rem 0 .3rem; }
fieldset { border: 0; padding: 0; margin: 0; }
input, select { width: 100%; min-height: 44px; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; }
input[readonly] { background: var(--ground); }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
button { width: 100%; min-height: 48px; margin-top: 1rem; padding: .5rem 1rem; font: inherit; font-weight: 650; cursor: pointer;
  border-radius: .5rem; border: 1px solid var(--accent); background: var(--accent); color: var(--accent-ink); }
button.quiet { background: transparent; color: var(--accent); margin-top: .6rem; }
button.bad { border-color: var(--bad); background: transparent; color: var(--bad); margin-top: .6rem; }
a { color: var(--accent); } :focus-visible { outline: 3px solid #2f7bff; outline-offset: 2px; }
.error { border-left: 4px solid var(--bad); padding: .5rem .75rem; color: var(--bad); font-weight: 600; }
.tag { display: inline-block; padding: 0 .5rem; border-radius: 1rem; border: 1px solid var(--line); font-size: .875rem; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; padding: .5rem .25rem; border-bottom: 1px solid var(--line); }
`;
