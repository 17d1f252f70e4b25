import { wordPiece } from "@ragstone/tokenizers";
import type { EmbeddingModel } from "../catalogue/catalogue-model.js";
import { asRecord } from "../requests/as-record.js";
import type { EmbeddingAssumption, Observation } from "./assumption.js";
import type { LiveAnswer, LiveClient } from "./live-client.js";
import { describeAnswer, noAnswer, refusedWith } from "./observe.js";

const texts = ["Signing keys are rotated every ninety days.", "Lunch is served at noon."];
const instruction = "Represent this sentence for searching relevant passages:";
/** Texts above the known batch limit. */
const tooMany = 151;
/** Deviation of a length from 1, and of a cosine from 1, that half precision explains. */
const rounding = 0.005;

/** What the embedder assumes about an embedding endpoint, and the stand-in does. */
export const embeddingAssumptions: readonly EmbeddingAssumption[] = [
  {
    name: "embedding-shape",
    subject: "an answer to two texts",
    expected: ({ model }) => `200 with two vectors of ${model.dimensions} numbers, each with its index`,
    async test(client, { endpoint }) {
      const answer = await client.invoke(endpoint, { input: texts });
      const vectors = vectorsOf(answer);
      if (vectors.length === 0) return { observed: describeAnswer(answer), asAssumed: false };
      const indexes = itemsOf(answer).map(({ index }) => String(index));
      const lengths = vectors.map((vector) => vector.length);
      return {
        observed: `${answer.status} with vectors of ${lengths.join(" and ")} numbers, indexes ${indexes.join(", ")}`,
        asAssumed: vectors.length === texts.length && indexes.join() === "0,1" && new Set(lengths).size === 1,
      };
    },
  },
  {
    name: "embedding-length",
    subject: "the length of a vector",
    expected: ({ model }) =>
      !isDocumented(model) ? "any: the embedder normalizes" : model.endpointNormalises ? "1" : "not 1",
    async test(client, { endpoint, model }) {
      const answer = await client.invoke(endpoint, { input: [texts[0]] });
      const [vector] = vectorsOf(answer);
      if (vector === undefined) return noAnswer(answer);
      const length = Math.hypot(...vector);
      const isUnit = Math.abs(length - 1) <= rounding;
      return {
        observed: length.toPrecision(4),
        asAssumed: !isDocumented(model) || isUnit === model.endpointNormalises,
      };
    },
  },
  {
    name: "embedding-usage",
    subject: "prompt_tokens of a text",
    expected: ({ model }) =>
      model.tokenizer === "estimate"
        ? "reported"
        : `${wordPiece().count(texts[0]!) + 2}: word pieces, with [CLS] and [SEP]`,
    async test(client, { endpoint, model }) {
      const answer = await client.invoke(endpoint, { input: [texts[0]] });
      const tokens = usageOf(answer);
      const expected = wordPiece().count(texts[0]!) + 2;
      return {
        observed: tokens === null ? "not reported" : String(tokens),
        asAssumed: model.tokenizer === "estimate" ? tokens !== null : tokens === expected,
      };
    },
  },
  {
    name: "embedding-window",
    subject: "a text above the window",
    expected: ({ model }) => `200, cut at ${model.windowTokens} tokens by usage`,
    async test(client, { endpoint, model }) {
      const words = Array.from({ length: model.windowTokens + 8 }, () => "word").join(" ");
      const answer = await client.invoke(endpoint, { input: [words] });
      const tokens = usageOf(answer);
      return {
        observed: answer.status === 200 ? `200, ${tokens ?? "no"} tokens by usage` : describeAnswer(answer),
        asAssumed: answer.status === 200 && tokens === model.windowTokens,
      };
    },
  },
  {
    name: "embedding-batch",
    subject: `${tooMany} texts in one request`,
    expected: "400 that names the limit of 150",
    async test(client, { endpoint }) {
      return refusedWith(
        await client.invoke(endpoint, { input: Array.from({ length: tooMany }, () => "a") }),
        400,
        /150/,
      );
    },
  },
  {
    name: "embedding-empty",
    subject: "an empty text",
    expected: "400",
    async test(client, { endpoint }) {
      return refusedWith(await client.invoke(endpoint, { input: [""] }), 400, /./);
    },
  },
  {
    name: "embedding-unknown-field",
    subject: "a field that is not documented",
    expected: "400 that names the field",
    async test(client, { endpoint }) {
      return refusedWith(await client.invoke(endpoint, { input: ["a"], ragstone_test: 1 }), 400, /ragstone_test/);
    },
  },
  {
    name: "embedding-instruction",
    subject: "the field instruction",
    expected: ({ model }) =>
      !isDocumented(model)
        ? "any: instructions are sent with the text"
        : model.name === "bge-large-en"
          ? "the same as the text behind the instruction and a blank"
          : "no effect",
    test: compareInstruction,
  },
  {
    name: "embedding-base64",
    subject: "encoding_format base64",
    expected: "200 with base64 of 32-bit floats",
    async test(client, { endpoint, model }) {
      const answer = await client.invoke(endpoint, { input: ["a"], encoding_format: "base64" });
      const [item] = itemsOf(answer);
      if (item === undefined) return { observed: describeAnswer(answer), asAssumed: false };
      const { embedding } = item;
      const bytes = typeof embedding === "string" ? Buffer.from(embedding, "base64").length : null;
      return {
        observed: bytes === null ? "200 with a list of numbers" : `200 with ${bytes} bytes`,
        asAssumed: bytes === model.dimensions * 4,
      };
    },
  },
];

/** Whether the documentation says how the endpoint treats lengths and instructions. */
function isDocumented({ name }: EmbeddingModel): boolean {
  return name === "gte-large-en" || name === "bge-large-en";
}

/** Whether a query with the field has the vector of the query alone, or of the joined text. */
async function compareInstruction(
  client: LiveClient,
  { endpoint, model }: Parameters<EmbeddingAssumption["test"]>[1],
): Promise<Observation> {
  const [query] = texts;
  const asField = await client.invoke(endpoint, { input: [query], instruction });
  const [field] = vectorsOf(asField);
  if (field === undefined) return { observed: describeAnswer(asField), asAssumed: false };
  const plain = await client.invoke(endpoint, { input: [query, `${instruction} ${query}`] });
  const [alone, joined] = vectorsOf(plain);
  if (alone === undefined || joined === undefined) return noAnswer(plain);
  const isIgnored = 1 - cosine(field, alone) < rounding;
  const isJoined = 1 - cosine(field, joined) < rounding;
  return {
    observed: isIgnored ? "no effect" : isJoined ? "the same as the joined text" : "an effect of its own",
    asAssumed: !isDocumented(model) || (model.name === "bge-large-en" ? isJoined : isIgnored),
  };
}

function itemsOf({ status, json }: LiveAnswer): Readonly<Record<string, unknown>>[] {
  const data = json?.["data"];
  return status === 200 && Array.isArray(data) ? (data as unknown[]).map(asRecord) : [];
}

function vectorsOf(answer: LiveAnswer): (readonly number[])[] {
  return itemsOf(answer).flatMap(({ embedding }) =>
    Array.isArray(embedding) && embedding.every((value) => typeof value === "number") ? [embedding] : [],
  );
}

function usageOf({ json }: LiveAnswer): number | null {
  const tokens = asRecord(json?.["usage"])["prompt_tokens"];
  return typeof tokens === "number" ? tokens : null;
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const product = a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return product / (Math.hypot(...a) * Math.hypot(...b));
}
