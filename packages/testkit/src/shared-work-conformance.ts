import type { DocumentRecord, FileOutcome, IndexWriter, SharedWork } from "@ragstone/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IndexPlace } from "./index-place.js";
import { sampleDocument, sampleFingerprint, sampleVectors } from "./index-samples.js";

const done: FileOutcome = { kind: "done" };

/** The guarantees of {@link SharedWork}, for providers whose writers share work. */
export function describeSharedWork(createPlace: () => Promise<IndexPlace>): void {
  describe("sharing work among writers", () => {
    let place: IndexPlace;
    let writers: IndexWriter[] = [];
    /** Two workers; none where an engine admits one writer. */
    let work: SharedWork[] = [];
    beforeEach(async () => {
      place = await createPlace();
      const first = await place.provider.write({ create: sampleFingerprint });
      writers = [first];
      if (first.share === undefined) return;
      writers.push(await place.provider.write());
      work = [];
      for (const [at, writer] of writers.entries()) work.push(await writer.share!(`worker ${at}`));
    });
    afterEach(async () => {
      for (const writer of writers) await writer.close();
      await place.remove();
    });

    /** Both parts; a test is skipped where there is nothing to share. */
    const parts = (skip: () => never): readonly [Part, Part] => {
      if (work.length < 2) skip();
      return [
        { index: writers[0]!, work: work[0]! },
        { index: writers[1]!, work: work[1]! },
      ];
    };
    const file = (path: string, bytes = 1) => ({ path, bytes, modifiedMs: 1000.5 });
    const mine = { kind: "mine", isChanged: false };
    const put = async (index: IndexWriter, path: string, text: string) => {
      const entry = sampleDocument(path, text);
      await index.putVectors(sampleVectors(entry));
      return index.replaceDocument(entry);
    };
    const record = async (index: IndexWriter, path: string): Promise<DocumentRecord> => (await index.document(path))!;

    it("gives each file to one, and what became of it to the others", async ({ skip }) => {
      const [one, other] = parts(skip);
      expect(await one.work.claim([file("a"), file("b"), file("c")])).toEqual([mine, mine, mine]);
      expect(await other.work.claim([file("d"), file("c"), file("a")])).toEqual([mine, { kind: "busy" }, { kind: "busy" }]); // prettier-ignore
      const failed: FileOutcome = { kind: "failed", reason: "malformed", detail: "no \u0000 end", hint: "h" };
      await one.work.settle("a", done);
      await one.work.settle("b", { kind: "ignored", reason: "empty" });
      await one.work.settle("c", failed);
      expect(await other.work.claim([file("a"), file("b"), file("c")])).toEqual([
        { kind: "settled", outcome: done },
        { kind: "settled", outcome: { kind: "ignored", reason: "empty" } },
        { kind: "settled", outcome: failed },
      ]);
    });

    it("settles a document in the commit that writes or moves it", async ({ skip }) => {
      const [one, other] = parts(skip);
      await put(one.index, "old", "moved text");
      await one.work.claim([file("a"), file("old"), file("new")]);
      await put(one.index, "a", "text");
      await one.index.moveDocument("old", "new", 5);
      const settled = { kind: "settled", outcome: done };
      expect(await other.work.claim([file("a"), file("old"), file("new")])).toEqual([settled, settled, settled]);
    });

    it("gives out another version of a file that was done, as changed", async ({ skip }) => {
      const [one, other] = parts(skip);
      await one.work.claim([file("a")]);
      expect(await other.work.claim([file("a", 2)])).toEqual([{ kind: "busy" }]);
      await one.work.settle("a", done);
      expect(await other.work.claim([file("a", 2)])).toEqual([{ kind: "mine", isChanged: true }]);
    });

    it("frees what is released, and all of a worker that leaves", async ({ skip }) => {
      const [one, other] = parts(skip);
      await one.work.claim([file("a"), file("b"), file("c")]);
      await one.work.settle("c", done);
      await one.work.release("a");
      expect(await other.work.claim([file("a"), file("b")])).toEqual([mine, { kind: "busy" }]);
      await one.work.leave();
      expect(await other.work.claim([file("b"), file("c")])).toEqual([mine, { kind: "settled", outcome: done }]);
    });

    it("forgets what was done when the last worker leaves, and not before", async ({ skip }) => {
      const [one, other] = parts(skip);
      await one.work.claim([file("a")]);
      await one.work.settle("a", done);
      await one.work.leave();
      const next = await one.index.share!("next");
      expect(await next.claim([file("a")])).toEqual([{ kind: "settled", outcome: done }]);
      await next.leave();
      await other.work.leave();
      const last = await one.index.share!("last");
      expect(await last.claim([file("a")])).toEqual([mine]);
    });

    it("removes a document that is gone once, and never one that changed or that another has", async ({ skip }) => {
      const [one, other] = parts(skip);
      for (const path of ["gone", "changed", "claimed", "added"]) await put(one.index, path, `text of ${path}`);
      const [gone, changed, claimed, added] = await Promise.all(
        ["gone", "changed", "claimed", "added"].map((path) => record(one.index, path)),
      );
      expect(await one.work.removeGone(gone!)).toBe(1);
      expect(await other.work.removeGone(gone!)).toBeNull();
      await put(other.index, "changed", "another text");
      expect(await one.work.removeGone(changed!)).toBeNull();
      await other.work.claim([file("claimed"), file("added"), file("spoilt")]);
      await other.work.settle("added", done);
      expect(await one.work.removeGone(claimed!)).toBeNull();
      expect(await one.work.removeGone(added!)).toBeNull();
      expect((await one.index.documents()).map(({ path }) => path)).toEqual(["added", "changed", "claimed"]);
    });

    it("shows who is at work", async ({ skip }) => {
      const [one, other] = parts(skip);
      await one.work.claim([file("a"), file("b")]);
      await one.work.settle("a", done);
      const { workers } = await other.index.status();
      expect(workers).toMatchObject([
        { name: "worker 0", settled: 1, claimed: 1 },
        { name: "worker 1", settled: 0, claimed: 0 },
      ]);
      for (const { startedMs, seenMs } of workers!) expect(seenMs).toBeGreaterThanOrEqual(startedMs);
      await one.work.leave();
      expect((await other.index.status()).workers).toHaveLength(1);
    });

    it("divides claims that are made at the same time", async ({ skip }) => {
      const [one, other] = parts(skip);
      const files = Array.from({ length: 50 }, (_, at) => file(String(at)));
      const claims = await Promise.all([one.work.claim(files), other.work.claim(files.toReversed())]);
      const kinds = claims.flat().map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === "mine")).toHaveLength(50);
      expect(kinds.filter((kind) => kind === "busy")).toHaveLength(50);
    });
  });
}

interface Part {
  readonly index: IndexWriter;
  readonly work: SharedWork;
}
