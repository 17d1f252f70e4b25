import { readFile } from "node:fs/promises";

/** Questions said in other words, by the id of the question. */
export async function readParaphrases(): Promise<ReadonlyMap<string, string>> {
  const file = new URL("../../data/paraphrases.json", import.meta.url);
  const content = JSON.parse(await readFile(file, "utf8")) as Readonly<Record<string, string>>;
  return new Map(Object.entries(content));
}
