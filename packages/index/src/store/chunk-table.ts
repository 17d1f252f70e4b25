import type { Database } from "./database.js";

interface DocumentRow {
  readonly id: number;
  readonly first: number;
  readonly count: number;
  readonly layout: Uint8Array;
}

/** Slots and lengths of a document's chunks as stored: two rows of 32-bit integers. */
export function encodeLayout(slots: Int32Array, lengths: Int32Array): Uint8Array {
  const layout = new Int32Array(slots.length * 2);
  layout.set(slots);
  layout.set(lengths, slots.length);
  return new Uint8Array(layout.buffer);
}

export function decodeLayout(
  layout: Uint8Array,
  count: number,
): { readonly slots: Int32Array; readonly lengths: Int32Array } {
  const aligned = layout.byteOffset % 4 === 0 ? layout : layout.slice();
  const numbers = new Int32Array(aligned.buffer, aligned.byteOffset, count * 2);
  return { slots: numbers.subarray(0, count), lengths: numbers.subarray(count) };
}

/**
 * The fields that a search needs of every chunk, in typed arrays by ordinal: 20 bytes per chunk. Updated from the rows
 * of documents that changed since.
 */
export class ChunkTable {
  /** Document of each chunk; 0 where there is none. */
  document = new Int32Array(0);
  /** Slot of its vector; -1 without. */
  slot = new Int32Array(0);
  /** Terms of its text. */
  length = new Int32Array(0);
  /** Ordinals lie below. */
  end = 0;
  chunks = 0;
  totalLength = 0;
  generation = -1;
  readonly #spans = new Map<number, { readonly first: number; readonly count: number }>();
  /** Chunks of each slot as linked lists: `ordinal + 1`, 0 at the end. */
  #head = new Int32Array(0);
  #next = new Int32Array(0);
  #previous = new Int32Array(0);

  /** Reads the changes since its generation. Call inside a transaction. */
  refresh(database: Database, generation: number): void {
    if (this.generation === generation) return;
    for (const { document } of database.all<{ document: number }>(
      "SELECT document FROM removed WHERE generation > ?",
      this.generation,
    ))
      this.#drop(document);
    const rows = database.all<DocumentRow>(
      "SELECT id, first, count, layout FROM documents WHERE generation > ?",
      this.generation,
    );
    for (const row of rows) this.#put(row);
    this.generation = generation;
  }

  get averageLength(): number {
    return this.chunks === 0 ? 1 : Math.max(1, this.totalLength / this.chunks);
  }

  get documentCount(): number {
    return this.#spans.size;
  }

  span(document: number): { readonly first: number; readonly count: number } | undefined {
    return this.#spans.get(document);
  }

  documents(): IterableIterator<number> {
    return this.#spans.keys();
  }

  used(slot: number): boolean {
    return (this.#head[slot] ?? 0) !== 0;
  }

  /** Calls back for every chunk that has the slot's vector. */
  eachOfSlot(slot: number, visit: (ordinal: number) => void): void {
    for (let link = this.#head[slot] ?? 0; link !== 0; link = this.#next[link - 1]!) visit(link - 1);
  }

  #put({ id, first, count, layout }: DocumentRow): void {
    this.#drop(id);
    this.#reserve(first + count);
    const { slots, lengths } = decodeLayout(layout, count);
    for (let index = 0; index < count; index += 1) {
      const ordinal = first + index;
      const slot = slots[index]!;
      this.document[ordinal] = id;
      this.length[ordinal] = lengths[index]!;
      this.totalLength += lengths[index]!;
      this.slot[ordinal] = slot;
      if (slot >= 0) this.#link(ordinal, slot);
    }
    this.chunks += count;
    this.#spans.set(id, { first, count });
  }

  #drop(id: number): void {
    const span = this.#spans.get(id);
    if (span === undefined) return;
    for (let ordinal = span.first; ordinal < span.first + span.count; ordinal += 1) {
      this.document[ordinal] = 0;
      this.totalLength -= this.length[ordinal]!;
      if (this.slot[ordinal]! >= 0) this.#unlink(ordinal, this.slot[ordinal]!);
    }
    this.chunks -= span.count;
    this.#spans.delete(id);
  }

  #link(ordinal: number, slot: number): void {
    if (slot >= this.#head.length) this.#head = grown(this.#head, slot + 1);
    const head = this.#head[slot]!;
    this.#next[ordinal] = head;
    this.#previous[ordinal] = 0;
    if (head !== 0) this.#previous[head - 1] = ordinal + 1;
    this.#head[slot] = ordinal + 1;
  }

  #unlink(ordinal: number, slot: number): void {
    const next = this.#next[ordinal]!;
    const previous = this.#previous[ordinal]!;
    if (previous === 0) this.#head[slot] = next;
    else this.#next[previous - 1] = next;
    if (next !== 0) this.#previous[next - 1] = previous;
  }

  #reserve(end: number): void {
    this.end = Math.max(this.end, end);
    if (end <= this.document.length) return;
    this.document = grown(this.document, end);
    this.slot = grown(this.slot, end);
    this.length = grown(this.length, end);
    this.#next = grown(this.#next, end);
    this.#previous = grown(this.#previous, end);
  }
}

function grown(array: Int32Array<ArrayBuffer>, atLeast: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(atLeast, Math.ceil(array.length * 1.5), 1024));
  larger.set(array);
  return larger;
}
