import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { random } from "../corpus/random.js";

const words = (
  "the pump runs whenever level in tank falls below lower mark and " +
  "stops again when upper is reached nobody has to be present while it does so keys are rotated every ninety days"
).split(" ");

/** Files of a folder. */
const perFolder = 100;

/** Written side by side. */
const atOnce = 64;

/**
 * Writes notes, tables and settings of 0.5 to 4 kB: of ten files six in Markdown, two of plain text, one CSV, one JSON.
 */
export async function writeSmallFiles(dir: string, files: number): Promise<void> {
  const pick = random(1);
  for (let first = 0; first < files; first += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, files - first) }, (_, index) => ({
      path: pathOf(first + index),
      content: contentOf(first + index, pick),
    }));
    await Promise.all(
      batch.map(async ({ path, content }) => {
        await mkdir(join(dir, path, ".."), { recursive: true });
        await writeFile(join(dir, path), content);
      }),
    );
  }
}

const extensions = ["md", "md", "md", "txt", "csv", "md", "md", "md", "txt", "json"];

function pathOf(number: number): string {
  const part = String(Math.floor(number / perFolder)).padStart(3, "0");
  const note = String(number).padStart(5, "0");
  return `part-${part}/note-${note}.${extensions[number % extensions.length]!}`;
}

function contentOf(number: number, pick: () => number): string {
  const sentence = () => `${Array.from({ length: 12 }, () => words[Math.floor(pick() * words.length)]!).join(" ")}.`;
  const paragraphs = Array.from({ length: 1 + Math.floor(pick() * 8) }, () =>
    Array.from({ length: 6 }, sentence).join(" "),
  );
  switch (extensions[number % extensions.length]) {
    case "md":
      return `# Note ${number}\n\n${paragraphs.join("\n\n")}\n`;
    case "csv":
      return `name,value,remark\n${paragraphs.map((text, row) => `row ${row},${number},"${text}"`).join("\n")}\n`;
    case "json":
      return `${JSON.stringify({ number, paragraphs }, null, 2)}\n`;
    default:
      return `${paragraphs.join("\n\n")}\n`;
  }
}
