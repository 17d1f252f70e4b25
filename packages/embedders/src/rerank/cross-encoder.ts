import { labelledText, RagstoneError, shortenQuery, type Reranker } from "@ragstone/core";
import type { ModelFolder } from "../onnx/model-folder.js";
import type { ModelInput } from "../onnx/model-input.js";
import { modelTokenizer } from "../onnx/model-tokenizer.js";
import { planByLength } from "../onnx/plan-by-length.js";
import { openWorkerSession } from "../onnx/worker-session.js";
import type { OnnxSession } from "../onnx/session.js";
import type { OnnxRerankerOptions } from "./onnx-reranker-options.js";
import { pairInputs, queryRoom } from "./pair-inputs.js";

/** A query and 30 passages of 400 tokens take a small cross-encoder about a second on one core. */
const maxCandidates = 30;

/** Tokens that are worth padding together: longer texts gain nothing. The scores of one query may share an inference. */
const maxPaddedTokens = 256;

/**
 * A model that reads a query and a passage together and scores how well the passage answers it.
 *
 * @throws {@link RagstoneError} `model-unsupported` if the tokenizer doesn't describe pairs or the model gives neither
 * one nor two scores
 */
export async function openCrossEncoder(
  folder: ModelFolder,
  { name, threads, onEvent }: Pick<OnnxRerankerOptions, "threads" | "onEvent"> & { readonly name: string },
): Promise<Reranker> {
  const { dir, pair: template, modelPath, padId, windowTokens } = folder;
  if (template === null)
    throw unsupported(`${folder.tokenizerPath} doesn't say how two texts are joined; a cross-encoder needs that.`, dir);
  const tokenizer = await modelTokenizer(folder);
  const session = await openWorkerSession({ modelPath, pooling: null, padId, threads });
  const inputsOf = (query: string, passage: string): readonly ModelInput[] =>
    pairInputs({ query: tokenizer.ids(query), passage: tokenizer.ids(passage), template, windowTokens });
  const shortened = (query: string): string => {
    const room = queryRoom({ template, windowTokens });
    if (tokenizer.count(query) <= room) return query;
    const short = shortenQuery(query, { tokenizer, queryInstruction: null }, room + tokenizer.specialTokens);
    const what = short === null ? "it is cut there" : `it reads ${short.length} of its ${query.length} characters`;
    const message = `The query is longer than the ${room} tokens that the reranker ${name} has for it: ${what}.`;
    onEvent?.({ type: "notice-raised", code: "query-shortened", message });
    return short ?? query;
  };
  await checkLabels(session, inputsOf("query", "passage"), dir);
  return {
    name,
    maxCandidates,
    async rerank(query, candidates, { signal } = {}) {
      const asked = shortened(query);
      const pairs = candidates.flatMap((candidate, at) =>
        inputsOf(asked, labelledText(candidate)).map((input) => ({ at, input })),
      );
      const scores = candidates.map(() => 0);
      const lengths = pairs.map(({ input }) => input.ids.length);
      for (const batch of planByLength(lengths, maxPaddedTokens)) {
        signal?.throwIfAborted();
        const rows = await session.run(batch.map((position) => pairs[position]!.input));
        for (const [row, position] of batch.entries()) {
          const { at } = pairs[position]!;
          scores[at] = Math.max(scores[at]!, scoreOf(rows[row]!, dir));
        }
      }
      return scores;
    },
    close: () => session.close(),
  };
}

async function checkLabels(session: OnnxSession, inputs: readonly ModelInput[], dir: string): Promise<void> {
  try {
    const [logits] = await session.run(inputs);
    if (logits?.length !== 1 && logits?.length !== 2)
      throw unsupported(`The model in ${dir} gives ${logits?.length ?? 0} scores for a pair; expected 1 or 2.`, dir);
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Sigmoid of the one logit, or the share of the second of two, which is the label for "relevant". */
function scoreOf(logits: Float32Array | null, dir: string): number {
  const [first = Number.NaN, second] = logits ?? [];
  const score = 1 / (1 + Math.exp(second === undefined ? -first : first - second));
  if (Number.isNaN(score))
    throw new RagstoneError("model-failed", `The model in ${dir} gave a score that is not a number.`, {
      hint: "Use another export of the model, such as the one that is not quantised.",
      data: { dir },
    });
  return score;
}

function unsupported(message: string, dir: string): RagstoneError {
  return new RagstoneError("model-unsupported", message, {
    hint: "Use a cross-encoder trained for ranking, such as ms-marco-MiniLM or bge-reranker, exported for text classification.",
    data: { dir },
  });
}
