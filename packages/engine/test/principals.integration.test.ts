import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Ragstone } from "../src/index.js";
import { folderOf } from "./folder.js";
import { openRagstone } from "./open.js";

const rules = (...list: readonly (readonly [string, readonly string[]])[]) =>
  JSON.stringify({ rules: list.map(([path, principals]) => ({ path, principals })) });

const files = {
  "ragstone.principals.json": rules(["**", ["everyone"]], ["hr/**", ["hr"]], ["hr/board.md", ["board"]]),
  "handbook.md": "# Handbook\n\nThe office opens at eight.\n",
  "hr/pay.md": "# Pay\n\nThe pay of a clerk is 4,000 francs.\n",
  "hr/board.md": "# Board\n\nThe board meets in May.\n",
  "own.md": "---\nprincipals: [legal, user:Ann@Example.org]\n---\n\n# Own\n\nThe contract ends in June.\n",
  "broken.md": "---\nprincipals: {read: [everyone]}\n---\n\n# Broken\n\nThe safe is in the cellar.\n",
  "scan.txt": "The lease was signed in Bergen.\n",
  "scan.txt.principals.json": '{"principals":["legal"]}',
};

async function opened(more: Readonly<Record<string, string>> = {}): Promise<{ rag: Ragstone; folder: string }> {
  const folder = await folderOf({ ...files, ...more });
  const rag = await openRagstone({ folder });
  onTestFinished(() => rag.close());
  return { rag, folder };
}

/** Paths that somebody with these principals sees. */
async function seenBy(rag: Ragstone, ...principals: readonly string[]): Promise<readonly string[]> {
  const documents = await rag.scoped({ filter: { metadata: { principals: { anyOf: principals } } } }).documents();
  return documents.map(({ path }) => path);
}

describe("principals of documents", () => {
  it("come from a sidecar, front matter or the folder's rules, and no file that names them is a document", async () => {
    const { rag } = await opened();
    expect((await rag.index()).documents).toMatchObject({ indexed: 6, failed: 0 });
    expect(await seenBy(rag, "everyone")).toEqual(["handbook.md"]);
    expect(await seenBy(rag, "everyone", "hr")).toEqual(["handbook.md", "hr/pay.md"]);
    expect(await seenBy(rag, "board")).toEqual(["hr/board.md"]);
    expect(await seenBy(rag, "legal")).toEqual(["own.md", "scan.txt"]);
    expect(await seenBy(rag, "user:ann@example.org")).toEqual(["own.md"]);
    expect((await rag.documents()).map(({ path }) => path)).toHaveLength(6);
  });

  it("follow a changed rules file, sidecar and move without embedding anything", async () => {
    const { rag, folder } = await opened();
    await rag.index();
    const change = async (run: () => Promise<void>) => {
      await run();
      const { documents, embedded } = await rag.index();
      expect(embedded.texts).toBe(0);
      return documents;
    };
    const retract = await change(() =>
      writeFile(join(folder, "ragstone.principals.json"), rules(["handbook.md", ["staff"]], ["hr/**", ["hr"]])),
    );
    expect(retract).toMatchObject({ indexed: 2, unchanged: 4 });
    expect(await seenBy(rag, "everyone", "board")).toEqual([]);
    expect(await seenBy(rag, "staff", "hr")).toEqual(["handbook.md", "hr/board.md", "hr/pay.md"]);

    expect(await change(() => rm(join(folder, "scan.txt.principals.json")))).toMatchObject({ indexed: 1 });
    expect(await seenBy(rag, "legal")).toEqual(["own.md"]);

    expect(await change(() => writeFile(join(folder, "own.md.principals.json"), '{"principals":[]}'))).toMatchObject({
      indexed: 1,
    });
    expect(await seenBy(rag, "legal", "user:ann@example.org")).toEqual([]);
    await change(() => rm(join(folder, "own.md.principals.json")));
    expect(await seenBy(rag, "legal")).toEqual(["own.md"]);

    expect(await change(() => rename(join(folder, "handbook.md"), join(folder, "hr/handbook.md")))).toMatchObject({
      moved: 1,
    });
    expect(await seenBy(rag, "staff")).toEqual([]);
    expect(await seenBy(rag, "hr")).toContain("hr/handbook.md");
    expect(await change(async () => {})).toMatchObject({ indexed: 0, unchanged: 6 });
  });

  it("are brought up to date before a question, and count as changes", async () => {
    const { rag, folder } = await opened();
    await rag.index();
    await writeFile(join(folder, "ragstone.principals.json"), rules(["**", ["staff"]]));
    expect((await rag.status()).stale).toEqual(["handbook.md", "hr/board.md", "hr/pay.md"]);
    await rag.refresh();
    expect(await seenBy(rag, "everyone", "hr", "board")).toEqual([]);
  });

  it("keep everybody out while a sidecar is malformed, and report it", async () => {
    const { rag } = await opened({ "scan.txt.principals.json": '{"principal":["everyone"]}' });
    const { failed } = await rag.index();
    expect(failed).toMatchObject([{ path: "scan.txt.principals.json", reason: "malformed" }]);
    expect(await seenBy(rag, "everyone", "legal")).not.toContain("scan.txt");
    expect((await rag.documents()).map(({ path }) => path)).toContain("scan.txt");
  });

  it.each(['{"rules":[{"path":"hr/**","groups":["hr"]}]}', '{"rules":{}}', "hr/**: hr", '{"rules":[{"path":""}]}'])(
    "are not decided by malformed rules: %s",
    async (text) => {
      const { rag } = await opened({ "ragstone.principals.json": text });
      await expect(rag.index()).rejects.toMatchObject({ code: "invalid-option" });
    },
  );

  it("of text that is not a file are in its metadata", async () => {
    const { rag } = await opened();
    await rag.index();
    await rag.put({ path: "note", text: "The pump is in the harbour.", metadata: { principals: ["crew"] } });
    await rag.index();
    expect(await seenBy(rag, "crew")).toEqual(["note"]);
  });
});
