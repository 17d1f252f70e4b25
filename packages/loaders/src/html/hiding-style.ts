/**
 * How something keeps the text of an element from its readers.
 *
 * - `removed`: not drawn, without size, or off the screen
 * - `faded`: transparent, invisible or collapsed, as scripts and animations leave elements that they reveal later
 */
export type Hiding = "removed" | "faded";

const nothing = /^0(?:\.0*)?(?:px|pt|em|rem|%)?$/;
const clippedBox = /^rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)$/;
const sides = ["left", "right", "top", "bottom"];
const shifts = ["text-indent", "margin-left", "margin-right", "margin-top"];

/** Three digits move a box out of its window; boxes in the flow are moved by that to be centred or to overlap. */
const farFromWindow = /^-(?:\d{3,}(?:\.\d+)?(?:px|pt)|\d{2,}(?:\.\d+)?(?:em|rem)|\d{3,}(?:\.\d+)?(?:%|vw|vh))$/;
const farFromFlow = /^-(?:\d{4,}(?:\.\d+)?(?:px|pt)|\d{3,}(?:\.\d+)?(?:em|rem|%|vw|vh))$/;

/** What any declarations that hide text contain. */
const hidingWord = /none|hidden|collapse|opacity|font-size|scale|clip|-\d/i;

/** Determines whether and how CSS declarations hide text. */
export function hidingOf(declarations: string): Hiding | null {
  if (!hidingWord.test(declarations)) return null;
  const style = parseStyle(declarations);
  const value = (name: string): string => style.get(name) ?? "";
  if (
    value("display") === "none" ||
    /^scale\(\s*0\s*\)$/.test(value("transform")) ||
    clippedBox.test(value("clip")) ||
    /^inset\(\s*(?:50|100)%\s*\)$/.test(value("clip-path")) ||
    isOffScreen(value)
  )
    return "removed";
  const isFaded =
    /^(?:hidden|collapse)$/.test(value("visibility")) ||
    Number.parseFloat(value("opacity")) <= 0.01 ||
    isTiny(value("font-size")) ||
    isCollapsed(value);
  return isFaded ? "faded" : null;
}

/** Whether CSS declarations animate the element, as those of an element that appears later do. */
export function isAnimated(declarations: string): boolean {
  return /(?:^|[;\s])(?:-webkit-)?(?:transition|animation|will-change)(?:-[a-z]+)?\s*:(?!\s*none)/i.test(declarations);
}

function isOffScreen(value: (name: string) => string): boolean {
  const isPlaced = /^(?:absolute|fixed)$/.test(value("position"));
  return (
    sides.some((side) => (isPlaced ? farFromWindow : farFromFlow).test(value(side))) ||
    shifts.some((shift) => farFromFlow.test(value(shift)))
  );
}

/** Nobody reads a pixel; `0.875rem` is a usual size. */
function isTiny(size: string): boolean {
  const [, number, unit] = /^(\d*\.?\d+)(px|pt|em|rem|%)?$/.exec(size) ?? [];
  if (number === undefined) return false;
  const pixels = Number(number) * (unit === "em" || unit === "rem" ? 16 : unit === "%" ? 0.16 : 1);
  return pixels <= 1;
}

function isCollapsed(value: (name: string) => string): boolean {
  return (
    value("overflow") === "hidden" &&
    ["height", "max-height", "width", "max-width"].some((size) => nothing.test(value(size)))
  );
}

/** The declarations by name; of two of one name the last counts. */
function parseStyle(declarations: string): ReadonlyMap<string, string> {
  const style = new Map<string, string>();
  for (const declaration of declarations.toLowerCase().split(";")) {
    const colon = declaration.indexOf(":");
    if (colon === -1) continue;
    const text = declaration.slice(colon + 1).replace(/!\s*important\s*$/, "");
    style.set(declaration.slice(0, colon).trim(), text.trim());
  }
  return style;
}
