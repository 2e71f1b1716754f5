/** The output of a terminal as a drawing, with text that can be selected. */
import { escaped, svg } from "./svg";

const WIDTH = 8.43;
const HEIGHT = 19;
const PAD = 18;
const BAR = 34;

/** A terminal is dark on a light page as well. */
const STYLE = `
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d7dce5; white-space: pre; }
.bold { font-weight: 700; fill: #f4f6fa; } .dim { fill: #98a2b3; }
.red { fill: #ff8f9c; } .green { fill: #7fd6a0; } .yellow { fill: #ecc95a; } .blue { fill: #84b9ff; } .cyan { fill: #74d3e0; }
.frame { fill: #131821; stroke: #3a4354; }
`;

/** Codes stand between escape with a bracket and m. */
const ESCAPE = "\u001b";
const SGR = new RegExp(`${ESCAPE}\\[([\\d;]*)m`);

/** What SGR codes switch on, and the codes that switch it off (ECMA-48, 8.3.117). */
const CODES: Readonly<Record<string, { readonly on?: string; readonly off?: readonly string[] }>> = {
  "0": { off: ["bold", "dim", "red", "green", "yellow", "blue", "cyan"] },
  "1": { on: "bold" },
  "2": { on: "dim" },
  "22": { off: ["bold", "dim"] },
  "31": { on: "red" },
  "32": { on: "green" },
  "33": { on: "yellow" },
  "34": { on: "blue" },
  "36": { on: "cyan" },
  "39": { off: ["red", "green", "yellow", "blue", "cyan"] },
};

/** Draws a text with the colours of a terminal: its first lines and its last, and how many were left out between. */
export function terminalPicture(text: string, most: number): string {
  const all = text.trimEnd().split("\n");
  const left = all.length - most;
  const lines =
    left > 0
      ? [...all.slice(0, most - 2), `\u001b[2m  \u2026 ${left + 1} more lines \u2026\u001b[22m`, "", ...all.slice(-1)]
      : all;
  const columns = Math.max(
    ...lines.map(
      (line) =>
        partsOf(line)
          .filter((_, index) => index % 2 === 0)
          .join("").length,
    ),
  );
  const width = Math.ceil(columns * WIDTH + 2 * PAD);
  const height = BAR + lines.length * HEIGHT + PAD;
  const active = new Set<string>();
  const rows = lines.map((line, index) => {
    const y = BAR + (index + 0.8) * HEIGHT;
    return `<text x="${PAD}" y="${y.toFixed(1)}" xml:space="preserve">${spans(line, active)}</text>`;
  });
  const dots = ["#ff8f9c", "#ecc95a", "#7fd6a0"].map(
    (color, index) => `<circle cx="${PAD + 4 + index * 18}" cy="18" r="5" fill="${color}"/>`,
  );
  const frame = `<rect class="frame" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>`;
  return svg(width, height, "What aws-security-baseline report prints in a terminal", STYLE, [frame, ...dots, ...rows]);
}

/** The parts of a line that look alike. Codes hold on in the next line. */
function spans(line: string, active: Set<string>): string {
  return partsOf(line)
    .map((part, index) => {
      if (index % 2 === 1) {
        part.split(";").forEach((code) => apply(code || "0", active));
        return "";
      }
      return part === "" || active.size === 0
        ? escaped(part)
        : `<tspan class="${[...active].join(" ")}">${escaped(part)}</tspan>`;
    })
    .join("");
}

/** Texts at even places, the codes between them at odd ones. */
function partsOf(line: string): readonly string[] {
  return line.split(SGR);
}

function apply(code: string, active: Set<string>): void {
  const { on, off = [] } = CODES[code] ?? {};
  off.forEach((name) => active.delete(name));
  if (on !== undefined) {
    active.add(on);
  }
}
