import { sampleFingerprint } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { snapshotOf } from "./snapshot.js";
import { abandoned, announced, begun, committed, isAlone, left, newState, swept, writerTimeoutMs, type LedgerState, type Version } from "./state.js"; // prettier-ignore

const empty = newState(sampleFingerprint, { documents: "d", chunks: "c", vectors: "v" });
const versionOf = (generation: number, language: string | null = "en"): Version => ({
  generation,
  chunks: 2,
  words: 10,
  tokens: 12,
  language,
});
const lock = (state: LedgerState, document: string, { nowMs = 1000, gone = [] as number[], writer = "w" } = {}) =>
  begun(state, { documents: [document], writer, nowMs, gone: new Set(gone) });
const put = (state: LedgerState, document: string, removes: readonly Version[] = []) => {
  const { state: locked, generation } = lock(state, document)!;
  return committed(locked, { generation, adds: versionOf(generation), removes, nowMs: 2000 })!;
};

describe("the ledger", () => {
  it("hides a generation until it is committed, and the one that it replaces from then on", () => {
    const first = put(empty, "a");
    expect(snapshotOf(first).isVisible(1)).toBe(true);
    const { state: locked, generation } = lock(first, "a")!;
    expect([1, generation].map(snapshotOf(locked).isVisible)).toEqual([true, false]);
    const second = committed(locked, { generation, adds: versionOf(generation, null), removes: [versionOf(1)], nowMs: 3000 })!; // prettier-ignore
    expect([1, generation].map(snapshotOf(second).isVisible)).toEqual([false, true]);
    expect(second).toMatchObject({
      changes: 2,
      updatedMs: 3000,
      totals: { documents: 1, chunks: 2, words: 10, tokens: 12 },
      languages: { "": 1 },
    });
  });

  it("hides generations of a later snapshot", () => {
    const snapshot = snapshotOf(put(empty, "a"));
    expect(snapshot.isVisible(2)).toBe(false);
    expect(JSON.stringify(snapshot.filter)).toContain('"lt":2');
  });

  it("locks a document against others, and no other document", () => {
    const { state } = lock(empty, "a")!;
    expect(lock(state, "a")).toBeNull();
    expect(lock(state, "b")).not.toBeNull();
  });

  it("takes a document over from a writer that is gone, whose commit then fails for good", () => {
    const { state, generation } = lock(empty, "a")!;
    const taken = lock(state, "a", { gone: [generation] })!;
    expect(committed(taken.state, { generation, adds: versionOf(generation), removes: [], nowMs: 0 })).toBeNull();
    const done = committed(taken.state, { generation: taken.generation, adds: versionOf(taken.generation), removes: [], nowMs: 0 })!; // prettier-ignore
    expect(snapshotOf(swept(done, new Set([generation]))).isVisible(generation)).toBe(false);
    expect(lock(state, "a", { nowMs: 1001 + writerTimeoutMs })).not.toBeNull();
  });

  it("forgets a generation that was given up, and hides one that was written for good", () => {
    const { state, generation } = lock(empty, "a")!;
    expect(abandoned(state, { generation, isWritten: false, nowMs: 0 })).toMatchObject({ pending: [], dead: [] });
    const written = abandoned(state, { generation, isWritten: true, nowMs: 0 });
    expect(snapshotOf(swept(written, new Set([generation]))).isVisible(generation)).toBe(false);
    expect(abandoned(written, { generation, isWritten: true, nowMs: 0 })).toBe(written);
  });

  it("forgets replaced generations that were deleted", () => {
    const state = put(put(empty, "a"), "a", [versionOf(1)]);
    expect(swept(state, new Set([1])).dead).toEqual([]);
    expect(swept(state, new Set([9])).dead).toHaveLength(1);
  });

  it("knows whether others write", () => {
    const both = announced(announced(empty, { writer: "w", nowMs: 0 }), { writer: "x", nowMs: 0 });
    expect(isAlone(both, { writer: "w", nowMs: 1 })).toBe(false);
    expect(isAlone(left(both, "x"), { writer: "w", nowMs: 1 })).toBe(true);
    expect(isAlone(both, { writer: "w", nowMs: 1 + writerTimeoutMs })).toBe(true);
  });
});
