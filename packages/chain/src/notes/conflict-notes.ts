import {
  documentName,
  isSameDocument,
  type AnswerNote,
  type Citation,
  type DocumentKey,
  type Steps,
  type StoredText,
} from "@ragstone/core";
import type { WordSimilarity } from "../extractive/match-term.js";
import { type CitedSource, isInstruction } from "@ragstone/verify/internal";
import { findConflicts } from "./find-conflicts.js";
import { newerDocument } from "./newer-document.js";

export interface ConflictNotesOptions {
  readonly question: string;
  readonly citations: readonly Citation[];
  readonly sources: readonly CitedSource[];
  readonly texts: ReadonlyMap<string, StoredText | null>;
  readonly similarity: WordSimilarity;
}

/** Notes on other documents that give a different value than a cited sentence, and citations of their statements. */
export function* conflictNotes({
  question,
  citations,
  sources,
  texts,
  similarity,
}: ConflictNotesOptions): Steps<{ readonly notes: AnswerNote[]; readonly citations: Citation[] }> {
  const notes: AnswerNote[] = [];
  const added: Citation[] = [];
  const stored = (document: DocumentKey): StoredText | null => texts.get(documentName(document)) ?? null;
  const reported = new Set<string>();
  for (const citation of citations) {
    const conflicts = yield* findConflicts(
      question,
      { origin: citation.origin, path: citation.path, text: citation.quote, headings: citation.headings },
      sources,
      similarity,
    );
    for (const { said, instead, source, range } of conflicts) {
      const pair = [documentName(citation), documentName(source)].sort().join("\n");
      const quote = source.document.text.slice(range.start, range.end);
      if (reported.has(pair) || isInstruction(quote)) continue;
      reported.add(pair);
      let other = [...citations, ...added].find(
        (one) => isSameDocument(one, source) && one.start === range.start && one.end === range.end,
      );
      if (other === undefined) {
        other = {
          id: citations.length + added.length + 1,
          origin: source.origin,
          path: source.path,
          sha256: source.sha256,
          ...range,
          quote,
          headings: source.headingsOf(range),
          ...source.pagesOf(range),
        };
        added.push(other);
      }
      const newer = newerDocument([stored(citation), stored(source)]);
      const newest = newer === null ? undefined : [citation, other][newer.at];
      notes.push({
        kind: "conflict",
        message: `${documentName(citation)} says ${said.text}, ${documentName(source)} says ${instead.text}.${newest === undefined ? "" : ` ${documentName(newest)} is the newer one${newer?.by === "file-time" ? " by file time" : ""}.`}`,
        citations: [citation.id, other.id],
        newer: newest?.id,
      });
    }
  }
  return { notes, citations: added };
}
