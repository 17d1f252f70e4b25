// Runs each STEP (index, refresh, search, ask) on FOLDER with telemetry, and prints what the OpenTelemetry SDK exports, as JSON.
// A process of its own: the API's modules are not loadable under the conditions of the test runner.
// node traced-run.mjs FOLDER TELEMETRY STEP...
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { openRagstone } from "@ragstone/engine";

const question = "How often are signing keys rotated?";
const [folder, telemetry, ...steps] = process.argv.slice(2);
const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
const rag = await openRagstone({
  folder,
  embedder: "databricks:gte-large-en",
  generator: "databricks:claude-3-7-sonnet",
  telemetry: telemetry === "true",
});
const calls = {
  index: () => rag.index(),
  refresh: () => rag.refresh(),
  search: () => rag.search(question),
  ask: () => rag.ask(question),
};
const results = [];
for (const step of steps) {
  exporter.reset();
  const { usage = null, code = null } = await calls[step]().catch((error) => error);
  const finished = exporter.getFinishedSpans();
  const nameOf = (id) => finished.find((span) => span.spanContext().spanId === id)?.name ?? null;
  const spans = finished.map(({ name, attributes, events, status, parentSpanContext }) => ({
    name,
    attributes,
    events: events.map((event) => ({ name: event.name, attributes: event.attributes })),
    status,
    parent: nameOf(parentSpanContext?.spanId),
  }));
  results.push({ step, usage, code, spans });
}
await rag.close();
console.log(JSON.stringify(results));
