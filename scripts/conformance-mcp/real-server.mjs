// `ragstone serve` over a small folder, behind a forwarder that adds the token, which the conformance tools cannot send.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../packages/ragstone/bin/ragstone.js", import.meta.url));
const token = "conformance-token-of-the-fixture";

/** Listens at a free port of this machine. */
export async function startReal() {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-conformance-"));
  writeFileSync(join(folder, "keys.md"), "# Keys\n\nSigning keys are rotated every 90 days.\n");
  const child = spawn(process.execPath, [command, "serve", folder, "--port", "0", "--no-open", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, RAGSTONE_TOKEN: token },
  });
  const [line] = await once(child.stdout, "data");
  const { port } = new URL(JSON.parse(String(line)).address);
  const forwarder = createServer((given, response) => {
    const { method, url: path, headers } = given;
    const options = {
      host: "127.0.0.1",
      port,
      path,
      method,
      headers: { ...headers, authorization: `Bearer ${token}` },
    };
    const forwarded = request(options, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    response.on("close", () => forwarded.destroy());
    given.pipe(forwarded);
  });
  forwarder.listen(0, "127.0.0.1");
  await once(forwarder, "listening");
  return {
    url: `http://127.0.0.1:${forwarder.address().port}/mcp`,
    async close() {
      forwarder.closeAllConnections();
      forwarder.close();
      child.kill("SIGTERM");
      await once(child, "close");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
