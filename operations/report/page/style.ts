// The style sheet of the report, for screen and print. It loads nothing.

export const ink = '#1c1b19';
export const shades = { annual: '#1f3a34', monthly: '#5f8579', once: '#c9a063' } as const;
export const loss = '#a5482f';

export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #efece4; color: ${ink}; font: 17px/1.5 "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; font-variant-numeric: oldstyle-nums; }
main { max-width: 860px; margin: 40px auto; padding: 64px 72px 56px; background: #fffdf8; box-shadow: 0 1px 3px rgb(0 0 0 / .12); }
header { border-top: 6px double ${ink}; border-bottom: 1px solid ${ink}; padding: 14px 0 20px; margin-bottom: 30px; }
.kicker { font-size: 13px; letter-spacing: .14em; text-transform: uppercase; color: #6b665b; margin: 0; display: flex; justify-content: space-between; }
h1 { font-size: 54px; line-height: 1.05; font-weight: 500; letter-spacing: -.01em; margin: 12px 0 0; }
.lead { font-size: 21px; line-height: 1.45; margin: 0 0 30px; }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); border-top: 1px solid #d9d3c5; border-bottom: 1px solid #d9d3c5; margin: 0 0 40px; padding: 0; list-style: none; }
.figures li { padding: 16px 12px 14px 0; }
.figures li + li { border-left: 1px solid #d9d3c5; padding-left: 16px; }
.figures b { display: block; font-size: 30px; line-height: 1.1; font-weight: 500; font-variant-numeric: lining-nums; white-space: nowrap; }
.figures span { font-size: 14px; line-height: 1.3; color: #6b665b; display: block; margin-top: 4px; }
section { margin: 0 0 42px; break-inside: avoid; }
h2 { font-size: 25px; font-weight: 500; margin: 0 0 2px; }
.note { font-size: 14.5px; line-height: 1.45; color: #6b665b; margin: 0 0 16px; max-width: 62ch; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { font: 12.5px "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; fill: #6b665b; font-variant-numeric: lining-nums; }
svg text.now { fill: ${ink}; font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: 15.5px; font-variant-numeric: lining-nums tabular-nums; margin-top: 14px; }
th { font-weight: 500; text-align: right; color: #6b665b; font-size: 13.5px; padding: 5px 0 5px 14px; border-bottom: 1px solid ${ink}; }
td { text-align: right; padding: 6px 0 6px 14px; border-bottom: 1px solid #e6e1d5; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
tr.sum td { border-bottom: 0; font-weight: 600; }
.kept td { border: 0; padding: 1px; }
.kept td:first-child, .kept td:nth-child(2) { padding-right: 12px; white-space: nowrap; }
.kept i { display: block; font-style: normal; text-align: center; padding: 4px 0; border-radius: 2px; font-size: 13px; }
.legend { display: flex; gap: 20px; font-size: 14px; color: #6b665b; margin: 0 0 10px; padding: 0; list-style: none; }
.legend i { display: inline-block; width: 11px; height: 11px; margin-right: 7px; border-radius: 1px; }
.good { color: #1f5a46; } .bad { color: ${loss}; font-weight: 600; }
footer { border-top: 1px solid ${ink}; padding-top: 14px; font-size: 13.5px; line-height: 1.5; color: #6b665b; }
@media (max-width: 720px) { main { margin: 0; padding: 28px 20px; } h1 { font-size: 38px; } .figures { grid-template-columns: repeat(2, 1fr); } .wide { overflow-x: auto; } }
@media print { @page { size: A4; margin: 16mm 15mm; } body { background: none; font-size: 11pt; } main { margin: 0; padding: 0; max-width: none; box-shadow: none; background: none; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
