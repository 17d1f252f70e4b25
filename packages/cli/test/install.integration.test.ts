import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  applyChange,
  findAgent,
  planInstall,
  planUninstall,
  targetFor,
  type Places,
  type PlannedChange,
} from "@ragstone/mcp/install";
import { folderOf } from "../../engine/test/folder.js";
import { bin, ragstone } from "./command.js";
import { opening, startMcp, toolCall } from "./mcp-process.js";

const names = ["claude-code", "claude-desktop", "cursor", "vscode", "codex", "gemini", "opencode", "zed"];

async function aHome() {
  const home = await folderOf({ "docs/keys.md": "# Keys\n\nSigning keys are rotated every 90 days.\n" });
  const env = { HOME: home, XDG_DATA_HOME: join(home, "data"), XDG_CONFIG_HOME: join(home, ".config"), PATH: "" };
  return {
    home,
    docs: join(home, "docs"),
    run: (...args: string[]) => ragstone(args, { cwd: join(home, "docs"), env }),
  };
}

interface Report {
  readonly changes: readonly { agent: string; path: string; action: string; diff: string | null }[];
}

/** Every file below a folder with its content. */
async function filesIn(dir: string): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const)),
  );
}

test("adds the server to every agent and removes it without a trace", async () => {
  const { home, docs, run } = await aHome();
  const before = await filesIn(home);
  const flags = ["--agent", names.join(","), "--yes"];
  const first = await run("install", ...flags, "--json");
  expect(first.code).toBe(0);
  const { changes } = first.json<Report>();
  expect(changes.map(({ agent, action }) => [agent, action])).toStrictEqual(names.map((name) => [name, "create"]));
  for (const { path } of changes) {
    const text = await readFile(path, "utf8");
    for (const part of [process.execPath, bin, docs]) expect(text).toContain(JSON.stringify(part).slice(1, -1));
  }
  const after = await filesIn(home);
  expect(
    (await run("install", ...flags, "--json")).json<Report>().changes.every(({ action }) => action === "none"),
  ).toBe(true);
  expect(await filesIn(home)).toStrictEqual(after);
  expect((await run("uninstall", "--yes")).code).toBe(0);
  expect(await filesIn(home)).toStrictEqual(before);
});

test("the command that it writes starts a server that finds the documents", async () => {
  const { home, run } = await aHome();
  await run("install", "--agent", "cursor", "--yes");
  const settings = JSON.parse(await readFile(join(home, ".cursor", "mcp.json"), "utf8")) as {
    mcpServers: { ragstone: { command: string; args: string[] } };
  };
  const { command, args } = settings.mcpServers.ragstone;
  expect([command, args.slice(0, 2)]).toStrictEqual([process.execPath, [bin, "mcp"]]);
  const server = startMcp(args.slice(2));
  server.send(...opening, toolCall(1, "search", { query: "key rotation" }));
  expect((await server.answer(1)).result).toMatchObject({ structuredContent: { hits: [{ path: "keys.md" }] } });
  server.child.stdin.end();
  await server.ended;
});

test("shows a change and makes none: with --dry-run, and where nobody can be asked", async () => {
  const { home, run } = await aHome();
  await mkdir(join(home, ".cursor"));
  const settings =
    '{\n  "mcpServers": {\n    "a": { "command": "x", "env": { "TOKEN": "s3cret" } },\n    "b": { "command": "y" }\n  }\n}\n';
  await writeFile(join(home, ".cursor", "mcp.json"), settings);
  const before = await filesIn(home);
  for (const [flags, code] of [
    [["--dry-run"], 0],
    [[], 2],
  ] as const) {
    const ended = await run("install", "--project", ...flags);
    expect(ended.code).toBe(code);
    expect(ended.out).toContain(join(home, "docs", ".cursor", "mcp.json"));
    const global = await run("install", ...flags);
    expect(global.code).toBe(code);
    expect(global.out).toContain('+    "ragstone": {');
    expect(global.out).not.toContain("s3cret");
    expect(global.err).toContain("For other clients:");
  }
  expect(await filesIn(home)).toStrictEqual(before);
});

test("says which file it leaves alone, and changes the others", async () => {
  const { home, run } = await aHome();
  await mkdir(join(home, ".cursor"));
  await writeFile(join(home, ".cursor", "mcp.json"), '{ "mcpServers": ');
  const { code, err } = await run("install", "--agent", "cursor", "--agent", "zed", "--yes");
  expect(code).toBe(2);
  expect(err).toContain(join(home, ".cursor", "mcp.json"));
  expect(await readFile(join(home, ".cursor", "mcp.json"), "utf8")).toBe('{ "mcpServers": ');
  expect(await readFile(join(home, ".config", "zed", "settings.json"), "utf8")).toContain("context_servers");
});

describe("usage", () => {
  test("prints the entry for other clients", async () => {
    const { run, docs } = await aHome();
    const { out, code } = await run("install", "--agent", "other", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ mcpServers: { ragstone: { args: [bin, "mcp", docs] } } });
  });

  test.each([
    [["install", "--agent", "emacs"], "claude-code"],
    [["install", "no/such", "--agent", "zed", "--yes"], "FOLDER"],
    [["install", "--agent", "claude-desktop", "--project", "--yes"], "--project"],
    [["install", "--global", "--project"], "--global"],
  ])("refuses %j", async (args, named) => {
    const { run, home } = await aHome();
    const before = await filesIn(home);
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(named);
    expect(await filesIn(home)).toStrictEqual(before);
  });
});

test("kill -9 at any time leaves the old file or the new one, and uninstall restores it", async () => {
  const { home } = await aHome();
  const path = join(home, ".claude.json");
  const filler = Object.fromEntries(Array.from({ length: 4000 }, (_, at) => [`project ${at}`, "x".repeat(50)]));
  const old = JSON.stringify({ filler, mcpServers: { other: { command: "x" } } }, null, 2);
  const script = `
    import { applyChange, findAgent, planInstall, planUninstall, targetFor } from "@ragstone/mcp/install";
    const places = JSON.parse(process.argv[1]);
    const server = { command: "/usr/bin/node", args: ["/ragstone.js", "mcp", "/docs"] };
    const target = targetFor(findAgent("claude-code"), { scope: "global", places, server });
    for (let turn = 0; ; turn += 1) {
      const [planned] = await (turn % 2 === 0 ? planInstall : planUninstall)([target], places);
      await applyChange(planned, places);
      if (turn === 1) process.stdout.write("looping");
    }`;
  const places: Places = { platform: "linux", home, projectDir: home, dataDir: join(home, "data"), environment: {} };
  const server = { command: "/usr/bin/node", args: ["/ragstone.js", "mcp", "/docs"] };
  const target = targetFor(findAgent("claude-code"), { scope: "global", places, server });
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const seen = new Set<string>();
  for (let round = 0; round < 8; round += 1) {
    await writeFile(path, old);
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, JSON.stringify(places)], { cwd });
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, round * 5));
    child.kill("SIGKILL");
    await once(child, "close");
    const text = await readFile(path, "utf8");
    seen.add(text);
    const [undo] = await planUninstall([target], places);
    await applyChange(undo as PlannedChange, places);
    expect(await readFile(path, "utf8")).toBe(old);
  }
  const [again] = await planInstall([target], places);
  await applyChange(again as PlannedChange, places);
  expect([old, await readFile(path, "utf8")]).toEqual(expect.arrayContaining([...seen]));
  expect((await readdir(home)).filter((name) => name.endsWith(".tmp"))).toStrictEqual([]);
});
