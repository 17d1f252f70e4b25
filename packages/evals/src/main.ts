import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Embedder, InvalidOptionError, isRagstoneError } from "@ragstone/core";

const usage = `Usage: pnpm eval NAME ARGUMENTS... [--json FILE]

  retrieval DIR...   nDCG@10 and recall@100 on collections in BEIR layout; --embedder onnx:DIR for another model
  chunking DIR       precision and recall of chunks on questions with known excerpts
  answers FILE...    answers, citations and refusals on questions in SQuAD layout; --model SPEC for another
                     generator, --every N for one question of N, --plot FILE for the refusal curves as SVG
  recorded DIR       checks of the claims in recorded model answers; --context with headings and question
  claims PATH...     checks of claims made by rule from questions in SQuAD or PubMedQA layout, or folders of Markdown;
                     --every N for one document of N
  docs FOLDER SET    answers, refusals and hits on questions about a folder, by kind and half, next to a naive
                     baseline, and the ranks of the evidence next to LangChain's; --without-evidence also asks
                     with the evidence left out, --model SPEC, --embedder SPEC,
                     --rerank SPEC
  ranking DATA       what each part of the search adds: ranks of the evidence for the questions of DATA/docs, by half, with
                     one part left out at a time; --embedder SPEC, --rerank SPEC
  agent FOLDER SET   how often a scripted agent (search, then read the best three) reads the evidence through the MCP
                     server, by half
  texts FOLDER REFS  words of every file next to those of pandoc and LibreOffice, made with
                     scripts/make-text-references.mjs
  fit DATA           weights of the extractive generator, fitted on the tuning half of DATA/docs and part of DATA/qa
`;

/** Scripts of the root run there; paths are meant from where the user typed. */
const base = process.env["INIT_CWD"] ?? process.cwd();
const fromBase = (path: string) => resolve(base, path);

async function embedderOf(spec: string | undefined): Promise<{ readonly embedder?: Embedder }> {
  if (spec === undefined) return {};
  const { onnxEmbedder, staticEmbedder } = await import("@ragstone/embedders");
  return {
    embedder: spec.startsWith("onnx:")
      ? await onnxEmbedder({ dir: fromBase(spec.slice("onnx:".length)) })
      : staticEmbedder(),
  };
}

function wholeNumber(option: string, value: string): number {
  const number = Number(value);
  if (!(Number.isInteger(number) && number > 0)) throw new InvalidOptionError(option, value, "a whole number above 0");
  return number;
}

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "string" },
      embedder: { type: "string" },
      model: { type: "string" },
      rerank: { type: "string" },
      every: { type: "string" },
      plot: { type: "string" },
      context: { type: "boolean" },
      "without-evidence": { type: "boolean" },
      help: { type: "boolean" },
    },
  });
}

/** Evaluates a folder by what the second input has of it. */
async function onTwo(
  [folder, second]: readonly string[],
  evaluate: (folder: string, second: string) => Promise<void>,
): Promise<number> {
  if (folder === undefined || second === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  await evaluate(folder, second);
  return 0;
}

async function run(): Promise<number> {
  const { positionals, values } = readArguments();
  const [name, ...paths] = positionals;
  const inputs = paths.map(fromBase);
  const json = values.json === undefined ? undefined : fromBase(values.json);
  const plot = values.plot === undefined ? undefined : fromBase(values.plot);
  const every = values.every === undefined ? undefined : wholeNumber("--every", values.every);
  if (values.help === true || name === undefined || inputs.length === 0) {
    process.stderr.write(usage);
    return values.help === true ? 0 : 2;
  }
  switch (name) {
    case "retrieval": {
      const { embedder } = await embedderOf(values.embedder);
      const { evalRetrieval } = await import("./retrieval/eval-retrieval.js");
      await evalRetrieval(inputs, { json, embedder });
      await embedder?.close?.();
      return 0;
    }
    case "chunking":
      await (await import("./chunking/eval-chunking.js")).evalChunking(inputs[0]!, { json });
      return 0;
    case "answers":
      await (await import("./answers/eval-answers.js")).evalAnswers(inputs, { json, plot, model: values.model, every });
      return 0;
    case "recorded":
      await (await import("./recorded/eval-recorded.js")).evalRecorded(inputs[0]!, { json, context: values.context });
      return 0;
    case "claims":
      await (await import("./claims/eval-claims.js")).evalClaims(inputs, { json, every });
      return 0;
    case "fit":
      await (await import("./fitting/eval-fit.js")).evalFit(inputs[0]!, { json });
      return 0;
    case "ranking": {
      const { embedder, rerank: reranker } = values;
      await (await import("./ranking/eval-ranking.js")).evalRanking(inputs[0]!, { json, embedder, reranker });
      return 0;
    }
    case "docs":
      return onTwo(inputs, async (folder, set) => {
        const { evalDocs } = await import("./docs/eval-docs.js");
        const { model, embedder, rerank: reranker, "without-evidence": withoutEvidence } = values;
        await evalDocs(folder, set, { json, model, embedder, reranker, withoutEvidence });
      });
    case "agent":
      return onTwo(inputs, async (folder, set) => {
        await (await import("./agent/eval-agent.js")).evalAgent(folder, set, { json });
      });
    case "texts":
      return onTwo(inputs, async (folder, references) => {
        await (await import("./texts/eval-texts.js")).evalTexts(folder, references, { json });
      });
    default:
      process.stderr.write(`There is no evaluation called ${name}.\n\n${usage}`);
      return 2;
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const usageError = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  process.stderr.write(
    isRagstoneError(error)
      ? `${error.message}\n${error.hint}\n`
      : usageError
        ? `${error.message}\n\n${usage}`
        : `${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = usageError || (isRagstoneError(error) && error.code === "invalid-option") ? 2 : 1;
}
