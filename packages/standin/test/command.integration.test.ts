import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

const running = new Set<ChildProcessByStdio<null, Readable, Readable>>();

function run(...options: string[]): ChildProcessByStdio<null, Readable, Readable> {
  const child = spawn(process.execPath, [main, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

describe.skipIf(!existsSync(main))("the command standin (built; skipped without)", () => {
  it("prints where it is and how to sign in, serves with limits and faults, and ends cleanly", async () => {
    const child = run("--fault", "latency=1", "500*1:chat", "--endpoint", "my-bge=databricks-bge-large-en");
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const printed = JSON.parse(line) as { host: string; token: string; clientId: string; clientSecret: string };
    expect(Object.keys(printed)).toEqual(["host", "token", "clientId", "clientSecret"]);
    const post = (endpoint: string, body: unknown): Promise<Response> =>
      fetch(`${printed.host}/serving-endpoints/${endpoint}/invocations`, {
        method: "POST",
        headers: { authorization: `Bearer ${printed.token}` },
        body: JSON.stringify(body),
      });
    expect((await post("my-bge", { input: "x" })).status).toBe(200);
    const chat = { messages: [{ role: "user", content: "hi" }], max_tokens: 10 };
    const name = "databricks-meta-llama-3-1-405b-instruct";
    // One fault, which takes the bucket of one request a second; then the limit.
    expect((await post(name, chat)).status).toBe(500);
    const statuses = await Promise.all([1, 2, 3].map(async () => (await post(name, chat)).status));
    expect(statuses).toContain(429);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("takes quirks, limits and states of endpoints", async () => {
    const child = run(
      "--quirk",
      "overWindow=error",
      "--quirk",
      "limitBody=documented",
      "--limit",
      "databricks-gte-large-en=qps:1,itpm:40",
      "--state",
      "databricks-claude-3-7-sonnet=retired",
    );
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const printed = JSON.parse(line) as { host: string; token: string };
    const post = async (endpoint: string, body: unknown): Promise<string> => {
      const response = await fetch(`${printed.host}/serving-endpoints/${endpoint}/invocations`, {
        method: "POST",
        headers: { authorization: `Bearer ${printed.token}` },
        body: JSON.stringify(body),
      });
      return await response.text();
    };
    expect(await post("databricks-bge-large-en", { input: "word ".repeat(600) })).toContain(
      "exceeds the maximum of 512 tokens",
    );
    expect(await post("databricks-claude-3-7-sonnet", { messages: [] })).toContain("is deprecated");
    await post("databricks-gte-large-en", { input: "word ".repeat(30) });
    expect(await post("databricks-gte-large-en", { input: "word ".repeat(30) })).toContain(
      '"type":"rate_limit_exceeded"',
    );
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("refuses unknown options with exit code 2", async () => {
    for (const options of [
      ["--fault", "nothing"],
      ["--port", "x"],
      ["--endpoint", "a"],
      ["--quirk", "overWindow=maybe"],
      ["--limit", "x=qps:-1"],
      ["--state", "x=gone"],
      ["--state", "x=retired"],
      ["stray"],
      ["--what"],
    ]) {
      const child = run(...options);
      let message = "";
      child.stderr.on("data", (part: Buffer) => {
        message += part.toString();
      });
      expect(await once(child, "close")).toEqual([2, null]);
      expect(message).toContain(options.at(-1)!.replace("--", "").split("=")[0]!);
    }
  });
});
