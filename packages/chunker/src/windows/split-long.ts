import type { Steps } from "@ragstone/core";
import { cutCosts } from "./costs.js";
import { isWhiteSpace } from "./white-space.js";

/** Cuts a stretch without a better place to cut, and returns the cost of each cut. */
export interface LongPart {
  readonly start: number;
  readonly cost: number;
}

/** A text with parts that are too heavy. */
export interface HeavyText {
  readonly text: string;
  /** Most that a part may weigh. */
  readonly limit: number;
  weigh(start: number, end: number): number;
}

/** Words between two pauses. */
const stepWords = 128;

/**
 * Parts of `[start, end)`, each at most `limit` heavy: at clause marks where there are some, between words, and inside
 * a word only when the word alone is too heavy. Linear.
 */
export function* splitLong(heavy: HeavyText, start: number, end: number): Steps<LongPart[]> {
  const { text, limit } = heavy;
  const parts: LongPart[] = [];
  const aim = Math.max(1, Math.floor(limit / 4));
  let weight = 0;
  let cost = 0;
  let at = start;
  let open = false;
  let words = 0;
  while (at < end) {
    words += 1;
    if (words % stepWords === 0) yield;
    const wordStart = at;
    while (at < end && isWhiteSpace(text.charCodeAt(at))) at += 1;
    const inkStart = at;
    while (at < end && !isWhiteSpace(text.charCodeAt(at)) && at - inkStart < longestWord) at += 1;
    if (at < end && at - inkStart === longestWord) at = safeCut(text, inkStart, at);
    const glued = wordStart === inkStart && wordStart > start;
    const wordWeight = heavy.weigh(wordStart, at);
    const clause = !glued && wordStart > start && isClauseEnd(text.charCodeAt(wordStart - 1));
    const line = !glued && text.slice(wordStart, inkStart).includes("\n");
    if (!open || weight + wordWeight > aim * 2 || ((clause || line) && weight >= aim)) {
      cost = !open ? 0 : glued ? cutCosts.insideWord : line ? cutCosts.line : clause ? cutCosts.clause : cutCosts.word;
      parts.push({ start: glued || !open ? wordStart : inkStart, cost });
      weight = 0;
      open = true;
    }
    if (wordWeight <= limit) {
      weight += wordWeight;
      continue;
    }
    parts.pop();
    splitWord(heavy, { start: wordStart, end: at, cost }, parts);
    weight = aim * 2;
  }
  return parts;
}

/** Words over this many code units are looked at in parts: no word of a language is, and a blob of base64 is. */
const longestWord = 64;

function splitWord(heavy: HeavyText, word: LongPart & { readonly end: number }, parts: LongPart[]): void {
  const { text, limit } = heavy;
  const { start, end, cost } = word;
  const middle = safeCut(text, start, start + Math.ceil((end - start) / 2));
  if (heavy.weigh(start, end) <= limit || middle <= start || middle >= end) {
    parts.push({ start, cost });
    return;
  }
  splitWord(heavy, { start, end: middle, cost }, parts);
  splitWord(heavy, { start: middle, end, cost: cutCosts.insideWord }, parts);
}

/**
 * The nearest place at or before `at` that parts no surrogate pair and, within a few characters, nothing a reader sees
 * as one character.
 */
export function safeCut(text: string, start: number, at: number): number {
  let cut = at;
  for (let tries = 0; tries < 16 && cut > start + 1 && joins(text, cut); tries += 1) cut -= 1;
  if (joins(text, cut)) cut = at;
  return isLow(text.charCodeAt(cut)) && isHigh(text.charCodeAt(cut - 1)) ? (cut - 1 > start ? cut - 1 : cut + 1) : cut;
}

const extender = /^(?:\p{M}|\p{Emoji_Modifier}|\u200c|\u200d)/u; // variation selectors are marks

function joins(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  if (unit < 0x300 && before < 0x300) return false;
  if (isLow(unit) && isHigh(before)) return true;
  return before === 0x200d || extender.test(text.slice(at, at + 2));
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function isClauseEnd(unit: number): boolean {
  return (
    unit === 0x2c ||
    unit === 0x3b ||
    unit === 0x3a ||
    unit === 0x29 ||
    unit === 0x2014 ||
    unit === 0x2013 ||
    unit === 0x3001 ||
    unit === 0xff0c
  );
}
