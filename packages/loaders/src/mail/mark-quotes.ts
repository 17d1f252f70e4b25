import type { Block, TextRange } from "@ragstone/core";

/** Lines that introduce a quoted reply: `On Mon, Ann wrote:` in the languages of common programs. */
const attribution =
  /^.{0,200}\b(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał\(?a?\)?|kirjoitti)\b.{0,80}:\s*$/i;

/** The first of two lines of such an introduction. */
const attributionStart = /^(?:On|Am|Le|El|Il|Op|Em|Den)\s.*[^.!?:]$/;

/** Lines after which the rest of a message is an older one. */
const separator =
  /^\s*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|messaggio originale|oorspronkelijk bericht)\s*-{2,}|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message (?:réexpédié|transféré)\s*:)\s*$/i;

/** Headers that programs put over the message that they quote in full. */
const quotedSender = /^\s*\**(?:from|von|de|da|van|från|fra|od):\**\s*\S/i;
const quotedDate =
  /^\s*\**(?:sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|data|verzonden|skickat|sendt):\**\s*\S/i;

/** Lines in which a quoted header has its date. */
const headerLines = 4;

/**
 * Marks quoted replies and forwarded messages as quotes: lines after `>` with the line that introduces them, and all that
 * follows a separator or a quoted header. Other blocks stay. Linear.
 */
export function markQuotes(text: string, blocks: readonly Block[]): Block[] {
  const quotes = quotedRanges(text);
  if (quotes.length === 0) return [...blocks];
  const marked = quotes.map(({ start, end }): Block => ({ kind: "quote", start, end }));
  let next = 0;
  const others = blocks.filter((block) => {
    while (next < quotes.length && quotes[next]!.end <= block.start) next += 1;
    return next === quotes.length || quotes[next]!.start >= block.end;
  });
  return [...marked, ...others].sort((a, b) => a.start - b.start);
}

function quotedRanges(text: string): TextRange[] {
  const lines = linesOf(text);
  const ranges: { start: number; end: number }[] = [];
  const rest = lines.findIndex((_, at) => opensOlderMessage(lines, at));
  const last = rest === -1 ? lines.length : rest;
  for (let at = 0; at < last; at += 1) {
    if (!isQuoted(lines[at]!.text)) continue;
    let first = at;
    while (first > 0 && lines[first - 1]!.text.trim() === "") first -= 1;
    const before = lines[first - 1]?.text ?? "";
    first = !isQuoted(before) && attribution.test(before) ? first - 1 : at;
    if (first < at && first > 0 && attributionStart.test(lines[first - 1]!.text)) first -= 1;
    let end = at;
    while (at + 1 < last && (isQuoted(lines[at + 1]!.text) || isQuoted(lines[at + 2]?.text ?? ""))) {
      at += 1;
      if (isQuoted(lines[at]!.text)) end = at;
    }
    ranges.push({ start: lines[first]!.start, end: lines[end]!.start + lines[end]!.text.trimEnd().length });
  }
  if (rest !== -1) ranges.push({ start: lines[rest]!.start, end: text.trimEnd().length });
  return ranges;
}

function opensOlderMessage(lines: readonly { readonly text: string }[], at: number): boolean {
  const { text } = lines[at]!;
  if (separator.test(text)) return true;
  if (!quotedSender.test(text)) return false;
  return lines.slice(at + 1, at + headerLines).some((line) => quotedDate.test(line.text));
}

function isQuoted(line: string): boolean {
  return /^ {0,3}>/.test(line);
}

function linesOf(text: string): { readonly start: number; readonly text: string }[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const found = { start, text: line };
    start += line.length + 1;
    return found;
  });
}
