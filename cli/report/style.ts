/** The page's style: light and dark by the reader's own setting, gain and loss told apart without red and green. */
export const style = `
:root { color-scheme: light dark; --ink: #14171c; --soft: #5b6472; --line: #dfe3e8; --page: #fff; --card: #f6f7f9; --gain: #1769c4; --loss: #c2560a; --go: #14734a; --stop: #b3261e; --open: #8a6100; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --soft: #98a2b0; --line: #2c333d; --page: #101317; --card: #181c22; --gain: #63a9f5; --loss: #f0924a; --go: #5cc494; --stop: #f28b82; --open: #e0b34d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 960px; padding: 32px 20px 80px; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 40px 0 8px; } p { margin: 6px 0; } .soft, .empty { color: var(--soft); }
.verdict { display: inline-block; margin: 14px 0; padding: 8px 16px; border-radius: 8px; font-weight: 650; border: 2px solid currentColor; }
.go { color: var(--go); } .no-go { color: var(--stop); } .open { color: var(--open); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; margin: 16px 0; }
.card { background: var(--card); border-radius: 8px; padding: 10px 14px; } .card b { display: block; font-size: 20px; font-variant-numeric: tabular-nums; } .card span { color: var(--soft); font-size: 13px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 14px; }
th, td { text-align: right; padding: 5px 10px; border-bottom: 1px solid var(--line); white-space: nowrap; } th { color: var(--soft); font-weight: 550; }
th:first-child, td:first-child { text-align: left; padding-left: 0; } .words td { text-align: left; white-space: normal; } h3 { font-size: 15px; margin: 18px 0 4px; }
svg { width: 100%; height: auto; display: block; margin: 8px 0; } svg text { font: 12px system-ui, sans-serif; fill: var(--ink); } svg .tick { fill: var(--soft); }
.grid { stroke: var(--line); } .axis { stroke: var(--soft); } .line { fill: none; stroke-width: 2; } .line.main { stroke: var(--gain); } .line.mark { stroke: var(--soft); stroke-dasharray: 4 4; stroke-width: 1.5; } .line.second { stroke: var(--loss); }
rect.gain { fill: var(--gain); } rect.loss { fill: var(--loss); }
`;
