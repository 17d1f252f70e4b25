import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadDocument } from "@ragstone/loaders";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const source = fileURLToPath(new URL("../docs/handbook", import.meta.url));
const script = fileURLToPath(new URL("../scripts/build-handbook.mjs", import.meta.url));
const build = (folder: string) => run(process.execPath, [script, folder]);

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ragstone-handbook-"));
  await build(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pages = readdirSync(source)
  .filter((name) => name.endsWith(".md"))
  .map((name) => parse(name).name);

/** The visible words of a Markdown page, sorted: without front matter, link targets and the languages of code fences. */
function wordsOfMarkdown(markdown: string): string[] {
  const visible = markdown
    .replace(/^---\n[^]*?\n---\n/u, "")
    .replaceAll(/<!--.*?-->/gu, "")
    .replaceAll(/\]\([^)]*\)/gu, "]")
    .replaceAll(/^```\w+$/gmu, "");
  return wordsOf(visible);
}

/** Hyphens inside words don't count: a PDF's line that ends in one is joined with the next. */
function wordsOf(text: string): string[] {
  const joined = text.toLowerCase().replaceAll(/(?<=\p{L})-(?=\p{L})/gu, "");
  return (joined.match(/[\p{L}\p{N}]+/gu) ?? []).toSorted();
}

async function textOf(name: string): Promise<string> {
  const bytes = readFileSync(join(folder, name));
  const { text } = await loadDocument({ path: name, bytes, sha256: "0".repeat(64), modifiedMs: 0 });
  return name.endsWith(".pdf")
    ? text.replaceAll(/^(?:Ragstone handbook: .*|\d+)$/gmu, "") // running headers and page numbers
    : text;
}

test("README and handbook don't run the command from npm, where it isn't published", () => {
  const files = [...pages.map((page) => join(source, `${page}.md`)), join(source, "../../README.md")];
  expect(files.filter((file) => /npx (?:-y )?ragstone/u.test(readFileSync(file, "utf8")))).toEqual([]);
});

test("the handbook's source is Markdown alone", () => {
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name).filter((name) => !name.endsWith(".md") && !name.startsWith("."))).toEqual([]);
});

test("the demo's folder has every page once, in five formats", () => {
  const names = readdirSync(folder);
  expect(names.map((name) => parse(name).name).toSorted()).toEqual(pages.toSorted());
  expect(new Set(names.map((name) => parse(name).ext))).toEqual(new Set([".docx", ".html", ".md", ".pdf", ".txt"]));
});

describe.each(pages)("%s", (page) => {
  test("has the words of its source, and no others", async () => {
    const name = readdirSync(folder).find((file) => parse(file).name === page)!;
    const markdown = readFileSync(join(source, `${page}.md`), "utf8");
    const text = await textOf(name);
    expect(name.endsWith(".md") ? wordsOfMarkdown(text) : wordsOf(text)).toEqual(wordsOfMarkdown(markdown));
  });
});

test("links between pages lead to files that exist", () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".md"))) {
    const targets = readFileSync(join(folder, name), "utf8").matchAll(/\]\((?<file>[\w-]+\.\w+)[)#]/gu);
    for (const { groups } of targets) expect(readdirSync(folder)).toContain(groups!["file"]);
  }
});

test("a second build writes no file", async () => {
  const times = () => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
  const before = times();
  await build(folder);
  expect(times()).toEqual(before);
});
