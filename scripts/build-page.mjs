// Builds the playground's page when a source of it is newer than the page.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../packages/playground", import.meta.url));
const page = join(root, "page/index.html");

function newestSource() {
  const files = ["src", "public"].flatMap((dir) =>
    readdirSync(join(root, dir), { recursive: true }).map((file) => join(root, dir, file)),
  );
  const all = [...files, join(root, "index.html"), join(root, "vite.config.ts"), join(root, "package.json")];
  return Math.max(...all.map((file) => statSync(file).mtimeMs));
}

if (!existsSync(page) || statSync(page).mtimeMs < newestSource()) {
  const { build } = await import("vite");
  await build({ root, configFile: join(root, "vite.config.ts"), logLevel: "warn" });
}
