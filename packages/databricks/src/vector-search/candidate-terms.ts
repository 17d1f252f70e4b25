import type { Postings, Terms } from "@ragstone/tokenizers/words";

/** The candidates that contain a term. */
export interface CandidatePostings extends Postings {
  readonly term: string;
  /** Occurrences by position of the candidate. */
  readonly counts: ReadonlyMap<number, number>;
}

/** The terms of the passages that a service found: all that a search over them knows. */
export class CandidateTerms implements Terms<CandidatePostings> {
  readonly #counts = new Map<string, Map<number, number>>();

  add(term: string, candidate: number, count: number): void {
    const counts = this.#counts.get(term) ?? new Map<number, number>();
    this.#counts.set(term, counts.set(candidate, count));
  }

  postings(term: string): CandidatePostings {
    const counts = this.#counts.get(term) ?? new Map<number, number>();
    return { term, df: counts.size, counts };
  }

  frequency(term: string): number {
    return this.#counts.get(term)?.size ?? 0;
  }

  withPrefix(prefix: string, limit: number): string[] {
    return [...this.#counts.keys()]
      .filter((term) => term.startsWith(prefix))
      .sort()
      .slice(0, limit);
  }

  union(name: string, all: readonly CandidatePostings[]): CandidatePostings {
    const counts = new Map<number, number>();
    for (const postings of all)
      for (const [candidate, count] of postings.counts) counts.set(candidate, (counts.get(candidate) ?? 0) + count);
    return { term: name, df: counts.size, counts };
  }
}
