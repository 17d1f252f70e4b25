import { documentName, type EvidenceSource, type Hit } from "@ragstone/core";
import type { CitedSource } from "@ragstone/verify/internal";
import { citedSources } from "../evidence/cited-sources.js";
import { readTexts } from "../evidence/read-texts.js";
import { withBlocks } from "../evidence/with-blocks.js";

/** Passages that a text may cite, each with a number from 1 and its document. */
export class SourcePool {
  readonly #evidence: Pick<EvidenceSource, "readDocument">;
  readonly #byId = new Map<string, CitedSource>();

  constructor(evidence: Pick<EvidenceSource, "readDocument">) {
    this.#evidence = evidence;
  }

  /** In order of their numbers. */
  get sources(): readonly CitedSource[] {
    return [...this.#byId.values()];
  }

  /** The passages as sources. One that is there already keeps its number. */
  async add(hits: readonly Hit[]): Promise<readonly CitedSource[]> {
    const fresh = hits.filter(({ id }, at) => !this.#byId.has(id) && hits.findIndex((hit) => hit.id === id) === at);
    const texts = await readTexts(fresh, this.#evidence);
    const passages = fresh.map((hit, at) =>
      withBlocks({ ...hit, number: this.#byId.size + at + 1 }, texts.get(documentName(hit)) ?? null),
    );
    citedSources(passages, texts).forEach((source, at) => this.#byId.set(fresh[at]!.id, source));
    return hits.map(({ id }) => this.#byId.get(id)!);
  }
}
