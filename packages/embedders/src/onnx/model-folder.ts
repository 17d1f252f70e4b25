import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { RagstoneError } from "@ragstone/core";
import { inputTemplate, pairTemplate, type InputTemplate, type PairTemplate } from "./input-template.js";
import type { Pooling } from "./pool.js";
import { poolingOf, type PoolingConfig } from "./pooling-of.js";
import type { SettingsFile } from "./settings-files.js";
import { isBertUncased, type TokenizerJson } from "./tokenizer-json.js";

/** The model's settings in a folder with the layout of sentence-transformers and transformers.js. */
export interface ModelFolder {
  readonly dir: string;
  /** A cross-encoder scores a query and a passage together. */
  readonly kind: "encoder" | "cross-encoder";
  readonly modelPath: string;
  readonly tokenizerPath: string;
  /** Whether its tokenizer is that of `bert-base-uncased`. */
  readonly bertUncased: boolean;
  /** Lower-case hex SHA-256 of the graph file. */
  readonly sha256: string;
  /** Special tokens included. */
  readonly windowTokens: number;
  readonly padId: number;
  /** As `1_Pooling/config.json` has it, where there is one. */
  readonly pooling: Pooling | null;
  readonly template: InputTemplate;
  /** `null` where the tokenizer doesn't describe pairs. */
  readonly pair: PairTemplate | null;
  /** Texts before queries and passages, as `config_sentence_transformers.json` has them. Empty for none. */
  readonly prompts: { readonly query: string; readonly passage: string };
}

interface ModelConfig {
  readonly model_type?: string;
  readonly architectures?: readonly string[];
  readonly num_labels?: number;
  readonly id2label?: object;
  readonly max_position_embeddings?: number;
  readonly pad_token_id?: number | null;
}

interface SentenceConfig {
  readonly prompts?: Readonly<Record<string, string>> | null;
}

/**
 * Smallest first: quantised weights lose about .01 of nDCG@10 (all-MiniLM-L6-v2 on four collections) at a quarter of
 * the size.
 */
const graphs = ["onnx/model_quantized.onnx", "onnx/model.onnx", "model_quantized.onnx", "model.onnx"];

/** Largest meaningful `model_max_length`; above it the field means "unknown" (transformers writes 1e30). */
const largestWindow = 1_000_000;

/**
 * Reads a model folder: `config.json`, `tokenizer.json`, one graph, and where they are there `tokenizer_config.json`,
 * `sentence_bert_config.json`, `config_sentence_transformers.json`, `modules.json` and `1_Pooling/config.json`. The
 * window is the least that any of them names.
 *
 * @param knownSha256 - of the graph, where it was just checked: it is not read for its hash then
 * @throws {@link RagstoneError} `model-missing` naming the file that is not there, `model-damaged` for one that is not
 * the JSON that it should be, `model-unsupported` for a pooling or a layer that is not computed here
 */
export async function readModelFolder(dir: string, knownSha256?: string): Promise<ModelFolder> {
  const graph = graphs.find((name) => existsSync(join(dir, name)));
  if (graph === undefined) throw missing(dir, graphs.join(" or "));
  const modelPath = join(dir, graph);
  const config = await readJson<ModelConfig>(dir, "config.json");
  const tokenizer = await readJson<TokenizerJson>(dir, "tokenizer.json");
  if (config === null) throw missing(dir, "config.json");
  if (tokenizer === null) throw missing(dir, "tokenizer.json");
  await checkModules(dir);
  const tokenizerConfig = await readJson<{ readonly model_max_length?: number }>(dir, "tokenizer_config.json");
  const sentenceBert = await readJson<{ readonly max_seq_length?: number | null }>(dir, "sentence_bert_config.json");
  const sentence = await readJson<SentenceConfig>(dir, "config_sentence_transformers.json");
  const pooling = await readJson<PoolingConfig>(dir, "1_Pooling/config.json");
  const windows = [positions(config), tokenizerConfig?.model_max_length, sentenceBert?.max_seq_length].filter(
    (window) => typeof window === "number" && window > 0 && window < largestWindow,
  );
  return {
    dir,
    kind: isCrossEncoder(config) ? "cross-encoder" : "encoder",
    modelPath,
    tokenizerPath: join(dir, "tokenizer.json"),
    bertUncased: isBertUncased(tokenizer),
    sha256: knownSha256 ?? (await hashFile(modelPath)),
    windowTokens: windows.length === 0 ? 512 : Math.min(...(windows as number[])),
    padId: config.pad_token_id ?? 0,
    pooling: pooling === null ? null : poolingOf(dir, pooling),
    template: inputTemplate(tokenizer.post_processor),
    pair: pairTemplate(tokenizer.post_processor),
    prompts: promptsOf(sentence ?? {}),
  };
}

function isCrossEncoder({ architectures, num_labels: labels, id2label }: ModelConfig): boolean {
  if (architectures === undefined || architectures.length === 0) return labels !== undefined || id2label !== undefined;
  return architectures.some((name) => name.endsWith("ForSequenceClassification"));
}

// Model makers use either name for the documents' side.
function promptsOf({ prompts }: SentenceConfig): ModelFolder["prompts"] {
  return { query: prompts?.["query"] ?? "", passage: prompts?.["passage"] ?? prompts?.["document"] ?? "" };
}

/** Layers of sentence-transformers that an exported graph contains or that are computed here. */
const knownModules = /\.(?:Transformer|Pooling|Normalize)$/u;

async function checkModules(dir: string): Promise<void> {
  const modules = (await readJson<readonly { readonly type?: string }[]>(dir, "modules.json", "list")) ?? [];
  const foreign = modules.map((module) => String(module?.type)).find((type) => !knownModules.test(type));
  if (foreign !== undefined)
    throw new RagstoneError(
      "model-unsupported",
      `${join(dir, "modules.json")} has the layer ${foreign}; expected Transformer, Pooling and Normalize.`,
      { hint: "Use another model: without this layer its vectors would be wrong." },
    );
}

// RoBERTa's kin count positions from behind the padding id, so two of their positions are no tokens.
function positions({ model_type: type = "", max_position_embeddings: positions }: ModelConfig): number | undefined {
  return positions !== undefined && /roberta|camembert|mpnet/u.test(type) ? positions - 2 : positions;
}

async function readJson<T>(dir: string, name: SettingsFile, kind: "object" | "list" = "object"): Promise<T | null> {
  const path = join(dir, name);
  if (!existsSync(path)) return null;
  const text = await readFile(path, "utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw damaged(`${path} is not valid JSON.`, cause);
  }
  const isExpected = kind === "list" ? Array.isArray(json) : isObject(json);
  if (!isExpected) throw damaged(`${path} contains no JSON ${kind}.`);
  return json as T;
}

function isObject(json: unknown): boolean {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function damaged(message: string, cause?: unknown): RagstoneError {
  return new RagstoneError("model-damaged", message, { hint: "Download the model again.", cause });
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

function missing(dir: string, name: string): RagstoneError {
  return new RagstoneError(
    "model-missing",
    `${dir} has no ${name}; expected the folder of a sentence encoder or cross-encoder: config.json, tokenizer.json ` +
      "and onnx/model.onnx or onnx/model_quantized.onnx.",
    {
      hint: "Give the folder that contains config.json, as downloaded from a model hub.",
    },
  );
}
