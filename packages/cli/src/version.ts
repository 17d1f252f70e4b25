import { createRequire } from "node:module";

/** The version of the command. */
export function version(): string {
  const require = createRequire(import.meta.url);
  return (require("@ragstone/cli/package.json") as { version: string }).version;
}
