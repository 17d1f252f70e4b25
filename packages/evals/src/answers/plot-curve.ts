import type { Share } from "./bootstrap.js";
import type { Condition, CurvePoint, RefusalCurve } from "./refusal-curve.js";

const panel = { width: 420, height: 300, left: 56, top: 64, gap: 84, bottom: 96 };
/** Colours that the colour-blind can distinguish (Okabe and Ito 2008), each with its own dash and mark for print. */
const series: readonly {
  readonly condition: Condition;
  readonly label: string;
  readonly colour: string;
  readonly dash: string;
  readonly figure: "above" | "below";
}[] = [
  { condition: "article", label: "article left out", colour: "#0072b2", dash: "", figure: "above" },
  { condition: "paragraph", label: "paragraph left out", colour: "#d55e00", dash: "7 3", figure: "above" },
  { condition: "foreign", label: "foreign name or number", colour: "#009e73", dash: "2 3", figure: "below" },
  {
    condition: "everything",
    label: "answer is there (wrongly refused)",
    colour: "#555555",
    dash: "10 3 2 3",
    figure: "above",
  },
];

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly label: string;
}

const percentAxis = (to: number, step: number, label: string): Axis => ({
  from: 0,
  to,
  ticks: Array.from({ length: to / step + 1 }, (_, index) => index * step),
  label,
});
const falseRefusals = percentAxis(16, 2, "wrongly refused, %");
const refused = percentAxis(100, 10, "refused, %");
const lines: Axis = { from: -4, to: 1, ticks: [-4, -3, -2, -1, 0, 1], label: "line of evidence, log-odds" };

interface PlacedAxis {
  readonly axis: Axis;
  /** Where on the axis a point is. */
  readonly place: (point: CurvePoint) => number;
}
const falseRefusalAxis: PlacedAxis = { axis: falseRefusals, place: (point) => 100 * point.everything.value };
const lineAxis: PlacedAxis = { axis: lines, place: (point) => point.line };

/**
 * Refusal curves as an SVG picture, two panels per collection: correct against wrong refusals, and every share against
 * the threshold. A mark with its 95 % interval is at the threshold in use.
 */
export function plotCurve(curves: readonly RefusalCurve[]): string {
  const rowHeight = panel.top + panel.height + panel.bottom;
  const width = 2 * (panel.left + panel.width) + panel.gap;
  const parts = curves.map((curve, row) => `<g transform="translate(0 ${row * rowHeight})">${rowOf(curve)}</g>`);
  const height = rowHeight * curves.length;
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  const font = `font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#222"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font}>
<rect width="100%" height="100%" fill="#fff"/>
${parts.join("\n")}
</svg>
`;
}

function rowOf({ collection, points, inUse }: RefusalCurve): string {
  const shown = series.filter(({ condition }) => !Number.isNaN(inUse[condition].value));
  const without = shown.filter(({ condition }) => condition !== "everything");
  const tradeOff = without.map((one) => curveOf(one, points, inUse, falseRefusalAxis)).join("");
  const byLine = shown.map((one) => curveOf(one, points, inUse, lineAxis)).join("");
  const second = panel.left + panel.width + panel.gap;
  const legend = shown
    .map(({ label, colour, dash }, at) => {
      const place = `translate(${panel.left + at * 225} ${panel.top + panel.height + 72})`;
      const sample = `<line x2="34" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/>`;
      return `<g transform="${place}">${sample}<text x="42" y="4">${label}</text></g>`;
    })
    .join("");
  const title = `When the extractive generator refuses: ${escape(collection)}`;
  return `<text x="${panel.left}" y="26" font-size="17" font-weight="bold">${title}</text>
<text x="${panel.left}" y="47">marks: the line in use (${inUse.line.toFixed(2)}) with 95 % bootstrap intervals; ${inUse.everything.count} questions</text>
<g transform="translate(${panel.left} ${panel.top})">${axes(falseRefusals, refused)}${tradeOff}</g>
<g transform="translate(${second} ${panel.top})">${axes(lines, refused)}${byLine}</g>
${legend}`;
}

function axes(across: Axis, up: Axis): string {
  const { width, height } = panel;
  const horizontal = up.ticks.map((tick) => {
    const at = y(tick);
    return `<line x1="0" x2="${width}" y1="${at}" y2="${at}" stroke="#e2e2e2"/>
<text x="-8" y="${at + 4}" text-anchor="end">${tick}</text>`;
  });
  const vertical = across.ticks.map((tick) => {
    const at = x(tick, across);
    return `<line x1="${at}" x2="${at}" y1="0" y2="${height}" stroke="#e2e2e2"/>
<text x="${at}" y="${height + 18}" text-anchor="middle">${tick}</text>`;
  });
  return `${horizontal.join("")}${vertical.join("")}
<rect width="${width}" height="${height}" fill="none" stroke="#888"/>
<text x="${width / 2}" y="${height + 40}" text-anchor="middle">${across.label}</text>
<text transform="translate(-40 ${height / 2}) rotate(-90)" text-anchor="middle">${up.label}</text>`;
}

function curveOf(
  { condition, colour, dash, figure }: (typeof series)[number],
  points: readonly CurvePoint[],
  inUse: CurvePoint,
  { axis, place }: PlacedAxis,
): string {
  const inside = points.filter((point) => place(point) >= axis.from && place(point) <= axis.to);
  const path = inside.map((point) => `${x(place(point), axis)},${y(100 * point[condition].value)}`).join(" ");
  const share: Share = inUse[condition];
  const at = x(place(inUse), axis);
  const height = y(100 * share.value);
  const above = figure === "above";
  const label = `x="${above ? at - 8 : at + 8}" y="${height + (above ? -7 : 16)}" text-anchor="${above ? "end" : "start"}"`;
  const halo = `stroke="#fff" stroke-width="3" paint-order="stroke"`;
  const [low, high] = [y(100 * share.low), y(100 * share.high)];
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/>
<line x1="${at}" x2="${at}" y1="${low}" y2="${high}" stroke="${colour}" stroke-width="2"/>
<circle cx="${at}" cy="${height}" r="4.5" fill="${colour}"/>
<text ${label} fill="${colour}" ${halo}>${(100 * share.value).toFixed(1)}</text>`;
}

function x(value: number, { from, to }: Axis): number {
  return Math.round((10 * panel.width * (value - from)) / (to - from)) / 10;
}

function y(percent: number): number {
  return Math.round(10 * panel.height * (1 - percent / 100)) / 10;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
