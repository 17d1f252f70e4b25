import type { Block } from "@ragstone/core";
import { cutOut } from "../text/cut-out.js";
import { codeSpans } from "./code-spans.js";

/** Appends a block to `blocks`, with the HTML comments in it cut out as hidden blocks. */
export function splitHidden(text: string, block: Block, source: "inline" | "html" | "verbatim", blocks: Block[]): void {
  const comments = source === "verbatim" ? [] : findComments(text, block, source);
  const parts = cutOut(text, [block], comments);
  // Text after a comment inside a heading is not another heading.
  let isFirst = true;
  for (const part of parts) {
    blocks.push(part.kind === "heading" && !isFirst ? { kind: "paragraph", start: part.start, end: part.end } : part);
    if (part.kind !== "hidden") isFirst = false;
  }
}

function findComments(text: string, block: Block, source: "inline" | "html"): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const first = text.slice(block.start, block.end).indexOf("<!--");
  if (first === -1) return found;
  let at = block.start + first;
  const codes = source === "inline" ? codeSpans(text, block) : [];
  while (at !== -1 && at < block.end) {
    const code = codes.find((range) => range.start <= at && at < range.end);
    if (code !== undefined) {
      at = text.indexOf("<!--", code.end);
      continue;
    }
    const close = text.slice(at, block.end).indexOf("-->", 2);
    // Browsers let an open comment run to the end.
    const end = close === -1 ? block.end : at + close + 3;
    found.push({ start: at, end });
    at = text.indexOf("<!--", end);
  }
  return found;
}
