// Reads a PDF several times, in a separate process. Arguments: ragstone|pdf-parse FILE ROUNDS. Prints each round's
// processor time of all threads, the first including everything since the start of the process.
import { readFile } from "node:fs/promises";

const [, , engine, file, rounds] = process.argv as [string, string, string, string, string];

/** Pages and their text. */
type Read = (bytes: Uint8Array) => Promise<{ readonly pages: number; readonly text: string }>;

const read: Read = engine === "ragstone" ? await ours() : await theirs();
const processorMs: number[] = [];
let before = 0;
let last = { pages: 0, text: "" };
for (let round = 0; round < Number(rounds); round += 1) {
  last = await read(await readFile(file));
  const { user, system } = process.cpuUsage();
  processorMs.push((user + system) / 1000 - before);
  before = (user + system) / 1000;
}
process.stdout.write(JSON.stringify({ ...last, processorMs }));

async function ours(): Promise<Read> {
  const { loadDocument } = await import("@ragstone/loaders");
  return async (bytes) => {
    const { pages, text } = await loadDocument({ path: "book.pdf", bytes, sha256: "0".repeat(64), modifiedMs: null });
    return { pages: pages.length, text };
  };
}

async function theirs(): Promise<Read> {
  const { PDFParse } = await import("pdf-parse");
  return async (bytes) => {
    const parser = new PDFParse({ data: new Uint8Array(bytes) });
    const { pages } = await parser.getText();
    await parser.destroy();
    return { pages: pages.length, text: pages.map((page) => page.text).join("\n\n") };
  };
}
