import type { Handler } from "./call.js";
import { findModel } from "../openai/find-model.js";

/** `POST /v1/embeddings`: vectors of the collection's own embedder, as its documents have them; zeros for a text without one. */
export const embeddings: Handler<"openaiEmbeddings"> = async ({ body, server, identity, signal }) => {
  const { collection } = await findModel(body.model.split("/")[0]!, server, identity);
  const texts = typeof body.input === "string" ? [body.input] : body.input;
  const { embedder } = await collection.rag.parts();
  const vectors: (Float32Array | null)[] = [];
  let tokens = 0;
  for (let from = 0; from < texts.length; from += embedder.maxBatch) {
    const batch = texts.slice(from, from + embedder.maxBatch);
    const embedded = await embedder.embed(batch, { kind: "passage", signal });
    if (embedded.failures[0] !== undefined) throw embedded.failures[0].error;
    vectors.push(...embedded.vectors);
    tokens += embedded.tokens;
  }
  const data = vectors.map((vector, index) => ({
    object: "embedding",
    index,
    embedding: encode(vector ?? new Float32Array(embedder.dimensions), body.encoding_format ?? "float"),
  }));
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  return Response.json({ object: "list", data, model: body.model, usage });
};

/** In base64 as little-endian floats, as OpenAI sends them. */
function encode(vector: Float32Array, format: "float" | "base64"): string | number[] {
  if (format === "float") return Array.from(vector);
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString("base64");
}
