import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import { connect2025, connect2026, type TestClient } from "./mcp-client.js";
import { opening, startMcp, toolCall, type Message } from "./mcp-process.js";

const documents = { "guides/keys.md": guide, "lunch.txt": lunch };
const query = "How often are signing keys rotated?";

async function connected(connect: (args: readonly string[]) => Promise<TestClient>, args: readonly string[]) {
  const client = await connect(args);
  onTestFinished(() => client.close());
  return client;
}

describe.each([
  ["2025", connect2025],
  ["2026-07-28", connect2026],
] as const)("a client of %s", (version, connect) => {
  test("lists tools that only read and do not reach beyond the machine", async () => {
    const client = await connected(connect, [await folderOf(documents)]);
    expect(client.version).toBe(version);
    const tools = await client.tools();
    expect(tools.map(({ name }) => name)).toContain("search");
    for (const { annotations } of tools)
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
  });

  test("finds what `ragstone search --json` finds", async () => {
    const folder = await folderOf(documents);
    const command = await ragstone(["search", query, folder, "--json"]);
    const client = await connected(connect, [folder]);
    const { structuredContent, content } = await client.call("search", { query });
    const expected = command.json<Record<string, unknown>>();
    expect(structuredContent).toStrictEqual({ ...expected, elapsedMs: structuredContent?.["elapsedMs"] });
    expect(content[0]?.text).toContain("Signing keys are rotated every 90 days.");
    expect(content[1]).toMatchObject({ type: "resource_link" });
  });

  test("learns of a wrong argument and of a failure as results", async () => {
    const folder = await folderOf(documents);
    const client = await connected(connect, [folder]);
    expect(await client.call("search", { query, buget: 1000 })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining("Did you mean budget?") as string }],
    });
    expect(await client.call("search", { query, collection: "other" })).toMatchObject({ isError: true });
    expect(await client.call("search", { query, filter: { after: "someday" } })).toMatchObject({ isError: true });
  });

  test("sees a file that was added since", async () => {
    const folder = await folderOf(documents);
    const client = await connected(connect, [folder]);
    await client.call("search", { query });
    await writeFile(join(folder, "new.md"), "# Parking\n\nParking spaces are assigned by the reception.\n");
    const { structuredContent } = await client.call("search", { query: "parking spaces", k: 1 });
    expect(structuredContent).toMatchObject({ hits: [{ path: "new.md" }] });
  });

  test("sees only the scope, whatever it asks", async () => {
    const folder = await folderOf(documents);
    const client = await connected(connect, [folder, "--scope", "path:guides/**"]);
    const { structuredContent } = await client.call("search", { query: "lunch menu", filter: { path: "lunch.txt" } });
    expect(structuredContent).toMatchObject({ hits: [] });
    expect(await client.call("search", { query: "lunch menu", scope: "" })).toMatchObject({ isError: true });
  });

  test("searches several folders and names the collection of each hit", async () => {
    const [one, other] = [await folderOf({ "keys.md": guide }), await folderOf({ "lunch.txt": lunch })];
    const client = await connected(connect, [one, other]);
    const { structuredContent } = await client.call("search", { query: "signing keys, lunch menu" });
    const { hits } = structuredContent as { hits: { path: string; collection: string }[] };
    expect(new Set(hits.map(({ collection }) => collection)).size).toBe(2);
    const { collection } = hits.find(({ path }) => path === "lunch.txt")!;
    const narrowed = await client.call("search", { query: "lunch menu", collection });
    expect(narrowed.structuredContent).toMatchObject({ hits: [{ path: "lunch.txt" }] });
  });
});

describe("standard output carries the protocol only", () => {
  const bad: readonly (readonly [string, readonly (string | object)[]])[] = [
    ["no JSON", ["hello", "{", "\u0000\u0001", "}{", "'"]],
    ["JSON that is no message", ["null", "[]", "{}", "42", '"text"', '{"jsonrpc":"1.0"}', '{"jsonrpc":"2.0","id":{}}']],
    ["a line of 12 million characters", ["x".repeat(12_000_000)]],
    ["a message of 12 million characters", [toolCall(7, "search", { query: "x".repeat(12_000_000) })]],
    ["lone surrogates and nulls", ['{"jsonrpc":"2.0","id":7,"method":"\\ud800\\u0000"}']],
    ["an unknown method", [{ jsonrpc: "2.0", id: 7, method: "no/such" }]],
    ["an unknown tool", [toolCall(7, "delete", {})]],
    [
      "arguments of another kind",
      [{ jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "search", arguments: [] } }],
    ],
    ["no arguments", [toolCall(7, "search", {})]],
    ["prototype names", [toolCall(7, "__proto__", { __proto__: 1, constructor: 2 })]],
    ["a batch", ['[{"jsonrpc":"2.0","id":7,"method":"ping"},{"jsonrpc":"2.0","id":8,"method":"ping"}]']],
    ["a cancellation of nothing", [{ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 99 } }]],
    ["deep nesting", [`{"jsonrpc":"2.0","id":7,"method":"ping","params":${'{"a":'.repeat(5000)}1${"}".repeat(5000)}}`]],
  ];

  test.each(bad)("with %s, and the next call is answered", async (_, lines) => {
    const server = startMcp([await folderOf(documents), "--verbose"]);
    server.send(...opening, ...lines, toolCall(100, "search", { query, k: 1 }));
    const { result } = await server.answer(100);
    expect(result).toMatchObject({ structuredContent: { hits: [{ path: "guides/keys.md" }] } });
    server.child.stdin.end();
    expect(await server.ended).toBe(0);
    for (const line of server
      .output()
      .split("\n")
      .filter((text) => text !== ""))
      expect(JSON.parse(line) as Message).toMatchObject({ jsonrpc: "2.0" });
  });

  test("with bad flags, even with --json", async () => {
    for (const flags of [["--no-such"], ["--json"], ["--json", "--k", "x"], ["--scope", "nonsense"]]) {
      const { out, err, code } = await ragstone(["mcp", ...flags]);
      expect({ out, code }).toStrictEqual({ out: "", code: 2 });
      expect(err).toContain("error:");
    }
  });

  test("with a folder that does not exist, and says so in the result", async () => {
    const server = startMcp(["/no/such/folder"]);
    server.send(...opening, toolCall(1, "search", { query }));
    const { result } = await server.answer(1);
    expect(result).toMatchObject({ isError: true });
    server.child.stdin.end();
    expect(await server.ended).toBe(0);
    expect(server.output().trim().split("\n")).toHaveLength(2);
  });

  const garbage = "no database ".repeat(1000);
  const brokenFolders: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ["settings that are no JSON", { "ragstone.config.json": "{ broken" }, /Repair the file/u],
    ["an index that is no database", { ".ragstone/index.sqlite": garbage }, /index-foreign/u],
  ];

  test.each(brokenFolders)("with %s, and says so in the result", async (_, files, message) => {
    const server = startMcp([await folderOf({ ...documents, ...files })]);
    server.send(...opening, toolCall(1, "search", { query }));
    const { result } = await server.answer(1);
    expect(JSON.stringify(result)).toMatch(message);
    server.child.stdin.end();
    expect(await server.ended).toBe(0);
    expect(server.output().trim().split("\n")).toHaveLength(2);
  });

  test("with a file in place of a folder", async () => {
    const folder = await folderOf(documents);
    const server = startMcp([join(folder, "lunch.txt")]);
    server.send(...opening, toolCall(1, "search", { query }));
    expect(JSON.stringify((await server.answer(1)).result)).toMatch(/expected a folder/u);
    server.child.stdin.end();
    expect(await server.ended).toBe(0);
  });

  test("when the input ends within a character", async () => {
    const server = startMcp([await folderOf(documents)]);
    server.send(...opening, toolCall(1, "search", { query }));
    await server.answer(1);
    server.child.stdin.end(Buffer.from([...Buffer.from('{"jsonrpc":"2.0","id":2,"method":"pi'), 0xe2, 0x82]));
    expect(await server.ended).toBe(0);
    expect(server.output().trim().split("\n")).toHaveLength(2);
  });

  test.each([
    ["a rejection that nobody handles", 'Promise.reject(new Error("from a module"));', 1],
    ["warnings of Node", 'new Buffer(1); process.emitWarning("from a module", "DeprecationWarning");', 0],
  ] as const)("on %s", async (_, fault, code) => {
    const module = join(await folderOf({ "fault.mjs": `process.on("SIGUSR2", () => { ${fault} });` }), "fault.mjs");
    const server = startMcp([await folderOf(documents)], { NODE_OPTIONS: `--import=${pathToFileURL(module).href}` });
    server.send(...opening, toolCall(1, "search", { query }));
    await server.answer(1);
    server.child.kill("SIGUSR2");
    await expect.poll(() => server.errors()).toContain("from a module");
    server.child.stdin.end();
    expect(await server.ended).toBe(code);
    expect(server.output().trim().split("\n")).toHaveLength(2);
  });

  test("while a module and a worker print to the console", async () => {
    const chatter = `
      import { Worker } from "node:worker_threads";
      setInterval(() => { console.log("from a module"); process.stdout.write("noise\\n"); }, 20).unref();
      new Worker('setInterval(() => console.log("from a worker"), 20)', { eval: true }).unref();`;
    const module = join(await folderOf({ "chatter.mjs": chatter }), "chatter.mjs");
    const server = startMcp([await folderOf(documents)], { NODE_OPTIONS: `--import=${pathToFileURL(module).href}` });
    server.send(...opening, toolCall(1, "search", { query }));
    await server.answer(1);
    server.child.stdin.end();
    await server.ended;
    // What a preloaded module prints before the command runs is out of the command's hands.
    const lines = server.output().trim().split("\n");
    const own = lines.slice(lines.findIndex((line) => line.startsWith("{")));
    for (const line of own) expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
    expect(own).toHaveLength(2);
    expect(server.errors()).toContain("from a module");
    expect(server.errors()).toContain("from a worker");
  });
});

describe("the end", () => {
  test("comes with the end of the input, after the answers to calls before it", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    const server = startMcp([folder]);
    server.send(...opening, { jsonrpc: "2.0", id: 1, method: "tools/list" });
    server.child.stdin.end();
    expect(await server.ended).toBe(0);
    expect(server.output()).toContain('"id":1');
  });

  test("comes with SIGTERM while an index is being made, and what was committed stays", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, at) => [`notes/${at}.md`, `# Note ${at}\n\n${guide.repeat(20)}\n`]),
    );
    const folder = await folderOf(files);
    const server = startMcp([folder]);
    server.send(...opening, toolCall(1, "search", { query }));
    const { result } = await server.answer(1);
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expect((result as { content: { text: string }[] }).content[0]!.text).toMatch(/^PARTIAL|passages/u);
    const { code } = await ragstone(["search", query, folder, "--no-sync", "--json"]);
    expect(code).toBe(0);
  });

  test("comes when the client closes its end of the output", async () => {
    const server = startMcp([await folderOf(documents)]);
    server.send(...opening);
    await server.answer(0);
    server.child.stdout.destroy();
    server.send(toolCall(1, "search", { query }), toolCall(2, "search", { query }));
    expect(await server.ended).toBe(0);
  });
});
