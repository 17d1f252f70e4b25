import { execFileSync, spawn, spawnSync } from "node:child_process";
import { openSync, readFileSync, rmSync, statSync, writeSync, closeSync, existsSync, readdirSync } from "node:fs";
import { appendFile, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { Answer } from "@ragstone/core";
import { openRagstone, type DoctorReport, type ShownChunks, type VerifyReport } from "@ragstone/engine";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { bin, ragstone } from "./command.js";

const documents = { "guides/keys.md": guide, "lunch.txt": lunch };
const question = "How often are signing keys rotated?";

interface ErrorJson {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
}

describe("verify", () => {
  /** A folder with an answer about the keys, saved next to it. */
  async function answered(): Promise<{ readonly folder: string; readonly file: string; readonly answer: Answer }> {
    const folder = await folderOf(documents);
    const { out, code, json } = await ragstone(["ask", question, folder, "--json"]);
    expect(code).toBe(0);
    const file = join(await folderOf({ "answer.json": out }), "answer.json");
    return { folder, file, answer: json<Answer>() };
  }

  async function verified(
    folder: string,
    file: string,
  ): Promise<{ readonly code: number | null; readonly report: VerifyReport; readonly plain: string }> {
    const [{ code, json }, plain] = [
      await ragstone(["verify", file, "--json"], { cwd: folder }),
      await ragstone(["verify", file], { cwd: folder }),
    ];
    expect(plain.code).toBe(code);
    return { code, report: json<VerifyReport>(), plain: plain.out };
  }

  test("checks files, folders and globs, and prints and reports what no longer agrees", async () => {
    const { folder, answer } = await answered();
    const saved = JSON.stringify(answer);
    const other = JSON.stringify({ ...answer, question: "Who has <lunch>?", claims: [], citations: [] });
    const answers = await folderOf({ "a.json": saved, "deep/b.json": other, "package.json": "{}" });
    const all = await ragstone(["verify", answers], { cwd: folder });
    expect([all.code, all.out]).toEqual([0, "2 answers agree with the files.\n"]);
    expect(all.err).toContain("package.json contains no answer");

    await writeFile(join(folder, "guides/keys.md"), guide.replaceAll("90 days", "30 days"));
    const report = join(answers, "junit.xml");
    const failed = await ragstone(["verify", join(answers, "**/[ab].json"), "--junit", report], { cwd: folder });
    expect(failed.code).toBe(4);
    expect(failed.err).toBe("");
    expect(failed.out).toMatch(
      /a\.json: How often[^\n]*\n {2}\[1\] changed guides\/keys\.md\n {6}claim: [^\n]*90 days/u,
    );
    expect(failed.out).toMatch(/then: {2}"[^\n]*90 days[^\n]*\n {6}now: {3}"[^\n]*30 days/u);
    expect(failed.out).toContain("1 of 2 answers no longer agree with the files.");
    const xml = await readFile(report, "utf8");
    expect(xml).toContain('<testsuite name="ragstone verify" tests="2" failures="1">');
    expect(xml).toContain('name="Who has &lt;lunch&gt;?"/>');
    const json = (await ragstone(["verify", answers, "--json"], { cwd: folder })).json<{ failed: number }>();
    expect(json.failed).toBe(1);
    expect((await ragstone(["verify", join(answers, "none-*.json")], { cwd: folder })).code).toBe(2);
  });

  test("says intact, with 0, while the file is as it was cited", async () => {
    const { folder, file, answer } = await answered();
    const { code, report, plain } = await verified(folder, file);
    expect(code).toBe(0);
    expect(report.citations.map(({ id, path, state }) => ({ id, path, state }))).toEqual(
      answer.citations.map(({ id, path }) => ({ id, path, state: "intact" })),
    );
    expect(plain).toContain("[1] intact");
    // Changes elsewhere in the folder don't matter.
    await appendFile(join(folder, "lunch.txt"), "More.\n");
    expect((await verified(folder, file)).code).toBe(0);
  });

  test("says moved, with 0 and the new place, when the words are elsewhere in the file or the file has another name", async () => {
    const { folder, file, answer } = await answered();
    const shift = "Some lines that were not there before.\n\n";
    await writeFile(join(folder, "guides/keys.md"), shift + guide);
    const { code, report } = await verified(folder, file);
    expect(code).toBe(0);
    expect(report.citations).toMatchObject(
      answer.citations.map(({ id, start, end }) => ({
        id,
        state: "moved",
        now: { path: "guides/keys.md", start: start + shift.length, end: end + shift.length },
      })),
    );

    await writeFile(join(folder, "guides/keys.md"), guide);
    await rename(join(folder, "guides/keys.md"), join(folder, "rotation.md"));
    await ragstone(["index", folder]);
    const renamed = await verified(folder, file);
    expect(renamed.code).toBe(0);
    expect(renamed.report.citations).toMatchObject(
      answer.citations.map(({ id, start, end }) => ({ id, state: "moved", now: { path: "rotation.md", start, end } })),
    );
    expect(renamed.plain).toContain("-> rotation.md:");
  });

  test("says changed, with 4, when the words are no longer there, indexed or not", async () => {
    const { folder, file, answer } = await answered();
    await writeFile(join(folder, "guides/keys.md"), guide.replace("every 90 days", "every 30 days"));
    const before = await verified(folder, file);
    const states = answer.citations.map(({ quote }) => (quote.includes("90 days") ? "changed" : "intact"));
    expect(states).toContain("changed");
    expect({ code: before.code, states: before.report.citations.map(({ state }) => state) }).toEqual({
      code: 4,
      states,
    });
    await ragstone(["index", folder]);
    expect((await verified(folder, file)).report).toEqual(before.report);
  });

  test("says gone, with 4, when the file is", async () => {
    const { folder, file, answer } = await answered();
    await rm(join(folder, "guides/keys.md"));
    const { code, report, plain } = await verified(folder, file);
    expect({ code, states: report.citations.map(({ state }) => state) }).toEqual({
      code: 4,
      states: answer.citations.map(() => "gone"),
    });
    expect(plain).toContain("gone");
  });

  test.each([
    ["what is no JSON", "not JSON {"],
    ["what is no answer", '{"hello": 1}'],
    [
      "an answer with ranges that are none",
      '{"text": "x", "citations": [{"id": 1, "path": "a", "start": "0", "end": -4, "quote": 7}]}',
    ],
  ])("refuses %s with 2", async (_, content) => {
    const folder = await folderOf({ ...documents, "saved.json": content });
    await ragstone(["index", folder]);
    const { code, json } = await ragstone(["verify", "saved.json", "--json"], { cwd: folder });
    expect({ code, error: json<ErrorJson>().error.code }).toEqual({ code: 2, error: "invalid-option" });
    expect((await ragstone(["verify", "no-such-file.json"], { cwd: folder })).code).toBe(2);
  });
});

describe("doctor", () => {
  const checked = async (folder: string, ...flags: string[]) => {
    const { code, json, out } = await ragstone(["doctor", "--json", ...flags], { cwd: folder });
    const report = out === "" ? null : json<DoctorReport>();
    return { code, report, problems: report?.checks.filter(({ ok }) => !ok) ?? [] };
  };

  test("finds nothing in a healthy index, with 0", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    const { code, problems, report } = await checked(folder);
    expect({ code, problems }).toEqual({ code: 0, problems: [] });
    for (const check of report!.checks)
      expect(check).toEqual({
        name: expect.any(String),
        ok: true,
        detail: expect.stringMatching(/\w/u),
        fix: null,
        remedy: null,
      });
    expect((await ragstone(["doctor"], { cwd: folder })).out).toContain("ok ");
  });

  test("names the damage and its fix, with 6, and --repair repairs it without losing a file", async () => {
    const folder = await folderOf({
      ...documents,
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, number) => [
          `notes/${number}.md`,
          `# Note ${number}\n\n${`Entry ${number} says that valve ${number * 7} was opened by somebody. `.repeat(20)}`,
        ]),
      ),
    });
    await ragstone(["index", folder]);
    const database = join(folder, ".ragstone/index.sqlite");
    const bytes = statSync(database).size;
    const handle = openSync(database, "r+");
    // Every page from the middle on, their headers included; the first page, which names the tables, is spared.
    writeSync(
      handle,
      Buffer.alloc(Math.floor(bytes / 4), 0xa5),
      0,
      Math.floor(bytes / 4),
      Math.floor(bytes / 8192) * 4096,
    );
    closeSync(handle);
    const { code, problems } = await checked(folder);
    expect(code).toBe(6);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map(({ fix }) => fix).join(" ")).toMatch(/--repair/u);

    const repaired = await checked(folder, "--repair");
    expect(repaired.report?.repaired.length).toBeGreaterThan(0);
    expect((await ragstone(["index", folder])).code).toBe(0);
    expect(await checked(folder)).toMatchObject({ code: 0, problems: [] });
    expect(
      (await ragstone(["status", "--json"], { cwd: folder })).json<{ documents: number; stale: string[] }>(),
    ).toMatchObject({ documents: 62, stale: [] });
    expect((await ragstone(["ask", question, "--json"], { cwd: folder })).json<Answer>().text).toContain("90 days");
  });

  test("reports settings that cannot be read, with 6", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    await writeFile(join(folder, ".ragstone/settings.json"), "{ half");
    const { code, problems } = await checked(folder);
    expect(code).toBe(6);
    expect(problems).toMatchObject([{ name: "settings", fix: expect.stringContaining("ragstone index") }]);
  });

  test("reports a folder that is gone, with 6", async () => {
    const folder = await folderOf(documents);
    const index = join(await folderOf({}), "index");
    await ragstone(["index", folder, "--index", index]);
    rmSync(folder, { recursive: true });
    const { code, json } = await ragstone(["doctor", "--index", index, "--json"]);
    expect(code).toBe(6);
    expect(json<DoctorReport>().checks.filter(({ ok }) => !ok)).toMatchObject([
      { name: "folder", fix: expect.stringContaining("--folder") },
    ]);
  });

  test("without an index ends with 6 and the command that makes one", async () => {
    const { code, json } = await ragstone(["doctor", "--json"], { cwd: await folderOf({}) });
    expect({ code, error: json<ErrorJson>().error.code }).toEqual({ code: 6, error: "index-missing" });
  });
});

describe("ask --html", () => {
  test("writes one page that loads nothing, runs nothing and contains the passages", async () => {
    const hostile =
      '# Rotation\n\nSigning keys are rotated every 90 days <script>alert(1)</script> <img src="http://evil.example/p.png"> by all.\n';
    const folder = await folderOf({ "rotation.md": hostile });
    const page = join(folder, "answer.html");
    const { code, json } = await ragstone(["ask", question, folder, "--json", "--html", page]);
    expect(code).toBe(0);
    const html = await readFile(page, "utf8");
    const { citations } = json<Answer>();
    expect(html).toMatch(/^<!doctype html>/iu);
    expect(html).not.toMatch(/<script|<img|<iframe|<link|<object|<embed|\son\w+=|javascript:|@import|url\(/iu);
    expect(html.match(/(?:href|src)\s*=\s*"[^"]*"/giu)?.filter((link) => !link.startsWith('href="#'))).toEqual([]);
    expect(citations.length).toBeGreaterThan(0);
    for (const { id } of citations) {
      expect(html).toContain(`href="#c${id}"`);
      expect(html).toContain(`id="c${id}"`);
    }
    const shown = html.replaceAll(/<[^>]*>/gu, "");
    const unescaped = shown
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    for (const { quote } of citations) expect(unescaped).toContain(quote);
    expect(readdirSync(folder).sort()).toEqual([".ragstone", "answer.html", "rotation.md"]);
  });
});

describe("search", () => {
  test("chooses one passage a document, and widens to exact slices", async () => {
    const folder = await folderOf({ "long.md": guide.repeat(12), "lunch.txt": lunch });
    const { code, json } = await ragstone([
      "search",
      "signing keys canteen",
      folder,
      "--json",
      "--one-per-document",
      "--diversity",
      "0.4",
      "--expand",
      "neighbours",
    ]);
    expect(code).toBe(0);
    const { hits } = json<{ hits: Answer["sources"] }>();
    expect(hits.map(({ path }) => path).sort()).toEqual(["long.md", "lunch.txt"]);
    for (const { path, start, end, text } of hits)
      expect((path === "long.md" ? guide.repeat(12) : lunch).slice(start, end)).toBe(text);
    for (const flags of [
      ["--diversity", "2"],
      ["--diversity", "-1"],
      ["--diversity", "much"],
      ["--expand", "page"],
    ])
      expect((await ragstone(["search", "keys", folder, ...flags])).code).toBe(2);
  });

  test("with a filter on a name that objects have by nature finds nothing, not everything", async () => {
    const folder = await folderOf(documents);
    for (const filter of ["__proto__:x", "constructor:x", "toString:x"]) {
      expect(
        (await ragstone(["search", "keys", folder, "--json", "--filter", filter])).json<{ hits: unknown[] }>().hits,
      ).toEqual([]);
    }
  });
});

describe("show", () => {
  test("lists chunks and prints text, plain and as JSON", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    const shown = (
      await ragstone(["show", "guides/keys.md", "--chunks", "--json"], { cwd: folder })
    ).json<ShownChunks>();
    expect(shown.path).toBe("guides/keys.md");
    for (const chunk of shown.chunks) {
      expect(Object.keys(chunk).sort()).toEqual(["end", "headings", "id", "pages", "start", "tokens"]);
      expect(guide.slice(chunk.start, chunk.end).trim()).not.toBe("");
      expect(chunk.tokens).toBeGreaterThan(0);
    }
    const lines = (await ragstone(["show", "guides/keys.md", "--chunks"], { cwd: folder })).out.trimEnd().split("\n");
    expect(lines).toHaveLength(shown.chunks.length);
    expect(lines[0]).toMatch(
      new RegExp(`^${shown.chunks[0]!.id} .*guides/keys\\.md.* ${shown.chunks[0]!.tokens} tokens$`, "u"),
    );
    expect((await ragstone(["show", "lunch.txt", "--text", "--json"], { cwd: folder })).json()).toEqual({
      origin: "file",
      path: "lunch.txt",
      text: lunch,
    });
    expect((await ragstone(["show", "lunch.txt", "--text"], { cwd: folder })).out).toBe(lunch);
    const range = await ragstone(["show", "lunch.txt:4-11"], { cwd: folder });
    expect(range.out).toContain(">>>canteen<<<");
    for (const target of ["lunch.txt:9-4", `lunch.txt:0-${lunch.length + 1}`, "nothing.md:0-1"])
      expect((await ragstone(["show", target], { cwd: folder })).code).toBe(2);
  });
});

describe("text that is not a file", () => {
  test("is found, cited, verified, kept by a folder run, and removed", async () => {
    const folder = await folderOf(documents);
    const library = await openRagstone({ folder });
    await library.index();
    await library.put({
      path: "tickets/4711",
      text: "The printer on floor 3 is named Gutenberg and jams on Mondays.",
      metadata: { team: "it" },
    });
    await library.close();

    expect((await ragstone(["index", folder, "--json"])).json()).toMatchObject({
      documents: { seen: 2, unchanged: 2, removed: 0 },
    });
    const asked = await ragstone(["ask", "What is the printer on floor 3 named?", "--json"], { cwd: folder });
    expect(asked.json<Answer>().citations).toMatchObject([{ path: "tickets/4711" }]);
    const file = join(await folderOf({ "answer.json": asked.out }), "answer.json");
    expect((await ragstone(["verify", file], { cwd: folder })).code).toBe(0);

    const again = await openRagstone({ folder });
    expect(await again.remove("tickets/4711")).toBe(true);
    expect(await again.remove("tickets/4711")).toBe(false);
    await again.close();
    expect(
      (await ragstone(["verify", file, "--json"], { cwd: folder }))
        .json<VerifyReport>()
        .citations.map(({ state }) => state),
    ).toEqual(["gone"]);
    expect((await ragstone(["ask", "What is the printer on floor 3 named?"], { cwd: folder })).code).toBe(3);
  });
});

describe("a cold start", () => {
  /** Every module that a script loads, by import or by require. */
  async function modulesOf(args: readonly string[], cwd: string): Promise<readonly string[]> {
    const hooks = await folderOf({
      "register.mjs": `import { register, createRequire } from "node:module"; import { appendFileSync } from "node:fs";
        register("./resolve.mjs", import.meta.url);
        process.on("exit", () => appendFileSync(process.env.MODULE_LOG, Object.keys(createRequire(import.meta.url).cache).join("\\n") + "\\n"));`,
      "resolve.mjs": `import { appendFileSync } from "node:fs";
        export async function resolve(specifier, context, next) { const found = await next(specifier, context); appendFileSync(process.env.MODULE_LOG, found.url + "\\n"); return found; }`,
      "log.txt": "",
    });
    const log = join(hooks, "log.txt");
    const { status } = spawnSync(
      process.execPath,
      ["--import", pathToFileURL(join(hooks, "register.mjs")).href, ...args],
      { cwd, env: { ...process.env, MODULE_LOG: log } },
    );
    expect(status).toBe(0);
    return readFileSync(log, "utf8").split("\n");
  }
  const langChain = (modules: readonly string[]): string[] => modules.filter((module) => /langchain/iu.test(module));

  test("of ask, search and index loads no LangChain module", async () => {
    const folder = await folderOf(documents);
    for (const args of [
      ["index", folder],
      ["ask", question, folder],
      ["search", question, folder],
    ]) {
      const modules = await modulesOf([bin, ...args], folder);
      expect(modules.some((module) => module.includes("packages/index/bundle"))).toBe(true);
      expect(langChain(modules)).toEqual([]);
    }
  });

  test("would be caught if it did", async () => {
    const edge = new URL("../../engine/bundle/langchain.js", import.meta.url).href;
    expect(
      langChain(
        await modulesOf(["--input-type=module", "-e", `await import(${JSON.stringify(edge)})`], await folderOf({})),
      ),
    ).not.toEqual([]);
  });

  test("of a question loads neither parsers nor walker threads", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    const modules = await modulesOf([bin, "ask", question, "--no-sync"], folder);
    expect(modules.filter((module) => /pdfium|htmlparser2|parse5|markdown-it|lezer/iu.test(module))).toEqual([]);
    // Hundreds of modules take longer to open than the question takes.
    expect(new Set(modules.filter((module) => module.startsWith("file:"))).size).toBeLessThan(100);
  });
});

const pseudoTerminal = existsSync("/usr/bin/script");

describe.skipIf(!pseudoTerminal)("on a terminal", () => {
  const onTerminal = (
    args: readonly string[],
    {
      input = "",
      env = {},
      cwd,
    }: { readonly input?: string; readonly env?: Readonly<Record<string, string>>; readonly cwd: string },
  ): string => {
    const command = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(" ");
    const { NO_COLOR: _, ...inherited } = process.env;
    return execFileSync("/usr/bin/script", ["-qec", command, "/dev/null"], {
      cwd,
      input,
      env: { ...inherited, TERM: "xterm-256color", ...env },
      encoding: "utf8",
      timeout: 20_000,
    });
  };
  const colour = /\u001B\[(?:1|2|3\d|9\d)m/u;

  test("results are coloured, and plain with NO_COLOR or --no-color", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    expect(onTerminal(["status"], { cwd: folder })).toMatch(colour);
    expect(onTerminal(["status"], { cwd: folder, env: { NO_COLOR: "1" } })).not.toMatch(colour);
    expect(onTerminal(["status", "--no-color"], { cwd: folder })).not.toMatch(colour);
    expect(onTerminal(["status"], { cwd: folder, env: { NO_COLOR: "" } })).toMatch(colour);
  });

  test("ask without a question is a conversation, which ends by a word or by Ctrl-D", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    for (const end of ["exit\n", "\u0004"]) {
      const said = onTerminal(["ask", "--no-color"], {
        cwd: folder,
        input: `${question}\nWhen does the canteen open on working days?\n${end}`,
      });
      expect(said).toContain("90 days");
      expect(said).toContain("11:30");
    }
  });

  test("Ctrl-C in a conversation ends with 130", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    const child = spawn("/usr/bin/script", ["-qec", `"${process.execPath}" "${bin}" ask --no-color`, "/dev/null"], {
      cwd: folder,
      env: { ...process.env, TERM: "xterm-256color" },
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const prompted = said.includes("> ");
      said += text;
      if (!prompted && said.includes("> ")) child.stdin.write("\u0003");
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(130);
  });

  test("ask with a folder in place of the question is a conversation about it", async () => {
    const folder = await folderOf(documents);
    const said = onTerminal(["ask", folder, "--no-color"], { cwd: "/", input: `${question}\nexit\n` });
    expect(said).toContain(`Ask about ${folder}`);
    expect(said).toContain("90 days");
    expect((await ragstone(["ask", folder])).code).toBe(2);
  });
});

describe("a flag or argument that would be ignored", () => {
  test.each([
    [["doctor", "--report", "report.json"], "Add --live"],
    [["models", "--from", "files"], "models add minilm --from DIR"],
    [["models", "gte-large-en", "minilm"], "one model at a time"],
    [["models", "add", "minilm", "--workspace"], "added to this computer"],
    [["ask", "Who?", "--explain"], "`--explain` is a flag of `search`."],
  ])("is wrong usage: %j", async (args, hint) => {
    const { code, json } = await ragstone([...args, "--json"], { cwd: await folderOf(documents) });
    expect([code, json<ErrorJson>().error.hint]).toEqual([2, expect.stringContaining(hint)]);
  });
});
