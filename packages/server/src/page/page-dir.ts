import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The folder of the playground's built files; `null` where the package is not installed. */
export function pageDir(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("@ragstone/playground/package.json")), "page");
  } catch {
    return null;
  }
}
