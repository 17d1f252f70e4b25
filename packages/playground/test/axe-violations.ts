import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** What axe-core finds on the page as it is. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(`${axe}; 0`);
  const found = await page.evaluate<Violation[]>(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes })))",
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
