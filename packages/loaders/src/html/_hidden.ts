import type { HtmlElement } from "./_html-tree.js";

const never = /display\s*:\s*none|visibility\s*:\s*hidden|(?:^|[;\s])opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*(?:0(?:\.\d+)?(?:px|pt|em|rem|%)?|1px)\s*(?:;|!|$)|transform\s*:\s*scale\(\s*0\s*\)/i;
const away = /(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}(?:px|em|rem|pt|%)/i;
const clipped = /clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)|clip-path\s*:\s*inset\(\s*(?:50|100)%\s*\)/i;
const collapsed = /(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)/i;

/** Tells which elements of a page no reader sees, by their attributes and inline styles. */
export function hiddenTest(): (node: HtmlElement) => boolean {
  return (node) => {
    const { attributes } = node;
    if ("hidden" in attributes) return true;
    if (attributes["aria-hidden"] === "true" && !(attributes["class"] ?? "").includes("fallback-image")) return true;
    const style = attributes["style"];
    if (style === undefined || style === "") return false;
    return never.test(style) || away.test(style) || clipped.test(style) || (collapsed.test(style) && /overflow\s*:\s*hidden/i.test(style)) || hasColourOfBackground(node, style);
  };
}

function hasColourOfBackground(node: HtmlElement, style: string): boolean {
  const colour = colourOf(/(?:^|[;\s])color\s*:\s*([^;!]+)/i.exec(style)?.[1]);
  if (colour === null) return false;
  if (colour === "transparent") return true;
  for (let at: HtmlElement | null = node; at !== null; at = at.parent) {
    const background = /(?:^|[;\s])background(?:-color)?\s*:\s*([^;!]+)/i.exec(at.attributes["style"] ?? "")?.[1] ?? at.attributes["bgcolor"];
    if (background !== undefined) return colourOf(background) === colour;
    // A class may give it any background.
    if (at.tag !== "body" && at.tag !== "html" && "class" in at.attributes) return false;
  }
  return colour === "#ffffff";
}

/** A colour as `#rrggbb`, `null` for what is not plain to tell. */
function colourOf(value: string | undefined): string | null {
  const text = value?.trim().toLowerCase() ?? "";
  if (text === "white") return "#ffffff";
  if (text === "black") return "#000000";
  if (text === "transparent") return text;
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text)?.[1];
  if (hex !== undefined) return nearWhite(hex.length === 3 ? hex.replace(/^/, "#").replace(/[0-9a-f]/g, "$&$&") : `#${hex}`);
  const rgb = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+))?\s*\)$/.exec(text);
  if (rgb === null) return null;
  if (rgb[4] !== undefined && Number(rgb[4]) === 0) return "transparent";
  return nearWhite(`#${rgb.slice(1, 4).map((part) => Math.min(255, Number(part)).toString(16).padStart(2, "0")).join("")}`);
}

/** What no eye tells from white. */
function nearWhite(colour: string): string {
  return /^#f[a-f0-9]f[a-f0-9]f[a-f0-9]$/.test(colour) && [1, 3, 5].every((at) => parseInt(colour.slice(at, at + 2), 16) >= 0xfa) ? "#ffffff" : colour;
}
