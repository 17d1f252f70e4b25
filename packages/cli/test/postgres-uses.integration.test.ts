import { randomUUID } from "node:crypto";
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DoctorReport, MigrationReport, StatusReport } from "@ragstone/engine";
import { postgresServer } from "@ragstone/testkit";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { bin, ragstone } from "./command.js";
import { workspaceFor } from "./databricks.js";
import { connect2025, connect2026 } from "./mcp-client.js";

const server = await postgresServer();
afterAll(() => server?.stop());

const question = "How often are signing keys rotated?";
const documents = { "keys.md": guide, "lunch.txt": lunch };

describe.skipIf(server === null)("an index on PostgreSQL", () => {
  const indexed = async () => {
    const folder = await folderOf(documents);
    const index = `${server!.url}?collection=uses-${randomUUID()}`;
    expect(await ragstone(["index", folder, "--index", index])).toMatchObject({ code: 0 });
    return { folder, index };
  };

  test.each([
    ["2025", connect2025],
    ["2026", connect2026],
  ] as const)("answers agents over MCP of %s", async (_, connect) => {
    const { index } = await indexed();
    const client = await connect(["--index", index]);
    onTestFinished(() => client.close());
    const found = await client.call("search", { query: "signing keys" });
    expect(JSON.stringify(found.content)).toContain("90 days");
  });

  test("is served over HTTP, with a scope for each token", async () => {
    const { index } = await indexed();
    const args = ["serve", "--index", index, "--port", "0", "--no-open", "--token", "cook=path:lunch.txt"];
    const served = spawn(process.execPath, [bin, ...args], { env: { PATH: process.env["PATH"], HOME: await folderOf({}) } }); // prettier-ignore
    onTestFinished(() => void served.kill());
    let said = "";
    for (const stream of [served.stdout, served.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text)); // prettier-ignore
    const tokens = () => /(http:\/\/[\d.]+:\d+)\/#token=(\S+)\s+token cook: (\S+)/u.exec(said);
    await expect.poll(tokens, { timeout: 30_000 }).not.toBeNull();
    const [, url, owner, cook] = tokens()!;
    const post = async (token: string, path: string, body?: object) =>
      fetch(`${url}/api/collections${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
      });
    const [{ name }] = ((await (await post(owner!, "")).json()) as { collections: [{ name: string }] }).collections;
    const answer = await (await post(owner!, `/${name}/ask`, { question })).json();
    expect(JSON.stringify(answer)).toContain("90 days");
    const paths = async (token: string) => {
      const found = await (await post(token, `/${name}/search`, { query: "keys canteen", k: 10 })).json();
      return [...new Set((found as { hits: readonly { path: string }[] }).hits.map(({ path }) => path))].sort();
    };
    expect(await paths(owner!)).toEqual(["keys.md", "lunch.txt"]);
    expect(await paths(cook!)).toEqual(["lunch.txt"]);
  });

  test("is migrated to another model and back, and says so in status and doctor", async () => {
    const { folder, index } = await indexed();
    const { run } = await workspaceFor();
    const migrated = await run(["migrate", "--index", index, "--embedder", "databricks:gte-large-en", "--json"]);
    expect(migrated.code).toBe(0);
    expect(migrated.json<MigrationReport>()).toMatchObject({ from: "static-en-v1", to: "databricks:gte-large-en", resumed: false, documents: 2 }); // prettier-ignore
    const status = (await ragstone(["status", "--index", index, "--json"])).json<StatusReport>();
    expect(status).toMatchObject({ documents: 2, embedder: "databricks:gte-large-en" });
    // The settings of a shared index name a model: it is used after the user agreed.
    const found = await run(["search", question, "--index", index, "--embedder", "databricks:gte-large-en", "--json"]);
    expect(found.json<{ hits: readonly { path: string }[] }>().hits[0]).toMatchObject({ path: "keys.md" });
    const refused = await ragstone(["index", folder, "--index", index, "--embedder", "static-en-v1", "--json"]);
    expect(refused.code).toBe(6);
    const back = await ragstone(["migrate", "--index", index, "--embedder", "static-en-v1", "--json"]);
    expect(back.code).toBe(0);
    const answer = await ragstone(["ask", question, "--index", index, "--json"]);
    expect(answer.out).toContain("90 days");
    const doctor = await ragstone(["doctor", "--index", index, "--json"], { cwd: folder });
    expect(doctor.json<DoctorReport>().checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(doctor.json<DoctorReport>().checks.map(({ name }) => name)).toEqual(expect.arrayContaining(["vectors", "text-search", "graph", "model"])); // prettier-ignore
    expect((await ragstone(["doctor", "--repair", "--index", index], { cwd: folder })).code).toBe(0);
  });

  test("verifies saved answers, and shows the passages that they cite", async () => {
    const { folder, index } = await indexed();
    const answer = await ragstone(["ask", question, "--index", index, "--json"]);
    const saved = join(folder, "..", `${randomUUID()}.json`);
    await writeFile(saved, answer.out);
    const verify = async () => ragstone(["verify", saved, "--index", index, "--folder", folder, "--json"]);
    expect(await verify()).toMatchObject({ code: 0 });
    await writeFile(join(folder, "keys.md"), guide.replace("90 days", "60 days"));
    await ragstone(["index", folder, "--index", index]);
    expect((await verify()).code).toBe(4);
    const shown = await ragstone(["show", "keys.md", "--text", "--index", index]);
    expect(shown.out).toContain("60 days");
    expect((await ragstone(["plan", folder, "--index", index, "--json"])).json<object>()).toMatchObject({ estimate: { texts: 0 } }); // prettier-ignore
  });
});
