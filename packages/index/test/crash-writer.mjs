// Writes documents forever and prints the committed ones to standard output: the child of crash.integration.test.ts.
import { writeSync } from "node:fs";
import { openIndex } from "@ragstone/index";
import { entryOf, fingerprint, pathOf, vectorsOf } from "./crash-documents.mjs";

const [dir, from] = process.argv.slice(2);
const index = await openIndex({ dir, mode: "write", create: fingerprint });
for (let version = Number(from); ; version += 1) {
  const path = pathOf(version);
  const entry = entryOf(path, version);
  await index.putVectors(vectorsOf(entry));
  writeSync(1, `begin ${version}\n`);
  await index.replaceDocument(entry);
  writeSync(1, `done ${version}\n`);
  if (version % 17 === 0) await index.finish();
}
