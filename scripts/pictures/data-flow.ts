/** Where the data of a preview comes from and goes to, drawn from a list of boxes and arrows. */
import { escaped, svg } from "./svg";

interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  /** What this repository is. */
  readonly own?: boolean;
}

const WIDTH = 190;
const HEIGHT = 74;

const BOXES: readonly Box[] = [
  { id: "program", x: 20, y: 150, lines: ["Your program", "any Pulumi language"] },
  { id: "engine", x: 290, y: 150, lines: ["Pulumi engine", "preview, up, analyze"] },
  { id: "settings", x: 560, y: 20, lines: ["Settings", "profiles, exemptions"], own: true },
  { id: "core", x: 560, y: 150, lines: ["core", "values, graph, ledger"], own: true },
  { id: "policies", x: 830, y: 150, lines: ["policies", "one rule a file"], own: true },
  { id: "aws", x: 830, y: 290, lines: ["aws", "views, tables of facts"], own: true },
  { id: "events", x: 290, y: 290, lines: ["Events", "files or standard input"] },
  { id: "report", x: 290, y: 430, lines: ["report", "findings, counts"], own: true },
  { id: "formats", x: 560, y: 430, lines: ["Formats", "page, SARIF, CSV and more"], own: true },
  { id: "baseline", x: 20, y: 430, lines: ["baseline", "findings as exemptions"], own: true },
];

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Both ways. */
  readonly both?: boolean;
}

const ARROWS: readonly Arrow[] = [
  { from: "program", to: "engine", label: "inputs" },
  { from: "engine", to: "core", label: "gRPC", both: true },
  { from: "settings", to: "core", label: "read once, checked" },
  { from: "core", to: "policies", label: "subjects", both: true },
  { from: "policies", to: "aws", label: "meaning" },
  { from: "engine", to: "events", label: "messages, counts" },
  { from: "events", to: "report", label: "read as a stream" },
  { from: "report", to: "formats", label: "model" },
  { from: "report", to: "baseline", label: "accept" },
];

/** Follows the reader's colours where the viewer knows them. */
const STYLE = `
svg { color-scheme: light dark; }
text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; fill: #1b2130; text-anchor: middle; }
.name { font-weight: 700; font-size: 15px; } .note, .label { fill: #545c6d; font-size: 12.5px; }
.box { fill: #ffffff; stroke: #8a93a5; stroke-width: 1.5; } .own { fill: #e8f1fd; stroke: #0b57b7; }
.arrow { stroke: #545c6d; stroke-width: 1.5; fill: none; } .head { fill: #545c6d; } .page { fill: #f6f7f9; }
@media (prefers-color-scheme: dark) {
  text { fill: #e8ebf1; } .note, .label { fill: #a9b2c2; } .box { fill: #181e28; stroke: #7d8798; }
  .own { fill: #14263f; stroke: #84b9ff; } .arrow { stroke: #a9b2c2; } .head { fill: #a9b2c2; } .page { fill: #10141b; }
}
`;

/** The drawing. Blue boxes are this repository. */
export function dataFlow(): string {
  const width = Math.max(...BOXES.map(({ x }) => x + WIDTH)) + 20;
  const height = Math.max(...BOXES.map(({ y }) => y + HEIGHT)) + 20;
  const title =
    "Data flow: the engine asks core about the inputs of a program; core runs the policies and answers with findings; reports are made of the engine's events.";
  const head = `<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="head" d="M0 0 10 5 0 10z"/></marker></defs>`;
  const page = `<rect class="page" width="${width}" height="${height}" rx="8"/>`;
  return svg(width, height, title, STYLE, [head, page, ...ARROWS.map(arrow), ...BOXES.map(box)]);
}

function box({ x, y, lines: [name = "", note = ""], own }: Box): string {
  const middle = x + WIDTH / 2;
  return `<rect class="box${own === true ? " own" : ""}" x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="6"/>
<text class="name" x="${middle}" y="${y + 33}">${escaped(name)}</text>
<text class="note" x="${middle}" y="${y + 54}">${escaped(note)}</text>`;
}

/** Straight, from side to side or from edge to edge; boxes stand in rows and columns. */
function arrow({ from, to, label, both }: Arrow): string {
  const [a, b] = [placeOf(from), placeOf(to)];
  const isLevel = a.y === b.y;
  const forward = isLevel ? Math.sign(b.x - a.x) : Math.sign(b.y - a.y);
  const edge = (place: Box, side: number): readonly [number, number] =>
    isLevel
      ? [place.x + (side > 0 ? WIDTH : 0), place.y + HEIGHT / 2]
      : [place.x + WIDTH / 2, place.y + (side > 0 ? HEIGHT : 0)];
  const [x1, y1] = edge(a, forward);
  const [x2, y2] = edge(b, -forward);
  const start = both === true ? ' marker-start="url(#head)"' : "";
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const at = isLevel ? `x="${x}" y="${y - 9}"` : `x="${x + 10}" y="${y + 4}" style="text-anchor: start"`;
  return `<path class="arrow" d="M${x1} ${y1} ${x2} ${y2}" marker-end="url(#head)"${start}/>
<text class="label" ${at}>${escaped(label)}</text>`;
}

function placeOf(id: string): Box {
  const found = BOXES.find((one) => one.id === id);
  if (!found) {
    throw new Error(`There is no box ${id}.`);
  }
  return found;
}
