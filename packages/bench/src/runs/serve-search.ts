// Processor time of searches in this process, directly and over HTTP by a client in another one. Arguments: FOLDER; then numbers
// of searches on the channel: N for N direct ones, "mark" for the time until now.
import { openRagstone } from "@ragstone/engine";
import { createServer } from "@ragstone/server";

const folder = process.argv[2]!;
const rag = await openRagstone({ folder });
const server = await createServer({
  collections: [{ name: "docs", rag }],
  tokens: [{ name: "owner", secret: "token-of-the-benchmark", filter: null }],
});
const { port } = await server.listen({ port: 0 });

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function direct(queries: readonly string[]): Promise<number> {
  const before = processorMs();
  for (const query of queries) JSON.stringify(await rag.search(query));
  return processorMs() - before;
}

process.on("message", (message: { readonly queries?: readonly string[]; readonly end?: boolean }) => {
  if (message.end === true) {
    process.disconnect();
    void server.close().then(() => rag.close());
  } else if (message.queries === undefined) process.send!({ ms: processorMs() });
  else void direct(message.queries).then((ms) => process.send!({ ms }));
});
process.send!({ port });
