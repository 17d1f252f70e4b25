import { stat } from "node:fs/promises";
import { join } from "node:path";
import {
  InvalidOptionError,
  type AnswerPart,
  type DocumentIndex,
  type Generator,
  type Policy,
  type SearchFilter,
} from "@ragstone/core";
import { defaultEmbedder } from "../models/resolve-embedder.js";
import { defaultGenerator, resolveGenerator } from "../models/resolve-generator.js";
import type { AskOptions } from "../ragstone.js";
import { checkModel, type Session } from "../session.js";
import { retrieve } from "./retrieve.js";

/** Passages given to a generator. */
const defaultPassages = 8;

export interface StreamedAnswerOptions extends Omit<AskOptions, "filter"> {
  readonly question: string;
  readonly filter?: SearchFilter | undefined;
  readonly generator?: string | Generator;
  readonly policy?: Policy;
}

/** The chain over the session's index. */
export async function* streamedAnswer(session: Session, options: StreamedAnswerOptions): AsyncGenerator<AnswerPart> {
  const {
    question,
    k = defaultPassages,
    mode = "hybrid",
    filter,
    generator = defaultGenerator,
    policy = "mark",
    maxTokens,
    history,
    diversity,
    expand,
    rounds,
    decompose,
    repair,
    judge,
    signal,
  } = options;
  const [{ streamAnswer }, index, parts, judging] = await Promise.all([
    import("@ragstone/chain/answer"),
    session.reader(),
    typeof generator === "string" ? resolveGenerator(generator, session.models) : generator,
    typeof judge === "string" ? resolveGenerator(judge, session.models) : judge,
  ]);
  if (judging !== undefined && judging.complete === undefined)
    throw new InvalidOptionError(
      "judge",
      judging.name,
      "a model that follows instructions, such as databricks:claude-3-7-sonnet",
    );
  const embedder = async () => {
    const embedder = await session.embedder();
    checkModel(index.fingerprint.embedder, embedder.fingerprint);
    return embedder;
  };
  // Only these documents may be read: a citation must not reach outside the filter.
  const given = new Set<string>();
  yield* streamAnswer({
    question,
    k,
    policy,
    generator: parts,
    retrieve: async (query, { k, signal }) => {
      const hits = await retrieve({ index, embedder, query, k, mode, filter, diversity, expand, signal });
      for (const { path } of hits) given.add(path);
      return hits;
    },
    readAll: async function* () {
      let rank = 0;
      for (const { path } of await index.documents(filter)) {
        given.add(path);
        for (const { id, start, end, text, headings, pages } of await index.chunks(path)) {
          rank += 1;
          yield { rank, id, score: 1, scores: { text: 0, vector: null }, path, start, end, text, headings, pages };
        }
      }
    },
    readText: async (path) => (given.has(path) ? index.text(path) : null),
    termShares: async (terms) => sharesWithin(index, await index.termShares(terms), filter),
    // A table of words compares words in no time; asking a transformer or a service for each word would not.
    ...(index.fingerprint.embedder.model === defaultEmbedder && {
      embedWords: async (words: readonly string[]) =>
        (await (await embedder()).embed(words, { kind: "passage" })).vectors,
    }),
    languageOf: async (text) => (await import("../pipeline/detect-language.js")).detectLanguage(text),
    isStale: (path) => isStale(session.location.folder, path, index),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(history !== undefined && { history }),
    ...(rounds !== undefined && { rounds }),
    ...(decompose !== undefined && { decompose }),
    ...(repair !== undefined && { repair }),
    ...(judging !== undefined && { judge: judging }),
    ...(signal !== undefined && { signal }),
    ...(session.onEvent !== undefined && { onEvent: session.onEvent }),
  });
}

/** A term that no document of the filter holds is in none: whether others hold it is not to be told. */
async function sharesWithin(
  index: DocumentIndex,
  shares: ReadonlyMap<string, number>,
  filter: SearchFilter | undefined,
): Promise<ReadonlyMap<string, number>> {
  if (filter === undefined) return shares;
  const within = async ([term, share]: readonly [string, number]): Promise<[string, number]> => [
    term,
    share > 0 && (await index.search({ text: term, k: 1, filter })).length > 0 ? share : 0,
  ];
  return new Map(await Promise.all([...shares].map(within)));
}

/** Whether the file behind a document moved on since it was indexed, by its size and time. */
async function isStale(
  folder: string,
  path: string,
  index: { document(path: string): Promise<{ origin: string; bytes: number; modifiedMs: number | null } | null> },
): Promise<boolean> {
  const record = await index.document(path);
  if (record === null || record.origin === "put") return false;
  const file = await stat(join(folder, path)).catch(() => null);
  return file === null || file.size !== record.bytes || file.mtimeMs !== record.modifiedMs;
}
