// Reads while another process writes and reports inconsistencies: the child of crash.integration.test.ts.
import { openIndex } from "@ragstone/index";
import { textOf } from "./crash-documents.mjs";

const [dir, ms] = process.argv.slice(2);
const index = await openIndex({ dir, mode: "read" });
const until = Date.now() + Number(ms);
const faults = [];
let reads = 0;
let newest = 0;
while (Date.now() < until) {
  for (const { path } of await index.documents()) {
    const stored = await index.text(path);
    if (stored === null) continue;
    reads += 1;
    const version = Number(stored.record.sha256);
    newest = Math.max(newest, version);
    if (stored.text !== textOf(path, version)) faults.push(`${path} is not version ${version}`);
    if (stored.record.chunks !== stored.text.trim().split("\n").length)
      faults.push(`${path} has ${stored.record.chunks} chunks`);
  }
  const vector = Float32Array.from({ length: 32 }, (_, at) => (at === reads % 32 ? 1 : 0));
  for (const hit of await index.search({ text: "line of words", vector, k: 5 })) {
    reads += 1;
    const whole = textOf(hit.path, Number(hit.sha256));
    if (whole.slice(hit.start, hit.end) !== hit.text)
      faults.push(`${hit.path} ${hit.start} is not a slice of version ${hit.sha256}`);
  }
}
await index.close();
process.stdout.write(JSON.stringify({ reads, newest, faults: faults.slice(0, 5) }));
