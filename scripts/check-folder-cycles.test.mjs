import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packageCycles, workspaceCycles } from "./check-folder-cycles.mjs";

describe("the check for cycles inside packages", () => {
  let sources;
  beforeEach(() => {
    sources = mkdtempSync(join(tmpdir(), "cycles-"));
  });
  afterEach(() => rmSync(sources, { recursive: true, force: true }));
  const write = (files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(sources, path)), { recursive: true });
      writeFileSync(join(sources, path), text);
    }
  };

  it("passes folders that import each other one way", () => {
    write({
      "index.ts": 'export { a } from "./high/a.js";\n',
      "high/a.ts": 'import { b } from "../low/b.js";\nexport const a = b;\n',
      "low/b.ts": "export const b = 1;\n",
    });
    expect(packageCycles(sources)).toEqual({ files: [], folders: [] });
  });

  it("finds folders that import each other through different files", () => {
    write({
      "a/one.ts": 'import { two } from "../b/two.js";\nexport const one = two;\n',
      "a/leaf.ts": "export const leaf = 1;\n",
      "b/two.ts": 'import { leaf } from "../a/leaf.js";\nexport const two = leaf;\n',
    });
    expect(packageCycles(sources)).toEqual({ files: [], folders: [["a", "b"]] });
  });

  it("finds a folder that imports from the root, which imports it", () => {
    write({
      "index.ts": 'export * from "./a/one.js";\n',
      "shared.ts": "export const shared = 1;\n",
      "a/one.ts": 'import { shared } from "../shared.js";\nexport const one = shared;\n',
    });
    expect(packageCycles(sources).folders).toEqual([[".", "a"]]);
  });

  it.each([
    ["types", 'import type { Two } from "./two.js";\nexport type One = Two | 1;\n'],
    ["several lines", 'import {\n  two,\n} from "./two.js";\nexport const one = two;\n'],
    ["exports", 'export * from "./two.js";\n'],
    ["dynamic imports", 'export const one = () => import("./two.js");\n'],
    ["side effects", 'import "./two.js";\n'],
  ])("finds files that import each other by %s", (_, one) => {
    write({ "one.ts": one, "two.ts": 'import "./one.js";\nexport const two = 2;\nexport type Two = 2;\n' });
    expect(packageCycles(sources).files).toEqual([["one.ts", "two.ts"]]);
  });

  it("leaves tests out", () => {
    write({
      "a/one.ts": 'import { two } from "../b/two.js";\nexport const one = two;\n',
      "b/two.ts": "export const two = 2;\n",
      "b/two.test.ts": 'import { one } from "../a/one.js";\n',
    });
    expect(packageCycles(sources).folders).toEqual([]);
  });
});

it("no package has a cycle of files or folders", () => {
  expect(workspaceCycles(fileURLToPath(new URL("..", import.meta.url)))).toEqual([]);
});
