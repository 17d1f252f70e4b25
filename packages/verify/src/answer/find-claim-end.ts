import { isAbbreviation } from "../text/split-units.js";

/** Stands for a citation in the text of a claim; a noncharacter, so that no text holds it. */
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

/**
 * Where the first claim of `text` ends (after its markers) and the next one starts. Looks no further than the first
 * visible character of the next claim, so that the answer is the same however the text arrived. `null` while that is
 * not there yet; `final` takes the rest as the last claim. `from` is where an earlier call with a shorter text stopped
 * being sure.
 */
export function findClaimEnd(
  text: string,
  final: boolean,
  from = 0,
): { readonly found: ClaimEnd | null; readonly sure: number } {
  boundary.lastIndex = from;
  for (let match = boundary.exec(text); match !== null; match = boundary.exec(text)) {
    if (match.index > maxClaim) break;
    const broken = match[0] === "\n";
    let end = match.index + (broken ? 0 : match[0].length);
    let next = match.index + match[0].length;
    let spaced = broken;
    while (next < text.length && (text[next] === marker || /\s/u.test(text[next] ?? ""))) {
      spaced = true;
      next += 1;
      if (text[next - 1] === marker) end = next;
    }
    if (next >= text.length) return final ? rest(text) : { found: null, sure: match.index };
    if (text.slice(0, end).trim() === "" || (!spaced && !/[。！？]/u.test(match[0]))) continue;
    const gap = text.slice(match.index, next);
    if (!gap.includes("\n") && goesOn(text, match.index, match[0], text[next] ?? "")) continue;
    // A single line break inside a sentence, as wrapped text has it, ends nothing: "the pressure of O\n2 around".
    if (broken && gap.indexOf("\n", 1) < 0) {
      const line = /^(?:\p{Ll}{1,2}|\d{1,4})?[^\p{Ll}\d]?/u.exec(text.slice(next, next + 8))?.[0] ?? "";
      if (next + line.length >= text.length && !final && /^(?:\p{Ll}{0,2}|\d{0,4})$/u.test(line))
        return { found: null, sure: match.index };
      if (/^[\p{Ll}\d]/u.test(line) && !/[.)]$/u.test(line)) continue;
    }
    return { found: { end: text.slice(0, end).trimEnd().length, next }, sure: 0 };
  }
  if (text.length > maxClaim + 1) {
    const head = text.slice(0, maxClaim);
    const space = Math.max(head.lastIndexOf(" "), head.lastIndexOf("\n"));
    const end = space > maxClaim / 2 ? space : maxClaim;
    return { found: { end, next: end }, sure: 0 };
  }
  return final ? rest(text) : { found: null, sure: Math.max(from, text.length - 1) };
}

function rest(text: string): { readonly found: ClaimEnd | null; readonly sure: number } {
  return { found: text.trim() === "" ? null : { end: text.trimEnd().length, next: text.length }, sure: 0 };
}

/** Whether the sentence goes on after a full stop: a small letter, an abbreviation, or the number of a list item. */
function goesOn(text: string, at: number, stop: string, after: string): boolean {
  if (/[\p{Ll}.…]/u.test(after)) return true;
  if (!stop.startsWith(".")) return false;
  return isAbbreviation(text, at) || (stop === "." && /^\s*(?:\d{1,3}|[a-z])$/iu.test(text.slice(0, at)));
}
