import type { DocumentKey, Steps } from "@ragstone/core";
import { decodeLayout } from "../store/chunk-table.js";
import type { Database } from "../store/database.js";
import { bytesHash, textHash } from "../store/hash.js";
import { unpackText, type PackedText } from "../store/pack-text.js";
import { Delta } from "../text/delta.js";
import { analyzeSteps } from "@ragstone/tokenizers/words";

export interface Faults {
  readonly documents: readonly (DocumentKey & { readonly id: number; readonly detail: string })[];
  readonly orphans: readonly string[];
  /** Slots that chunks use and that have no vector. */
  readonly lostSlots: ReadonlySet<number>;
  /** Segments of codes that are missing or fail their hash. */
  readonly codes: readonly number[];
  readonly terms: readonly string[];
}

interface Row {
  readonly id: number;
  readonly path: PackedText;
  readonly origin: DocumentKey["origin"];
  readonly first: number;
  readonly count: number;
  readonly layout: Uint8Array;
  readonly title: PackedText | null;
  readonly language: string | null;
  readonly tail: PackedText | null;
  readonly hash: string | null;
}

interface TileRow {
  readonly start: number;
  readonly gap: PackedText;
  readonly text: PackedText;
  readonly headings: string | null;
}

/** Reads the whole index; memory grows with the number of terms. Call inside a transaction. */
export function* findFaults(database: Database): Steps<Faults> {
  const documents: (DocumentKey & { id: number; detail: string })[] = [];
  const frequencies = new Map<string, number>();
  const used = new Set<number>();
  let chunks = 0;
  for (const { id } of database.all<{ id: number }>("SELECT id FROM documents")) {
    yield;
    const row = database.get<Row>(
      `SELECT id, path, origin, first, count, layout, title, language, tail, hash
        FROM documents LEFT JOIN bodies ON document = id WHERE id = ?`,
      id,
    )!;
    for (const slot of decodeLayout(row.layout, row.count).slots) if (slot >= 0) used.add(slot);
    const tiles = database.all<TileRow>(
      "SELECT start, gap, text, headings FROM chunks WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal",
      row.first,
      row.first + row.count,
    );
    chunks += tiles.length;
    yield;
    const detail = documentFault(row, tiles);
    if (detail !== null) documents.push({ id: row.id, origin: row.origin, path: unpackText(row.path), detail });
    const texts = tiles.map((tile) => ({
      text: unpackText(tile.text),
      headings: tile.headings === null ? [] : (JSON.parse(tile.headings) as string[]),
    }));
    const { terms } = yield* analyzeSteps(texts, row.title === null ? null : unpackText(row.title), row.language);
    for (const [term, occurrences] of terms)
      frequencies.set(term, (frequencies.get(term) ?? 0) + occurrences.length / 2);
  }
  return {
    documents,
    orphans: orphans(database, chunks),
    lostSlots: lost(database, used),
    codes: yield* badSegments(database, used),
    terms: yield* termFaults(database, frequencies),
  };
}

function documentFault(row: Row, tiles: readonly TileRow[]): string | null {
  if (row.tail === null) return "its text is not there";
  if (tiles.length !== row.count) return `${tiles.length} of ${row.count} chunks are there`;
  let text = "";
  for (const tile of tiles) {
    text += unpackText(tile.gap);
    if (text.length !== tile.start) return `a chunk is said to start at ${tile.start} and starts at ${text.length}`;
    text += unpackText(tile.text);
  }
  return row.hash === null || row.hash === textHash(text + unpackText(row.tail))
    ? null
    : "its text has changed since it was written";
}

function orphans(database: Database, owned: number): string[] {
  const found: string[] = [];
  const { chunks } = database.get<{ chunks: number }>("SELECT count(*) chunks FROM chunks")!;
  if (chunks > owned) found.push(`${chunks - owned} chunks are of no document`);
  const { bodies } = database.get<{ bodies: number }>(
    "SELECT count(*) bodies FROM bodies WHERE document NOT IN (SELECT id FROM documents)",
  )!;
  if (bodies > 0) found.push(`${bodies} texts are of no document`);
  return found;
}

function lost(database: Database, used: ReadonlySet<number>): Set<number> {
  const stored = new Set(database.all<{ slot: number }>("SELECT slot FROM vectors").map((row) => row.slot));
  return new Set([...used].filter((slot) => !stored.has(slot)));
}

function* badSegments(database: Database, used: ReadonlySet<number>): Steps<number[]> {
  const size = database.get<{ value: number }>("SELECT value FROM meta WHERE key = 'segment_size'")!.value;
  const wanted = new Set([...used].map((slot) => Math.floor(slot / size)));
  const bad: number[] = [];
  for (const segment of wanted) {
    yield;
    const row = database.get<{ data: Uint8Array; hash: string | null }>(
      "SELECT data, hash FROM codes WHERE segment = ?",
      segment,
    );
    if (row === undefined || (row.hash !== null && row.hash !== bytesHash(row.data))) bad.push(segment);
  }
  return bad;
}

function* termFaults(database: Database, expected: ReadonlyMap<string, number>): Steps<string[]> {
  const found = new Map(
    database.all<{ term: string; df: number }>("SELECT term, df FROM terms").map((row) => [row.term, row.df]),
  );
  const delta = new Delta();
  for (const { id, first, sign, data } of database.all<{ id: number; first: number; sign: number; data: Uint8Array }>(
    "SELECT id, first, sign, data FROM pending ORDER BY id",
  )) {
    yield;
    delta.add(id, first, sign, data);
  }
  for (const [term, { df }] of delta.terms) found.set(term, (found.get(term) ?? 0) + df);
  let wrong = 0;
  for (const [term, df] of expected) if (found.get(term) !== df) wrong += 1;
  for (const [term, df] of found) if (df !== 0 && !expected.has(term)) wrong += 1;
  return wrong === 0 ? [] : [`${wrong} of ${expected.size} terms are counted wrongly`];
}
