// Walks, hashes and loads a folder. Argument: FOLDER. Prints the number of files and the time.
import { RagstoneError } from "@ragstone/core";
import { loadFolder } from "@ragstone/loaders";

const [, , folder] = process.argv as [string, string, string];
const started = performance.now();
let files = 0;
let characters = 0;
for await (const entry of loadFolder(folder)) {
  if (entry.kind !== "loaded")
    throw new RagstoneError("bench-failed", `${entry.path} was not loaded: ${entry.reason}.`, {
      hint: "Mend the generator.",
    });
  files += 1;
  characters += entry.document.text.length;
}
process.stdout.write(JSON.stringify({ files, characters, wallMs: performance.now() - started }));
