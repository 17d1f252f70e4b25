import { type Hiding, hidingOf, isAnimated } from "./hiding-style.js";
import { hidingRules } from "./hiding-rules.js";
import type { HtmlElement } from "./html-tree.js";
import { isBlockTag } from "./tag-kinds.js";

/** Names that animation libraries and themes give to elements which they fade in. */
const animated =
  /(?:^|[\s_-])(?:animat(?:e|ed|ion|ions)|aos|wow|fade|fade-?in(?:-?(?:up|down|left|right))?|reveal|scroll-?reveal|sr-item|appear|invisible-until|lazy(?:load|loaded|loading)?|elementor-invisible)(?:$|[\s_-])/i;
const animationAttribute = /^data-(?:aos|animat|sr|scroll|wow|reveal|appear|framer-appear|w-id)/;

/**
 * Determines how the elements of a page are hidden from readers: by their attributes, their inline style, and the
 * page's own style sheets; `null` for those that are seen. The frame of the page is seen: scripts show it. An element
 * with `aria-hidden` is drawn, so it counts as faded.
 */
export function hiddenTest(sheets: readonly string[]): (node: HtmlElement) => Hiding | null {
  const hidingByRule = hidingRules(sheets);
  const factsByStyle = new Map<string, StyleFacts>();
  return (node) => {
    if (node.tag === "body" || node.tag === "html") return null;
    const { attributes } = node;
    if ("hidden" in attributes) return "removed";
    const style = attributes["style"] ?? "";
    const facts = factsByStyle.get(style) ?? readStyle(style);
    factsByStyle.set(style, facts);
    const inline = facts.hiding;
    if (inline === "removed" || (facts.colour !== null && hasColourOfBackground(node, facts.colour))) return "removed";
    if (inline === null && facts.setsDisplay) return ariaHiding(node);
    const hiding = inline ?? hidingByRule(node);
    if (hiding === "faded" && (facts.isAnimated || hasAnimation(node))) return ariaHiding(node);
    return hiding ?? ariaHiding(node);
  };
}

/** Facts of an inline style, read once per page: pages repeat few styles many times. */
interface StyleFacts {
  readonly hiding: Hiding | null;
  readonly colour: string | null;
  readonly setsDisplay: boolean;
  readonly isAnimated: boolean;
}

function readStyle(style: string): StyleFacts {
  return {
    hiding: hidingOf(style),
    colour: colourOf(/(?:^|[;\s])color\s*:\s*([^;!]+)/i.exec(style)?.[1]),
    setsDisplay: /display\s*:/i.test(style),
    isAnimated: isAnimated(style),
  };
}

/** Text from this length on is there to be read; shorter text is an icon, or repeats what is next to it. */
const minSentence = 60;

/** Elements with `aria-hidden` are drawn; what is not read aloud is decoration, or a box that opens on demand. */
function ariaHiding(node: HtmlElement): Hiding | null {
  const { attributes } = node;
  const isHidden = attributes["aria-hidden"] === "true" && !(attributes["class"] ?? "").includes("fallback-image");
  return isHidden && !isSentence(node) ? "faded" : null;
}

function isSentence(node: HtmlElement): boolean {
  let length = 0;
  const visit = ({ children }: HtmlElement): boolean =>
    children.every((child) => {
      if (typeof child !== "string") return !isBlockTag(child.tag) && child.tag !== "a" && visit(child);
      length += child.trim().length;
      return true;
    });
  return visit(node) && length >= minSentence;
}

function hasAnimation({ attributes }: HtmlElement): boolean {
  return (
    animated.test(attributes["class"] ?? "") || Object.keys(attributes).some((name) => animationAttribute.test(name))
  );
}

function hasColourOfBackground(node: HtmlElement, colour: string): boolean {
  if (colour === "transparent") return true;
  for (let at: HtmlElement | null = node; at !== null; at = at.parent) {
    const background =
      /(?:^|[;\s])background(?:-color)?\s*:\s*([^;!]+)/i.exec(at.attributes["style"] ?? "")?.[1] ??
      at.attributes["bgcolor"];
    if (background !== undefined) return colourOf(background) === colour;
    // A class may give it any background.
    if (at.tag !== "body" && at.tag !== "html" && "class" in at.attributes) return false;
  }
  return colour === "#ffffff";
}

/** A colour as `#rrggbb`; `null` if it cannot be determined. */
function colourOf(value: string | undefined): string | null {
  const text = value?.trim().toLowerCase() ?? "";
  if (text === "white") return "#ffffff";
  if (text === "black") return "#000000";
  if (text === "transparent") return text;
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text)?.[1];
  if (hex !== undefined)
    return nearWhite(hex.length === 3 ? hex.replace(/^/, "#").replace(/[0-9a-f]/g, "$&$&") : `#${hex}`);
  const rgb = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+))?\s*\)$/.exec(text);
  if (rgb === null) return null;
  if (rgb[4] !== undefined && Number(rgb[4]) === 0) return "transparent";
  return nearWhite(
    `#${rgb
      .slice(1, 4)
      .map((part) => Math.min(255, Number(part)).toString(16).padStart(2, "0"))
      .join("")}`,
  );
}

/** Maps shades that look white to white. */
function nearWhite(colour: string): string {
  return /^#f[a-f0-9]f[a-f0-9]f[a-f0-9]$/.test(colour) &&
    [1, 3, 5].every((at) => parseInt(colour.slice(at, at + 2), 16) >= 0xfa)
    ? "#ffffff"
    : colour;
}
