import { IndexError, type IndexMaintenance, type IndexProvider } from "@ragstone/core";
import { memoryIndex } from "@ragstone/testkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderOf } from "../../test/folder.js";
import { openRagstone } from "../library/open-ragstone.js";

const failing = (code: "index-locked" | "index-read-only" | "index-damaged") =>
  new IndexError(code, "It cannot be written.", { hint: "Wait." });

/** An index of one file, written by an earlier version, whose next write may fail. */
async function olderIndex() {
  const inner = memoryIndex();
  const folder = await folderOf({ "a.md": "Keys rotate." });
  const state = { isOlder: false, writes: 0, error: null as Error | null };
  const index: IndexProvider = {
    ...inner,
    async write(options) {
      state.writes += 1;
      if (state.error !== null) throw state.error;
      state.isOlder = false;
      return inner.write(options);
    },
    maintenance: { hasOlderFormat: async () => state.isOlder } as IndexMaintenance,
  };
  const rag = await openRagstone({ folder, index, dataDir: await folderOf({}) });
  onTestFinished(() => rag.close());
  await rag.index();
  Object.assign(state, { isOlder: true, writes: 0 });
  return { rag, state };
}

describe("a refresh of an index of an earlier version", () => {
  it("brings it forward once, by opening it for writing", async () => {
    const { rag, state } = await olderIndex();
    expect(await rag.refresh({ existing: "leave" })).toMatchObject({ behind: 0 });
    expect(state).toMatchObject({ isOlder: true, writes: 0 });
    for (let time = 0; time < 2; time += 1) {
      expect(await rag.refresh()).toEqual({ behind: 0, absent: [], report: null });
      expect(state).toMatchObject({ isOlder: false, writes: 1 });
    }
    await rag.put({ path: "b", text: "Pumps run." });
  });

  it.each(["index-locked", "index-read-only"] as const)("reads it as it is where it is %s", async (code) => {
    const { rag, state } = await olderIndex();
    state.error = failing(code);
    expect(await rag.refresh()).toMatchObject({ behind: 0, report: null });
    expect(await rag.search("keys rotate")).toHaveLength(1);
  });

  it("fails with any other error", async () => {
    const { rag, state } = await olderIndex();
    for (const error of [failing("index-damaged"), new TypeError("x is undefined")]) {
      state.error = error;
      await expect(rag.refresh()).rejects.toBe(error);
    }
  });
});
