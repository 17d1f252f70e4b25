import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { staticEmbedder } from "@ragstone/embedders";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderOf } from "../../test/folder.js";
import { openRagstone } from "../../test/open.js";
import type { OpenOptions } from "../api/open-options.js";
import type { RefreshOptions } from "../api/refresh.js";

const files = { "keys.md": "Keys rotate.", "sub/vault.md": "The vault is in Oslo.", "sub/deep/pump.md": "Pumps run." };

/** An index of the files, and the outcome of a refresh with the notices that both listeners got. */
async function indexed(content: Readonly<Record<string, string>> = files, options: Partial<OpenOptions> = {}) {
  const folder = await folderOf(content);
  const ofInstance: string[] = [];
  const rag = await openRagstone({
    folder,
    ...options,
    onEvent: (event) => event.type === "notice-raised" && ofInstance.push(event.code),
  });
  onTestFinished(() => rag.close());
  const refresh = async (options: RefreshOptions = {}) => {
    ofInstance.length = 0;
    const ofCall: string[] = [];
    const refreshment = await rag.refresh({
      ...options,
      onEvent: (event) => event.type === "notice-raised" && ofCall.push(event.code),
    });
    expect(ofInstance).toEqual(ofCall);
    const { behind, absent, report } = refreshment;
    return { behind, absent, indexed: report?.documents.indexed ?? null, notices: ofCall };
  };
  return { folder, rag, refresh };
}

const nothing = { behind: 0, absent: [], indexed: null, notices: [] };

describe("a refresh", () => {
  it("makes a missing index, and does nothing while nothing changes", async () => {
    const { refresh } = await indexed();
    expect(await refresh({ existing: "leave" })).toEqual({ ...nothing, indexed: 3 });
    expect(await refresh()).toEqual(nothing);
  });

  it("brings an index up to date, unless it is to be left", async () => {
    const { folder, rag, refresh } = await indexed();
    await rag.index();
    writeFileSync(join(folder, "new.md"), "Backups are kept.");
    writeFileSync(join(folder, "keys.md"), "Keys rotate every 30 days.");
    rmSync(join(folder, "sub/vault.md"));
    expect(await refresh({ existing: "leave" })).toEqual(nothing);
    expect(await refresh()).toEqual({ ...nothing, indexed: 2 });
    expect((await rag.search("vault Oslo", { mode: "text" })).map(({ path }) => path)).not.toContain("sub/vault.md");
  });

  it("notices an edit that keeps size and time of a file, where it may have come in the same moment", async () => {
    const { folder, rag, refresh } = await indexed();
    const file = join(folder, "keys.md");
    const time = new Date(Date.now() + 60_000);
    utimesSync(file, time, time);
    await rag.index();
    writeFileSync(file, "Keys remain.");
    utimesSync(file, time, time);
    expect(await refresh()).toEqual({ ...nothing, indexed: 1 });
  });

  it.each([
    [200, 200, null],
    [201, null, 201],
  ])("of %i new files is quick enough up to 200", async (count, done, left) => {
    const { folder, rag, refresh } = await indexed();
    await rag.index();
    for (let number = 0; number < count; number += 1) writeFileSync(join(folder, `${number}.md`), `Pump ${number}.`);
    expect(await refresh()).toEqual({ ...nothing, behind: left ?? 0, indexed: done });
  });

  it("leaves more than two million bytes to a full run", async () => {
    const { folder, rag, refresh } = await indexed();
    await rag.index();
    writeFileSync(join(folder, "long.md"), "x".repeat(2_000_001));
    expect(await refresh()).toEqual({ ...nothing, behind: 1 });
  });

  it("leaves every change to a full run where a model may be slow or paid", async () => {
    const made = staticEmbedder();
    const embedder = { ...made, fingerprint: { ...made.fingerprint, model: "paid-v1" } };
    const { folder, rag, refresh } = await indexed(files, { embedder });
    await rag.index();
    writeFileSync(join(folder, "new.md"), "Backups are kept.");
    rmSync(join(folder, "sub/vault.md"));
    expect(await refresh()).toEqual({ ...nothing, behind: 2 });
    expect((await rag.status()).documents).toBe(3);
  });

  it("keeps documents of a missing folder, and of none at all", async () => {
    const { folder, rag, refresh } = await indexed();
    await rag.index();
    rmSync(join(folder, "sub"), { recursive: true });
    const absent = [
      { folder: "sub", documents: 1 },
      { folder: "sub/deep", documents: 1 },
    ];
    expect(await refresh()).toEqual({ ...nothing, absent, notices: ["folder-absent"] });
    writeFileSync(join(folder, "new.md"), "Backups are kept.");
    expect(await refresh()).toEqual({ ...nothing, absent, indexed: 1, notices: ["folder-absent"] });
    expect((await rag.status()).documents).toBe(4);
  });
});
