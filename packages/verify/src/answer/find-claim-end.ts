import { isAbbreviation } from "../text/split-units.js";

/** Represents a citation in the text of a claim; a noncharacter, so that no text contains it. */
export const marker = "\uFDD0";

/**
 * Longest claim, UTF-16 units: a long paragraph. Text without any end of a sentence is cut there, so that reading stays
 * linear.
 */
export const maxClaim = 4_000;

const boundary = /[.!?…。！？]+["'”’»)\]*_]*|\n/gu;
const lastStop = /[.!?…。！？]+["'”’»)\]*_]*$/u;
/** Longest full stop with its closing marks that is looked for. */
const maxStop = 20;

/** Where the full stop starts that ends `text.slice(0, end)`; `end` where there is none. */
export function stopAt(text: string, end: number): number {
  const tail = text.slice(Math.max(0, end - maxStop), end);
  return end - (lastStop.exec(tail)?.[0].length ?? 0);
}

export interface ClaimEnd {
  readonly end: number;
  readonly next: number;
}

/** Opens or closes a block of code: a fence at the start of a line. */
const fence = /^[ \t]*(```|~~~)/u;

/**
 * Where the first claim of `text` ends (after its markers) and the next one starts. A fenced block of code is one claim
 * with the citations after it, and with the sentence before it if that ends with a colon. Looks no further than the
 * first visible characters of the next claim, so that the answer is the same however the text arrived. `null` while
 * they are not there yet; `final` takes the rest as the last claim. `from` is where an earlier call with a shorter text
 * stopped being sure.
 */
export function findClaimEnd(
  text: string,
  final: boolean,
  from = 0,
): { readonly found: ClaimEnd | null; readonly sure: number } {
  const opening = openingFence(text, 0);
  if (opening !== null && text.length <= maxClaim) {
    const block = blockEnd(text, opening);
    if (block === null) return final ? rest(text) : { found: null, sure: 0 };
    return afterBlock(text, block, final) ?? { found: null, sure: 0 };
  }
  boundary.lastIndex = from;
  for (let match = boundary.exec(text); match !== null; match = boundary.exec(text)) {
    if (match.index > maxClaim) break;
    const broken = match[0] === "\n";
    const { end, next, spaced } = skipMarkers(
      text,
      match.index + match[0].length,
      match.index + (broken ? 0 : match[0].length),
    );
    if (next >= text.length) return final ? rest(text) : { found: null, sure: match.index };
    if (text.slice(0, end).trim() === "" || (!(spaced || broken) && !/[。！？]/u.test(match[0]))) continue;
    const gap = text.slice(match.index, next);
    if (broken && isLeadIn(text, match.index)) {
      const mayOpen = /^[`~]{1,2}$/u.test(text.slice(next));
      if (mayOpen && !final) return { found: null, sure: match.index };
      const start = openingFence(text, text.lastIndexOf("\n", next - 1) + 1);
      const block = start === null ? undefined : blockEnd(text, start);
      if (block === null) return final ? rest(text) : { found: null, sure: match.index };
      if (block !== undefined) return afterBlock(text, block, final) ?? { found: null, sure: match.index };
    }
    if (!gap.includes("\n") && goesOn(text, match.index, match[0], text[next] ?? "")) continue;
    if (broken && gap.indexOf("\n", 1) < 0) {
      const wrapped = isWrapped(text, next, final);
      if (wrapped === null) return { found: null, sure: match.index };
      if (wrapped) continue;
    }
    return { found: { end: text.slice(0, end).trimEnd().length, next }, sure: 0 };
  }
  if (text.length > maxClaim + 1) {
    const end = cutAt(text);
    return { found: { end, next: end }, sure: 0 };
  }
  return final ? rest(text) : { found: null, sure: Math.max(from, text.length - 1) };
}

/**
 * Where `text` is cut if it goes on without an end of a sentence. More text never moves the place back, so that what
 * stands before it can be shown.
 */
export function cutAt(text: string): number {
  for (let at = Math.min(text.length, maxClaim) - 1; at > maxClaim / 2; at -= 1)
    if (text[at] === " " || text[at] === "\n") return at;
  return maxClaim;
}

/** Past white space and markers: where the next visible character is, and where the last marker before it ends. */
function skipMarkers(
  text: string,
  from: number,
  end: number,
): { readonly end: number; readonly next: number; readonly spaced: boolean } {
  let next = from;
  let last = end;
  while (next < text.length && (text[next] === marker || /\s/u.test(text[next] ?? ""))) {
    next += 1;
    if (text[next - 1] === marker) last = next;
  }
  return { end: last, next, spaced: next > from };
}

/** Whether what ends at a line break announces what follows: it ends with a colon, markers apart. */
function isLeadIn(text: string, at: number): boolean {
  return /:[\s*_\uFDD0]*$/u.test(text.slice(Math.max(0, at - maxStop), at));
}

/** Where a block of code opens whose fence is the first visible thing from `at` on; `null` if there is none. */
function openingFence(text: string, at: number): number | null {
  return fence.test(text.slice(at, at + maxStop)) ? at : null;
}

/** Where the line ends that closes the block of code opened at `start`; `null` while it is open. */
function blockEnd(text: string, start: number): number | null {
  const mark = fence.exec(text.slice(start, start + maxStop))?.[1] ?? "```";
  for (let line = text.indexOf("\n", start); line >= 0; line = text.indexOf("\n", line + 1)) {
    const found = fence.exec(text.slice(line + 1, line + 1 + maxStop));
    if (found?.[1] === mark) return line + 1 + found[0].length;
  }
  return null;
}

/** The end of a claim that a block of code ends; `null` while its citations may still come. */
function afterBlock(
  text: string,
  block: number,
  final: boolean,
): { readonly found: ClaimEnd | null; readonly sure: number } | null {
  const { end, next } = skipMarkers(text, block, block);
  if (next >= text.length) return final ? rest(text) : null;
  return { found: { end, next }, sure: 0 };
}

/**
 * Whether a single line break at `next` is inside a sentence, as wrapped text has it: "the pressure of O\n2 around".
 * `null` while too little has arrived to tell.
 */
function isWrapped(text: string, next: number, final: boolean): boolean | null {
  const line = /^(?:\p{Ll}{1,2}|\d{1,4})?[^\p{Ll}\d]?/u.exec(text.slice(next, next + 8))?.[0] ?? "";
  if (next + line.length >= text.length && !final && /^(?:\p{Ll}{0,2}|\d{0,4})$/u.test(line)) return null;
  return /^[\p{Ll}\d]/u.test(line) && !/[.)]$/u.test(line);
}

function rest(text: string): { readonly found: ClaimEnd | null; readonly sure: number } {
  return { found: text.trim() === "" ? null : { end: text.trimEnd().length, next: text.length }, sure: 0 };
}

/** Whether the sentence continues after a full stop: a small letter, an abbreviation, or the number of a list item. */
function goesOn(text: string, at: number, stop: string, after: string): boolean {
  if (/[\p{Ll}.…]/u.test(after)) return true;
  if (!stop.startsWith(".")) return false;
  // "Use `INSERT … ON CONFLICT ... DO NOTHING`": inside code on one line.
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  if (line.split("`").length % 2 === 0) return true;
  return isAbbreviation(text, at) || (stop === "." && /^\s*(?:\d{1,3}|[a-z])$/iu.test(text.slice(0, at)));
}
