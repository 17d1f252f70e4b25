import {
  RagstoneError,
  type Chunk,
  type Chunker,
  type DocumentToIndex,
  type Embedder,
  type IndexWriter,
  type SourceDocument,
} from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { DocumentWriter } from "./document-writer.js";
import type { EmbedOutcome, EmbedQueue } from "./embed-queue.js";
import { StageClock } from "./stage-clock.js";

interface Behaviour {
  /** Of a chunk's text. @defaultValue `stored` */
  readonly outcome?: (text: string) => EmbedOutcome;
  readonly isKnown?: (at: number) => boolean;
  readonly signal?: AbortSignal;
}

const chunkOf = (text: string): Chunk => ({
  text,
  start: 0,
  end: text.length,
  context: "",
  headings: [],
  pages: [],
  tokens: 1,
});

/** Cuts at semicolons, and splits at commas. */
const chunker = {
  chunk: ({ text }: SourceDocument) => text.split(";").map(chunkOf),
  split: (_: SourceDocument, { text }: Chunk) => text.split(",").map(chunkOf),
} as unknown as Chunker;

function writerOf({ outcome = () => "stored", isKnown = () => false, signal }: Behaviour = {}) {
  const written: DocumentToIndex[] = [];
  const asked: number[] = [];
  const calls: string[] = [];
  let keys = 0;
  const index = {
    missingVectors: (wanted: readonly string[]) => {
      asked.push(wanted.length);
      return Promise.resolve(new Set(wanted.filter(() => !isKnown(keys++))));
    },
    replaceDocument: (entry: DocumentToIndex, options: object) => {
      written.push(entry);
      calls.push(`replaced ${Object.keys(options).join()}`);
      return Promise.resolve({ chunksAdded: entry.chunks.length, chunksRemoved: 3 });
    },
  } as unknown as IndexWriter;
  const queue = {
    add: (_: string, text: string) => {
      calls.push(text);
      return Promise.resolve(outcome(text));
    },
    flush: () => calls.push("flushed"),
  } as unknown as EmbedQueue;
  const embedder = { fingerprint: { model: "m", dimensions: 1 } } as unknown as Embedder;
  const writer = new DocumentWriter({ index, chunker, embedder, queue, clock: new StageClock(), signal });
  const write = (text: string, loader: Pick<DocumentToIndex, "loaderVersion"> = { loaderVersion: 2 }) =>
    writer.write({ path: "a.md", text } as SourceDocument, { origin: "file", ...loader }, () => calls.push("queued"));
  return { write, written, calls, asked };
}

const failing = (code: "text-too-long" | "endpoint-failed") => new RagstoneError(code, `no: ${code}`, { hint: "Try." });

describe("writing a document", () => {
  it("embeds the unknown chunks, then commits all of them", async () => {
    const { write, written, calls } = writerOf({ isKnown: (at) => at === 1 });
    expect(await write("one;two;three")).toEqual({ chunksAdded: 3, chunksRemoved: 3, reused: 1 });
    expect(calls).toEqual(["one", "three", "queued", "replaced "]);
    expect(written[0]).toMatchObject({ origin: "file", loaderVersion: 2, language: null });
    expect(written[0]!.chunks.map(({ text }) => text)).toEqual(["one", "two", "three"]);
    expect(new Set(written[0]!.chunks.map(({ vectorKey }) => vectorKey)).size).toBe(3);
  });

  it("stores chunks without a vector too, and an unknown version of the loader as 0", async () => {
    const { write, written } = writerOf({ outcome: (text) => (text === "two" ? "no-vector" : "stored") });
    await write("one;two");
    expect(written[0]!.chunks.map(({ vectorKey }) => typeof vectorKey)).toEqual(["string", "object"]);
    await write("three", {});
    expect(written[1]!.loaderVersion).toBe(0);
  });

  it("asks for 2,048 keys at once", async () => {
    const { write, asked } = writerOf();
    await write(Array.from({ length: 4097 }, (_, at) => `chunk ${at}`).join(";"));
    expect(asked).toEqual([2048, 2048, 1]);
  });

  it("splits a chunk that is too long, and sends the parts at once", async () => {
    const { write, written, calls } = writerOf({
      outcome: (text) => (text.includes(",") ? failing("text-too-long") : "stored"),
    });
    expect(await write("one;two,three")).toMatchObject({ chunksAdded: 3 });
    expect(calls.slice(0, -1)).toEqual(["one", "two,three", "queued", "two", "three", "flushed"]);
    expect(written[0]!.chunks.map(({ text }) => text)).toEqual(["one", "two", "three"]);
  });

  it("fails where a chunk cannot be split further or its text is refused, without a commit", async () => {
    for (const [code, message] of [
      ["text-too-long", "A chunk of 3 characters cannot be split further: no: text-too-long"],
      ["endpoint-failed", "no: endpoint-failed"],
    ] as const) {
      const { write, written } = writerOf({ outcome: () => failing(code) });
      await expect(write("one")).rejects.toMatchObject({
        reason: "embedding-failed",
        message: expect.stringContaining(message),
      });
      expect(written).toEqual([]);
    }
  });

  it("stops when it is aborted, and hands its signal on", async () => {
    const controller = new AbortController();
    const { write, calls } = writerOf({ signal: controller.signal });
    await write("one");
    expect(calls.at(-1)).toBe("replaced signal");
    controller.abort(new Error("enough"));
    await expect(write("one")).rejects.toThrow("enough");
  });
});
