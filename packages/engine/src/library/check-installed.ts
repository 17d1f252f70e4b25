import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundledError } from "@ragstone/core";

/**
 * Checks that this module runs from its own package, where its other files are.
 *
 * @param module - undefined in a bundle of the CommonJS format
 * @throws the {@link bundledError}
 */
export function checkInstalled(module: string | undefined = import.meta.url): void {
  if (module === undefined || packageOf(fileURLToPath(module)) !== "@ragstone/engine") throw bundledError();
}

/** The name in the nearest package.json above a file. */
function packageOf(file: string): unknown {
  const dir = dirname(file);
  const manifest = join(dir, "package.json");
  if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly name?: unknown }).name;
  return dir === file ? null : packageOf(dir);
}
