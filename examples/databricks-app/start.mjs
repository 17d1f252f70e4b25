// Brings the index of a volume up to date, then serves it to the App's users as they sign in to the workspace.
import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const {
  DOCUMENTS_VOLUME: volume = "dbfs:/Volumes/main/docs/files",
  DATABRICKS_APP_PORT: port = "8000",
  DATABRICKS_APP_URL: url = `http://127.0.0.1:${port}`,
} = process.env;
const ragstone = join(dirname(createRequire(import.meta.url).resolve("ragstone/package.json")), "bin", "ragstone.js");

const { status } = spawnSync(process.execPath, [ragstone, "index", volume], { stdio: "inherit" });
// 5: some documents failed, and the others can be asked about.
if (status !== 0 && status !== 5) process.exit(status ?? 1);

const { host, origin } = new URL(url);
const users = ["--databricks-apps", "--allow-host", host, "--allow-origin", origin];
const server = spawn(
  process.execPath,
  [ragstone, "serve", volume, "--host", "0.0.0.0", "--port", port, "--no-open", ...users],
  { stdio: ["ignore", "inherit", "inherit"] },
);
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => process.exit(code ?? 1));
