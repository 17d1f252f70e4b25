import type { CallToolResult } from "@modelcontextprotocol/server";
import { passageUri } from "../../collections/passage-uri.js";
import { createFence, type Fence } from "../../text/fence.js";
import { oneLine } from "../../text/one-line.js";
import { placeLine } from "../../text/place-line.js";
import { stripValue } from "../../text/strip-value.js";
import { leftOutLines, type LeftOut } from "../left-out.js";
import type { FoundHit, FoundHits } from "./find-hits.js";

export interface SearchOutcome extends FoundHits {
  readonly query: string;
  readonly elapsedMs: number;
  /** The only collection; `null` if hits name theirs. */
  readonly collection: string | null;
}

/** A search result with at most this many characters of passages: whole passages, but for the first. */
export function renderHits(outcome: SearchOutcome, characters: number): CallToolResult {
  const { query, mode, corrected, elapsedMs, notices } = outcome;
  const hits = within(outcome.hits, characters);
  const leftOut = leftOutOf(outcome.hits, hits);
  const structured = {
    query,
    mode,
    corrected,
    hits,
    elapsedMs,
    leftOut: leftOut.length === 0 ? undefined : leftOut,
    notices: notices.length === 0 ? undefined : notices,
  };
  return {
    content: [{ type: "text", text: textOf(outcome, hits, leftOut) }, ...hits.map((hit) => linkTo(outcome, hit))],
    structuredContent: stripValue(structured),
  };
}

/** The first hits whose texts fit; the first alone is cut where it does not. */
function within(hits: readonly FoundHit[], characters: number): FoundHit[] {
  const taken: FoundHit[] = [];
  let left = characters;
  for (const hit of hits) {
    left -= hit.text.length;
    if (left < 0) break;
    taken.push(hit);
  }
  const [first] = hits;
  return taken.length > 0 || first === undefined || characters === 0 ? taken : [cutHit(first, characters)];
}

/** A part of a hit that begins at its first highlight where the whole does not fit. It stays a slice of its document. */
function cutHit(hit: FoundHit, characters: number): FoundHit {
  const wanted = hit.highlights?.[0]?.start ?? hit.start;
  const start = Math.max(hit.start, Math.min(wanted, hit.end - characters));
  const end = Math.min(hit.end, start + characters);
  const highlights = hit.highlights?.filter((range) => range.start >= start && range.end <= end);
  return {
    ...hit,
    start,
    end,
    text: hit.text.slice(start - hit.start, end - hit.start),
    ...(highlights === undefined ? {} : { highlights }),
  };
}

function leftOutOf(all: readonly FoundHit[], shown: readonly FoundHit[]): LeftOut[] {
  const missing = all.slice(shown.length);
  const cut = shown.filter((hit, at) => hit.text.length < all[at]!.text.length);
  return [
    ...cut.map(({ rank, id }) => ({ what: `text of passage ${rank}`, how: `read with id ${id}` })),
    ...(missing.length === 0
      ? []
      : [
          {
            what: `${missing.length} of ${all.length} passages`,
            how: `read with one of the ids ${missing
              .slice(0, 10)
              .map(({ id }) => id)
              .join(", ")}, or search again with a larger budget or a filter`,
          },
        ]),
  ];
}

function textOf(outcome: SearchOutcome, hits: readonly FoundHit[], leftOut: readonly LeftOut[]): string {
  const { query, corrected, notices } = outcome;
  const fence = createFence();
  const words = (corrected ?? []).map(({ from, to }) => `${oneLine(to)} (no document contains ${oneLine(from)})`);
  const lines = [
    ...notices.map((notice) => oneLine(notice, 1000)),
    ...(words.length === 0 ? [] : [`Searched for ${words.join(", ")}.`]),
    outcome.hits.length === 0
      ? `Nothing found for ${JSON.stringify(oneLine(query))}.`
      : `${hits.length} passages for ${JSON.stringify(oneLine(query))}, best first. ${fence.legend}`,
    ...hits.map((hit) => passageOf(hit, fence)),
    ...leftOutLines(leftOut),
  ];
  return lines.join("\n\n");
}

function passageOf(hit: FoundHit, fence: Fence): string {
  const copies = hit.copies ?? [];
  const also =
    copies.length === 0
      ? ""
      : `\nThe same text is in ${copies
          .slice(0, 3)
          .map((copy) => oneLine(copy))
          .join(", ")}`;
  return `[${hit.rank}] ${placeLine(hit)} · id ${hit.id} · score ${hit.score.toFixed(2)}${also}\n${fence.wrap(hit.text)}`;
}

function linkTo({ collection }: SearchOutcome, hit: FoundHit): CallToolResult["content"][number] {
  const uri = passageUri(hit.collection ?? collection ?? "", hit, hit);
  return { type: "resource_link", uri, name: oneLine(hit.path, 100), mimeType: "text/plain" };
}
