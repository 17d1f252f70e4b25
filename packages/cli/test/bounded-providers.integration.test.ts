import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { guide } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import { indexedFolder } from "../../engine/test/databricks.js";
import { type ErrorJson } from "./databricks.js";

/** Answers every request with a body that never ends. */
async function endlessServer(): Promise<{ readonly origin: string; readonly bytesWritten: () => number }> {
  const responses: ServerResponse[] = [];
  const server = createServer((request, response) => {
    responses.push(response);
    response.on("error", () => undefined);
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const more = (): void => {
        while (!response.destroyed && response.write(`: ${"x".repeat(60_000)}\n\n`));
      };
      response.on("drain", more);
      more();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytesWritten: () => responses.reduce((sum, { socket }) => sum + (socket?.bytesWritten ?? 0), 0),
  };
}

test.each([
  ["openai", "/v1"],
  ["anthropic", ""],
  ["ollama", ""],
])("an endless answer of %s ends with exit code 7", async (provider, base) => {
  const server = await endlessServer();
  const folder = await indexedFolder({ "keys.md": guide });
  const args = ["--model", `${provider}:m`, "--base-url", server.origin + base, "--json"];
  const { code, json } = await ragstone(["ask", "How often are signing keys rotated?", folder, ...args], {
    env: { OPENAI_API_KEY: "sk-secret0123456789", ANTHROPIC_API_KEY: "sk-secret0123456789" },
  });
  expect([code, json<ErrorJson>().error.code]).toEqual([7, "response-too-large"]);
  expect(server.bytesWritten()).toBeLessThan(80_000_000);
});
