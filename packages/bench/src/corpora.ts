import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readProse } from "./corpus/prose.js";

/** Texts that chunkers and embedders are measured on: three real corpora and a run of abstracts and news. */
export async function readCorpora(dataDir: string): Promise<{ readonly name: string; readonly text: string }[]> {
  const corpora = [];
  for (const name of ["wikitexts", "state_of_the_union", "chatlogs"])
    corpora.push({ name, text: await readFile(join(dataDir, "chunking", `${name}.md`), "utf8") });
  const articles = await readProse(dataDir);
  corpora.push({
    name: "abstracts and news",
    text: articles.map(({ title, sentences }) => `# ${title}\n\n${sentences.join(" ")}\n`).join("\n"),
  });
  return corpora;
}
