import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadFolder, type LoadedEntry } from "../src/index.js";
import { makeDocx, paragraph } from "./make-docx.js";
import { tempFolder } from "./temp-folder.js";

describe("loadFolder", () => {
  it("gives every file in the order of the walk, however long each takes, and continues after bad ones", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        `f${String(n).padStart(2, "0")}.${n % 3 === 0 ? "docx" : "md"}`,
        n % 3 === 0 ? makeDocx(paragraph(`text ${n}`)) : `text ${n}`,
      ]),
    );
    const root = tempFolder({
      ...files,
      "f07.md": Buffer.from([0, 1, 2, 3]),
      "f09.docx": "no zip",
      "f10.png": "x",
      "f11.md": "",
    });
    const entries: LoadedEntry[] = [];
    for await (const entry of loadFolder(root)) entries.push(entry);
    expect(entries.map((entry) => entry.path)).toEqual([...Object.keys(files), "f10.png"].sort());
    expect(entries.filter((entry) => entry.kind !== "loaded").map((entry) => [entry.path, entry.reason])).toEqual([
      ["f07.md", "binary"],
      ["f09.docx", "malformed"],
      ["f10.png", "not-a-document"],
      ["f11.md", "empty"],
    ]);
    expect(
      entries
        .filter((entry) => entry.kind === "loaded")
        .every((entry) => entry.document.text === `text ${Number(entry.path.slice(1, 3))}`),
    ).toBe(true);
  });

  it("stops when the caller or a signal ends it", async () => {
    const root = tempFolder(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`f${n}.md`, "x"])));
    for await (const entry of loadFolder(root)) {
      expect(entry.kind).toBe("loaded");
      break;
    }
    const controller = new AbortController();
    const all = async (): Promise<void> => {
      for await (const entry of loadFolder(root, { signal: controller.signal }))
        if (entry.path === "f1.md") controller.abort();
    };
    await expect(all()).rejects.toMatchObject({ name: "AbortError" });
  });

  it("applies the given size limit", async () => {
    const root = tempFolder({ "a.md": "small" });
    writeFileSync(join(root, "b.md"), "larger than the limit");
    const entries: LoadedEntry[] = [];
    for await (const entry of loadFolder(root, { maxBytes: 10 })) entries.push(entry);
    expect(entries).toMatchObject([{ kind: "loaded" }, { kind: "failed", reason: "too-large" }]);
  });
});
