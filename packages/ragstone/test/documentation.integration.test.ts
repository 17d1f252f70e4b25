import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { guide } from "../../engine/test/folder.js";

const run = promisify(execFile);
const own = join(import.meta.dirname, "..");
const root = join(own, "../..");

/** Values that the blocks take from the text around them. */
const context = `
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { Ragstone } from "ragstone";
declare global {
  const rag: Ragstone;
  const customer: string;
  const tickets: readonly { readonly id: string; readonly body: string; readonly status: string }[];
  const answer: string;
  const passages: readonly string[];
  const model: BaseChatModel;
}
`;

interface Block {
  /** File and line. */
  readonly place: string;
  readonly code: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(page, "utf8");
  return [...text.matchAll(/^```(?:ts|js|mjs)\n(?<code>[\s\S]*?)^```$/gmu)].map(({ index, groups }) => ({
    place: `${relative(root, page)}:${text.slice(0, index).split("\n").length + 1}`,
    code: groups!["code"]!,
  }));
}

/** Links every package of the workspace into a folder, under the name that it is imported by. */
function linkPackages(dir: string): void {
  mkdirSync(join(dir, "node_modules/@ragstone"), { recursive: true });
  for (const entry of readdirSync(join(root, "packages"))) {
    const path = join(root, "packages", entry);
    const { name } = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as { readonly name: string };
    symlinkSync(path, join(dir, "node_modules", name), "junction");
  }
  // A client of the server that the handbook shows; it is a dependency of the server's tests.
  symlinkSync(join(root, "packages/server/node_modules/openai"), join(dir, "node_modules/openai"), "junction");
}

const handbook = readdirSync(join(root, "docs/handbook")).map((name) => join(root, "docs/handbook", name));
const readmes = readdirSync(join(root, "packages"), { recursive: false, encoding: "utf8" })
  .flatMap((name) => readdirSync(join(root, "packages", name)).map((file) => join(root, "packages", name, file)))
  .filter((path) => path.endsWith("README.md"));
const readme = join(root, "README.md");

describe("the code in the documentation", () => {
  test("compiles against the built packages", async () => {
    const blocks = [readme, ...handbook.filter((path) => path.endsWith(".md")), ...readmes].flatMap(blocksOf);
    expect(blocks.length).toBeGreaterThan(15);
    // Inside the engine, so that LangChain resolves; the packages of the workspace are linked.
    const dir = mkdtempSync(join(root, "packages/engine/dist/.documentation-"));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    linkPackages(dir);
    writeFileSync(join(dir, "context.d.mts"), context);
    for (const { place, code } of blocks)
      writeFileSync(join(dir, `${place.replaceAll(/[^\w.]+/gu, "-")}.mts`), `${code}\nexport {};\n`);
    writeFileSync(
      join(dir, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          target: "es2023",
          lib: ["es2023", "dom", "esnext.disposable"],
          module: "nodenext",
          types: ["node"],
          strict: true,
          noEmit: true,
          skipLibCheck: true,
        },
        include: ["*.mts", "*.d.mts"],
      }),
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = await run(process.execPath, [tsc, "-p", dir]).catch(
      (error: { readonly stdout: string }) => error,
    );
    expect(stdout).toBe("");
  });

  test("of the README runs on this Node", async () => {
    const [block] = blocksOf(readme);
    const dir = mkdtempSync(join(tmpdir(), "ragstone-readme-"));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    mkdirSync(join(dir, "docs"));
    writeFileSync(join(dir, "docs/keys.md"), guide);
    mkdirSync(join(dir, "node_modules"));
    symlinkSync(own, join(dir, "node_modules/ragstone"), "junction");
    writeFileSync(join(dir, "readme.mjs"), block!.code);
    const { stdout } = await run(process.execPath, ["readme.mjs"], { cwd: dir });
    expect(stdout).toContain("keys.md");
  });
});
