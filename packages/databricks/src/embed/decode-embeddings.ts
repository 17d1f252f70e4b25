import { RemoteError } from "@ragstone/core";
import { tokenCount } from "../requests/token-count.js";

type Json = Readonly<Record<string, unknown>>;

export interface DecodedBatch {
  /** In input order; `null` where a vector contains something that is not a finite number. */
  readonly vectors: readonly (Float32Array | null)[];
  /** `null` when usage is not reported. */
  readonly promptTokens: number | null;
}

/**
 * Reads an embedding answer: items in any order, each placed by its `index`; lists of numbers or base64 of
 * little-endian float32.
 *
 * @throws {@link RemoteError} `response-invalid` when items are missing, doubled or not vectors at all
 */
export function decodeEmbeddings(json: Json, inputs: number): DecodedBatch {
  const data = json["data"];
  if (!Array.isArray(data) || data.length !== inputs) {
    throw invalid(`${Array.isArray(data) ? data.length : "no"} vectors came for ${inputs} texts`);
  }
  const vectors: (Float32Array | null | undefined)[] = Array.from({ length: inputs }, () => undefined);
  for (const [place, item] of (data as unknown[]).entries()) {
    if (typeof item !== "object" || item === null) throw invalid(`item ${place} is not an object`);
    const { index = place, embedding } = item as { readonly index?: unknown; readonly embedding?: unknown };
    if (
      typeof index !== "number" ||
      !Number.isInteger(index) ||
      index < 0 ||
      index >= inputs ||
      vectors[index] !== undefined
    )
      throw invalid(`item ${place} has the index ${JSON.stringify(index)}`);
    vectors[index] = vectorOf(embedding, place);
  }
  const usage = json["usage"];
  const promptTokens = typeof usage === "object" && usage !== null ? (usage as Json)["prompt_tokens"] : undefined;
  return {
    vectors: vectors.map((vector) => vector ?? null),
    promptTokens: tokenCount(promptTokens),
  };
}

function vectorOf(embedding: unknown, place: number): Float32Array | null {
  const vector =
    typeof embedding === "string" ? fromBase64(embedding) : Array.isArray(embedding) ? fromList(embedding) : undefined;
  if (vector === undefined) throw invalid(`the vector of item ${place} is neither a list nor base64`);
  return vector !== null && isFinite32(vector) ? vector : null;
}

function fromList(list: readonly unknown[]): Float32Array | null {
  const vector = new Float32Array(list.length);
  for (let i = 0; i < list.length; i += 1) {
    const value = list[i];
    if (typeof value !== "number") return null;
    vector[i] = value;
  }
  return vector;
}

function fromBase64(text: string): Float32Array | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined;
  const vector = new Float32Array(bytes.length / 4);
  for (let i = 0; i < vector.length; i += 1) vector[i] = bytes.readFloatLE(i * 4);
  return vector;
}

function isFinite32(vector: Float32Array): boolean {
  // Infinity and NaN times 0 are NaN, and stay NaN in a sum.
  let sum = 0;
  for (let i = 0; i < vector.length; i += 1) sum += vector[i]! * 0;
  return sum === 0;
}

function invalid(what: string): RemoteError {
  return new RemoteError("response-invalid", `The embedding answer makes no sense: ${what}.`, {
    hint: "Try again; if it stays, the endpoint does not speak this protocol.",
  });
}
