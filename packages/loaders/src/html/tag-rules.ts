// Optional tags and scopes, from the HTML standard (13.1.2.4 optional tags, 13.2.4.2 the stack of open elements).

const voids = new Set([
  "area",
  "base",
  "basefont",
  "bgsound",
  "br",
  "col",
  "embed",
  "frame",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "param",
  "source",
  "track",
  "wbr",
]);

const scopes = new Set(["table", "td", "th", "caption", "#root"]);

const paragraph = new Set(["p"]);
const cells = new Set(["td", "th"]);
const rows = new Set(["td", "th", "tr"]);
const sections = new Set(["td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "caption"]);
const headings = ["h1", "h2", "h3", "h4", "h5", "h6"];
const terms = new Set(["dt", "dd", "p"]);

const closesParagraph = [
  "address",
  "article",
  "aside",
  "blockquote",
  "center",
  "details",
  "dialog",
  "dir",
  "div",
  "dl",
  "fieldset",
  "figcaption",
  "figure",
  "footer",
  "form",
  "header",
  "hgroup",
  "hr",
  "main",
  "menu",
  "nav",
  "ol",
  "p",
  "pre",
  "search",
  "section",
  "summary",
  "table",
  "ul",
];

/** Which open elements the start of a tag closes, as long as they are innermost. */
export const closesOnStart: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...closesParagraph.map((tag) => [tag, paragraph] as const),
  ...headings.map((tag) => [tag, new Set(["p", ...headings])] as const),
  ["li", new Set(["li", "p"])],
  ["dt", terms],
  ["dd", terms],
  ["td", cells],
  ["th", cells],
  ["tr", rows],
  ["tbody", sections],
  ["thead", sections],
  ["tfoot", sections],
  ["option", new Set(["option"])],
  ["optgroup", new Set(["option", "optgroup"])],
  ["rt", new Set(["rt", "rp"])],
  ["rp", new Set(["rt", "rp"])],
  ["a", new Set(["a"])],
  ["body", new Set(["head"])],
]);

/** Whether an element has no content and no end tag. */
export function isVoid(tag: string): boolean {
  return voids.has(tag);
}

/** Whether an end tag of something else does not reach past this element. */
export function isScope(tag: string): boolean {
  return scopes.has(tag);
}
