import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { decodeHtml } from "./_decode-html.js";
import { type HtmlElement, parseHtmlTree } from "./_html-tree.js";
import { renderHtml } from "./_render.js";

/** HTML: the main content of an article, the whole body of anything else, without navigation and hidden text. */
export const htmlLoader: Loader = { mediaTypes: ["text/html", "application/xhtml+xml"], load };

async function load(input: LoaderInput, { signal }: { readonly signal?: AbortSignal } = {}): Promise<SourceDocument> {
  signal?.throwIfAborted();
  const html = decodeHtml(input.bytes);
  const { root } = parseHtmlTree(html);
  const title = findText(root, "title");
  const { text, blocks } = renderHtml(root, isChrome);
  if (text === "") throw new DocumentError(input.path, "empty", "the page holds no visible text");
  return {
    path: input.path,
    text,
    mediaType: "text/html",
    sha256: input.sha256,
    bytes: input.bytes.length,
    modifiedMs: input.modifiedMs,
    title,
    blocks,
    pages: [],
    hiddenCharacters: 0,
    metadata: {},
    warnings: [],
  };
}

function isChrome(node: HtmlElement): boolean {
  return node.tag === "nav" || node.tag === "footer" || node.attributes["role"] === "navigation" || "hidden" in node.attributes || /display\s*:\s*none/.test(node.attributes["style"] ?? "");
}

function findText(node: HtmlElement, tag: string): string | null {
  const pending: HtmlElement[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.tag === tag) return next.children.filter((child) => typeof child === "string").join("").replace(/\s+/g, " ").trim() || null;
    for (const child of next.children.toReversed()) if (typeof child !== "string") pending.push(child);
  }
  return null;
}
