import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RagstoneError } from "@ragstone/core";

/** A text by people, as sentences in its own order. */
export interface Article {
  readonly title: string;
  readonly sentences: readonly string[];
}

const collections = ["cranfield", "cisi", "time"];

/**
 * Real prose from the evaluation data: abstracts, news and encyclopedia paragraphs, about 4 MB.
 *
 * @param dataDir - folder with `ir/` and `qa/`
 * @throws {@link RagstoneError} `data-missing` if it is not there
 */
export async function readProse(dataDir: string): Promise<Article[]> {
  if (!existsSync(join(dataDir, "ir"))) {
    throw new RagstoneError("data-missing", `${dataDir} has no ir/; the generated folder is made of the texts in it.`, {
      hint: "Put the evaluation data there, or name its folder with --data DIR.",
    });
  }
  const articles: Article[] = [];
  for (const name of collections) {
    for (const line of (await readFile(join(dataDir, "ir", name, "corpus.jsonl"), "utf8")).trim().split("\n")) {
      const { title, text } = JSON.parse(line) as { readonly title: string; readonly text: string };
      articles.push(articleOf(title, text));
    }
  }
  const { data } = JSON.parse(await readFile(join(dataDir, "qa", "xquad.en.json"), "utf8")) as Squad;
  for (const { title = "", paragraphs } of data)
    articles.push(articleOf(title.replaceAll("_", " "), paragraphs.map(({ context }) => context).join(" ")));
  return articles.filter(({ sentences }) => sentences.length > 1);
}

interface Squad {
  readonly data: readonly { readonly title?: string; readonly paragraphs: readonly { readonly context: string }[] }[];
}

function articleOf(title: string, text: string): Article {
  const plain = text
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/ ([.,;:)])/gu, "$1")
    .trim();
  const sentences = plain.split(/(?<=[.!?]) (?=\S)/u);
  return { title: title.trim() || (sentences[0] ?? "").split(" ").slice(0, 8).join(" "), sentences };
}
