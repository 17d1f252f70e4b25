import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startStandin } from "@ragstone/standin";
import { expect, onTestFinished, test } from "vitest";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("the App shows each user of the workspace what the documents' principals allow", async () => {
  const standin = await startStandin();
  const home = mkdtempSync(join(tmpdir(), "ragstone-app-"));
  const volume = "/Volumes/main/docs/files";
  standin.putFile(`${volume}/all.md`, "# All\n\nThe office opens at nine.\n");
  standin.putFile(`${volume}/all.md.principals.json`, '{"principals":["everyone"]}');
  standin.putFile(`${volume}/pay.md`, "# Pay\n\nThe office pays salaries on the first.\n");
  standin.putFile(`${volume}/pay.md.principals.json`, '{"principals":["user:ann@example.org"]}');
  const port = await freePort();
  const app = spawn(process.execPath, [fileURLToPath(new URL("databricks-app/start.mjs", import.meta.url))], {
    env: {
      PATH: process.env["PATH"],
      HOME: home,
      DATABRICKS_HOST: standin.host,
      DATABRICKS_TOKEN: standin.token,
      DATABRICKS_APP_NAME: "docs",
      DATABRICKS_APP_PORT: String(port),
      DATABRICKS_APP_URL: "https://docs-1234.databricksapps.com",
    },
  });
  let said = "";
  for (const stream of [app.stdout, app.stderr]) stream.on("data", (text) => (said += String(text)));
  const ended = new Promise((resolve) => app.once("exit", resolve));
  onTestFinished(async () => {
    app.kill("SIGTERM");
    await ended;
    await standin.close();
    rmSync(home, { recursive: true, force: true });
  });
  const documents = (user: string) =>
    fetch(`http://127.0.0.1:${port}/api/collections/files/documents`, { headers: { "x-forwarded-email": user } });
  while (!/http:/u.test(said) && app.exitCode === null) await setTimeout(50);
  const ann = await documents("ann@example.org");
  const text = await ann.text();
  expect(ann.status, `${text} ${said}`).toBe(200);
  expect([text.includes("all.md"), text.includes("pay.md")]).toEqual([true, true]);
  const bob = await (await documents("bob@example.org")).text();
  expect([bob.includes("all.md"), bob.includes("pay.md")]).toEqual([true, false]);
  expect(said).not.toContain("token=");
});
