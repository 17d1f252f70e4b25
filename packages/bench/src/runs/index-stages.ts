// A cold index by the library, in a separate process, with the time of each stage. Argument: FOLDER.
import { openRagstone } from "ragstone";

const [, , folder] = process.argv as [string, string, string];
const stages: Record<string, number> = {};
const rag = await openRagstone({ folder });
const report = await rag.index({
  onEvent(event) {
    if (event.type === "stage-timed") stages[event.stage] = (stages[event.stage] ?? 0) + event.elapsedMs;
  },
});
await rag.close();
process.stdout.write(
  `${JSON.stringify({ stages, elapsedMs: report.elapsedMs, chunks: report.chunks.total, embedded: report.embedded })}\n`,
);
