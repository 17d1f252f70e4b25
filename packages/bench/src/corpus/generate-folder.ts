import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { htmlPage } from "./html-page.js";
import type { Article } from "./prose.js";
import { random } from "./random.js";

export interface GeneratedFolder {
  readonly files: number;
  readonly bytes: number;
  /** Relative path of a file in the middle, for editing. */
  readonly middle: string;
}

/**
 * Writes HTML pages of real prose, the same bytes for the same arguments. Sizes vary between half and one and a half of
 * the mean; 24 files a folder.
 */
export async function generateFolder(
  dir: string,
  articles: readonly Article[],
  { files = 1200, bytes = 18_000_000, seed = 1 } = {},
): Promise<GeneratedFolder> {
  const pick = random(seed);
  const paths: string[] = [];
  let written = 0;
  for (let number = 0; number < files; number++) {
    const folder = `section-${String(Math.floor(number / 24)).padStart(2, "0")}`;
    if (number % 24 === 0) await mkdir(join(dir, folder), { recursive: true });
    // The rest is distributed among the remaining files, so that the sum is exact.
    const share = (bytes - written) / (files - number);
    const { title, html } = htmlPage(articles, pick, number === files - 1 ? share : share * (0.5 + pick()));
    const slug = title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/gu, "-")
      .slice(0, 40)
      .replaceAll(/^-|-$/gu, "");
    paths.push(`${folder}/${String(number).padStart(4, "0")}-${slug}.html`);
    await writeFile(join(dir, paths.at(-1)!), html);
    written += Buffer.byteLength(html);
  }
  return { files, bytes: written, middle: paths[Math.floor(files / 2)]! };
}
