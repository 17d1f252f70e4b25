import type { TextRange } from "@ragstone/core";

/** A word of code in a text: a function, a setting, a file, a flag, a version. */
export interface Identifier extends TextRange {
  /** As written, without backticks, dashes of flags and brackets of calls. */
  readonly text: string;
}

const inlineCode = /`([^`\n]+)`/gu;
const codeWord = /[\p{L}_$][\p{L}\p{N}_$]*(?:(?:[.:/-]|::|->)[\p{L}\p{N}_$]+)*|\d+(?:\.\d+){2,}/gu;
/** Words that no text but code has: with underscores, dots, capitals or digits inside; versions of three parts. */
const bareIdentifier = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.@/-])(?:` +
    [
      String.raw`[\p{L}\p{N}]*(?:_[\p{L}\p{N}]+)+(?:[.:][\p{L}\p{N}_]+)*`,
      String.raw`\p{L}[\p{L}\p{N}]*(?:(?:\.|::)\p{L}[\p{L}\p{N}_]*)+`,
      String.raw`\p{Ll}+(?:\p{Lu}\p{Ll}+)+`,
      String.raw`\p{Ll}[\p{Ll}]+\d{1,3}`,
      String.raw`v\d+(?:\.\d+)*`,
      String.raw`\d+(?:\.\d+){2,}`,
    ].join("|") +
    String.raw`)(?![\p{L}\p{N}_])`,
  "gu",
);
/** "e.g.", "U.S.", "a.m.": letters with full stops are abbreviations. */
const abbreviation = /^\p{L}(?:\.\p{L})+$/u;
const literal = /^(?:true|false|null|undefined|and|or|not|the|a|an|in|of|to|by|for|on|with)$/iu;

/** Identifiers of a text, in order: what is in backticks word by word, and what only code looks like. */
export function findIdentifiers(text: string): Identifier[] {
  const found: Identifier[] = [];
  for (const span of text.matchAll(inlineCode)) {
    for (const word of span[1]!.matchAll(codeWord)) {
      if (word[0].length < 2 || literal.test(word[0])) continue;
      const start = span.index + 1 + word.index;
      found.push({ text: word[0], start, end: start + word[0].length });
    }
  }
  const free = (start: number): boolean => !found.some((other) => start < other.end && start >= other.start);
  for (const word of text.replace(inlineCode, (code) => " ".repeat(code.length)).matchAll(bareIdentifier)) {
    if (!free(word.index) || abbreviation.test(word[0])) continue;
    found.push({ text: word[0], start: word.index, end: word.index + word[0].length });
  }
  return found.sort((left, right) => left.start - right.start);
}

const continuesBefore = /[\p{L}\p{N}_]$|\p{N}[.:]$/u;
const continuesAfter = /^(?:[\p{L}_]|[.:-]?\p{N})/u;

/** Whether a text has an identifier as a whole word, whatever qualifies it (`auto_explain.log_timing`). */
export function hasIdentifier(text: string, identifier: string): boolean {
  const version = /^v(\d[\d.]*)$/u.exec(identifier)?.[1];
  if (version !== undefined && hasIdentifier(text, version)) return true;
  const lower = text.toLowerCase();
  const wanted = identifier.toLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1))
    if (
      !continuesBefore.test(lower.slice(Math.max(0, at - 2), at)) &&
      !continuesAfter.test(lower.slice(at + wanted.length, at + wanted.length + 2))
    )
      return true;
  return false;
}

/** The text with every identifier as one word of letters, at the same place and as long. */
export function joinIdentifiers(text: string): string {
  let joined = text;
  if (!/[`_]|\p{L}[.:]{1,2}\p{L}/u.test(text)) return joined;
  for (const { text: written, start, end } of findIdentifiers(text))
    if (/[^\p{L}\p{N}]/u.test(written))
      joined = joined.slice(0, start) + written.replace(/[^\p{L}\p{N}]/gu, "ɟ") + joined.slice(end);
  return joined;
}
