import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tinyGraph } from "./tiny-graph.js";

/** Tokens with what each adds to a score. */
export const tokenWeights: Readonly<Record<string, number>> = {
  "[PAD]": 8,
  "[UNK]": 0,
  "[CLS]": 0.25,
  "[SEP]": 0.125,
  key: 0.5,
  rotate: 2,
  days: 1,
  lunch: -2,
  menu: -1,
};

const vocab = Object.fromEntries(Object.keys(tokenWeights).map((token, id) => [token, id]));

/** The layouts of ms-marco-MiniLM (BERT) and of bge-reranker (XLM-RoBERTa). */
export const layouts = {
  bert: {
    architecture: "BertForSequenceClassification",
    processor: { type: "BertProcessing", cls: ["[CLS]", 2], sep: ["[SEP]", 3] },
  },
  roberta: {
    architecture: "XLMRobertaForSequenceClassification",
    processor: { type: "RobertaProcessing", cls: ["[CLS]", 2], sep: ["[SEP]", 3] },
  },
} as const;

export interface TinyCrossEncoderOptions {
  readonly layout?: keyof typeof layouts;
  /** @defaultValue 1 */
  readonly labels?: number;
  /** @defaultValue 16 */
  readonly windowTokens?: number;
  /** @defaultValue the layout's */
  readonly processor?: object | null;
  /** @defaultValue {@link tokenWeights} */
  readonly weights?: readonly number[];
}

/** Writes a folder with a real cross-encoder of nine words; the caller removes it. */
export async function writeTinyCrossEncoder(options: TinyCrossEncoderOptions = {}): Promise<string> {
  const { layout = "bert", labels = 1, windowTokens = 16, weights = Object.values(tokenWeights) } = options;
  const { architecture, processor } = layouts[layout];
  const dir = await mkdtemp(join(tmpdir(), "ragstone-cross-encoder-"));
  await mkdir(join(dir, "onnx"));
  await writeFile(join(dir, "onnx/model.onnx"), tinyGraph({ weights, byType: layout === "bert", labels }));
  await writeJson(dir, "config.json", { architectures: [architecture], max_position_embeddings: windowTokens });
  await writeJson(dir, "tokenizer.json", {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: options.processor === undefined ? processor : options.processor,
    decoder: null,
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab,
    },
  });
  return dir;
}

function writeJson(dir: string, name: string, content: object): Promise<void> {
  return writeFile(join(dir, name), JSON.stringify(content));
}
