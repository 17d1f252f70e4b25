import { DocumentError } from "@ragstone/core";

/** Offsets in the header of a compound file ([MS-CFB] 2.2). */
const header = { shift: 0x1e, directory: 0x30, miniFat: 0x3c, difat: 0x44, fatSectors: 0x4c, end: 0x200 } as const;
const entry = { length: 0x80, type: 0x42, left: 0x44, right: 0x48, child: 0x4c, size: 0x78, stream: 2 } as const;

/**
 * Refuses a compound file in which a chain of sectors leads back into itself, or a stream is longer than the file: SheetJS
 * would follow it without end and take all memory of the process.
 *
 * @throws {@link DocumentError} `malformed`
 */
export function checkSectors(path: string, bytes: Uint8Array): void {
  const fault = new CompoundFile(bytes).fault();
  if (fault !== null) throw new DocumentError(path, "malformed", `the workbook is damaged: ${fault}`);
}

class CompoundFile {
  readonly #view: DataView;
  readonly #sectorLength: number;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#sectorLength = bytes.length < header.end ? 0 : 2 ** this.#view.getUint16(header.shift, true);
  }

  fault(): string | null {
    if (this.#sectorLength !== 512 && this.#sectorLength !== 4096) return "its header is cut off or changed";
    const fatSectors = this.#fatSectors();
    if (fatSectors === null) return "its list of allocation tables leads back into itself";
    const fat = this.#table(fatSectors);
    if (hasLoop(fat)) return "a chain of sectors leads back into itself";
    if (hasLoop(this.#table(this.#chain(fat, header.miniFat))))
      return "a chain of short sectors leads back into itself";
    const entries = this.#entries(this.#chain(fat, header.directory));
    if (this.#isTooLong(entries)) return "a stream is longer than the file";
    return this.#isTangled(entries) ? "its folders lead back into themselves" : null;
  }

  /** Sectors of the allocation table; `null` if the list of them has a loop. */
  #fatSectors(): number[] | null {
    const found: number[] = [];
    for (let at: number = header.fatSectors; at < header.end; at += 4) found.push(this.#view.getInt32(at, true));
    const seen = new Set<number>();
    for (let sector = this.#view.getInt32(header.difat, true); this.#has(sector);) {
      if (seen.has(sector)) return null;
      seen.add(sector);
      const numbers = this.#numbers(sector);
      found.push(...numbers.slice(0, -1));
      sector = numbers.at(-1)!;
    }
    return found.filter((sector) => this.#has(sector));
  }

  #chain(fat: Int32Array, start: number): number[] {
    const chain: number[] = [];
    for (let sector = this.#view.getInt32(start, true); this.#has(sector); sector = fat[sector] ?? -1)
      chain.push(sector);
    return chain;
  }

  #table(sectors: readonly number[]): Int32Array {
    return Int32Array.from(sectors.flatMap((sector) => this.#numbers(sector)));
  }

  /** Where the entries of the directory begin. */
  #entries(directory: readonly number[]): number[] {
    const perSector = this.#sectorLength / entry.length;
    return directory
      .flatMap((sector) => Array.from({ length: perSector }, (_, at) => this.#offset(sector) + at * entry.length))
      .filter((at) => at + entry.length <= this.#view.byteLength);
  }

  #isTooLong(entries: readonly number[]): boolean {
    return entries.some((at) => this.#typeOf(at) === entry.stream && this.#size(at) > this.#view.byteLength);
  }

  /** Whether an entry has more than one place in the tree of storages and streams, or is below itself. */
  #isTangled(entries: readonly number[]): boolean {
    const linksOf = (at: number) =>
      [entry.left, entry.right, entry.child]
        .map((link) => this.#view.getInt32(at + link, true))
        .filter((to) => to !== -1);
    const used = entries.filter((at) => this.#typeOf(at) !== 0).flatMap(linksOf);
    const unused = entries.filter((at) => this.#typeOf(at) === 0).flatMap(linksOf);
    // Some programs fill unused entries with zeros.
    return used.some((to) => to <= 0) || new Set(used).size < used.length || unused.some((to) => to !== 0);
  }

  #typeOf(at: number): number {
    return this.#view.getUint8(at + entry.type);
  }

  #size(at: number): number {
    return this.#view.getUint32(at + entry.size, true);
  }

  #numbers(sector: number): number[] {
    const start = this.#offset(sector);
    // The last sector may be cut off; SheetJS reads zeros in its place.
    return Array.from({ length: this.#sectorLength / 4 }, (_, at) =>
      start + at * 4 + 4 <= this.#view.byteLength ? this.#view.getInt32(start + at * 4, true) : 0,
    );
  }

  #offset(sector: number): number {
    return (sector + 1) * this.#sectorLength;
  }

  #has(sector: number): boolean {
    return sector >= 0 && this.#offset(sector) < this.#view.byteLength;
  }
}

/** Whether following the next numbers from any place comes back to a place. */
function hasLoop(next: Int32Array): boolean {
  const visit = new Int32Array(next.length);
  for (let start = 0; start < next.length; start += 1)
    for (let at = start; at >= 0 && at < next.length; at = next[at]!) {
      if (visit[at] === start + 1) return true;
      if (visit[at] !== 0) break;
      visit[at] = start + 1;
    }
  return false;
}
