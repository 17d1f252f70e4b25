import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexWriter, SearchFilter } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SideConnection } from "../../test/side-connection.js";
import { openIndex } from "../local/open-index.js";
import type { Scope } from "./scope.js";
import { Scopes } from "./scopes.js";

const lines = 100;

let dir: string;
let index: IndexWriter;
let side: SideConnection;

const put = async (path: string): Promise<void> => {
  const entry = sampleDocument(path, Array.from({ length: lines }, (_, line) => `line ${line}`).join("\n"));
  await index.putVectors(sampleVectors(entry));
  await index.replaceDocument(entry);
};

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-scopes-"));
  index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
  for (const name of ["a", "b", "c"]) await put(`${name}/1.md`);
  side = new SideConnection(dir).refresh();
});
afterEach(async () => {
  side.close();
  await index.close();
  rmSync(dir, { recursive: true, force: true });
});

/** The scope of a filter in the index as it is now. */
const scopeOf = (scopes: Scopes, filter: SearchFilter): Scope => {
  side.refresh();
  return scopes.of(side.database, side.table, side.text, filter);
};
const folder = (name: string): SearchFilter => ({ path: `${name}/**` });

describe("scopes", () => {
  it("are made once for each filter", () => {
    const scopes = new Scopes();
    const filters: SearchFilter[] = [
      { path: "a/**" },
      { path: "b/**" },
      { pathPrefix: "a" },
      { path: ["a/**", "b/**"] },
      [{ path: "a/**" }, { path: "b/**" }],
      { metadata: { level: 1 } },
      { metadata: { level: "1" } },
      { metadata: { level: true } },
    ];
    const first = filters.map((filter) => scopeOf(scopes, filter));
    expect(new Set(first).size).toBe(filters.length);
    for (const [at, filter] of filters.entries()) expect(scopeOf(scopes, structuredClone(filter))).toBe(first[at]);
  });

  it("follow a filter that the caller changes", () => {
    const scopes = new Scopes();
    const filter = { path: ["a/**"] };
    const before = scopeOf(scopes, filter);
    filter.path.push("b/**");
    expect([before.chunks, scopeOf(scopes, filter).chunks]).toEqual([lines, 2 * lines]);
  });

  it("are made anew after a commit, and for another table", async () => {
    const scopes = new Scopes();
    const first = scopeOf(scopes, folder("a"));
    await put("a/2.md");
    const second = scopeOf(scopes, folder("a"));
    expect([first.chunks, second.chunks]).toEqual([lines, 2 * lines]);
    expect(scopeOf(scopes, folder("a"))).toBe(second);
    const other = new SideConnection(dir).refresh();
    expect(scopes.of(other.database, other.table, other.text, folder("a"))).not.toBe(second);
    other.close();
  });

  it("are kept up to a limit, the last used ones", () => {
    const size = scopeOf(new Scopes(), folder("a")).bytes;
    for (const maxBytes of [2 * size, 3 * size - 1]) {
      const scopes = new Scopes(maxBytes);
      const a = scopeOf(scopes, folder("a"));
      const b = scopeOf(scopes, folder("b"));
      expect(scopeOf(scopes, folder("a"))).toBe(a);
      const c = scopeOf(scopes, folder("c"));
      expect(scopeOf(scopes, folder("c"))).toBe(c);
      expect(scopeOf(scopes, folder("a"))).toBe(a);
      expect(scopeOf(scopes, folder("b"))).not.toBe(b);
    }
  });

  it("are kept one by one where each is above the limit", () => {
    const scopes = new Scopes(1);
    const a = scopeOf(scopes, folder("a"));
    expect(scopeOf(scopes, folder("a"))).toBe(a);
    scopeOf(scopes, folder("b"));
    expect(scopeOf(scopes, folder("a"))).not.toBe(a);
  });

  it("of earlier commits do not count towards the limit", async () => {
    await put("d/1.md");
    const size = scopeOf(new Scopes(), folder("d")).bytes;
    const scopes = new Scopes(2 * size);
    for (const name of ["a", "b"]) scopeOf(scopes, folder(name));
    await index.touchDocument("a/1.md", 2000);
    const a = scopeOf(scopes, folder("a"));
    scopeOf(scopes, folder("b"));
    expect(scopeOf(scopes, folder("a"))).toBe(a);
  });

  it("know roughly the memory that they use", () => {
    const scope = scopeOf(new Scopes(), folder("a"));
    const { bytes, mask, slots } = scope;
    expect(scope.slots).toBe(slots);
    const arrays = mask.byteLength + slots.byteLength;
    expect(bytes).toBeGreaterThan(arrays);
    expect(bytes).toBeLessThan(arrays + 80);
  });
});
