import type { DocumentRecord } from "@ragstone/core";

/** Documents whose files are not where they were: a new file with the same bytes is one of them, moved. */
export class GoneDocuments {
  readonly #byHash = new Map<string, Map<string, DocumentRecord>>();

  add(record: DocumentRecord): void {
    const same = this.#byHash.get(record.sha256) ?? new Map<string, DocumentRecord>();
    this.#byHash.set(record.sha256, same.set(record.path, record));
  }

  /** One that had these bytes, which is gone no more; `null` when none had. */
  take(sha256: string): DocumentRecord | null {
    const same = this.#byHash.get(sha256);
    const record = same === undefined ? undefined : [...same.values()].at(-1);
    if (record === undefined) return null;
    same?.delete(record.path);
    return record;
  }

  /** Forgets documents that another process moved or removed. */
  keepOnly(standing: ReadonlySet<string>): void {
    for (const same of this.#byHash.values())
      for (const path of same.keys()) if (!standing.has(path)) same.delete(path);
  }

  paths(): string[] {
    return [...this.#byHash.values()].flatMap((same) => [...same.keys()]);
  }
}
