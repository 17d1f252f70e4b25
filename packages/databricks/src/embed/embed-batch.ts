import { EmbedTextError, isRagstoneError, RemoteError, type RagstoneError } from "@ragstone/core";
import type { DecodedBatch } from "./decode-embeddings.js";
import type { PreparedText } from "./prepared-text.js";

/** Sent for a text whose vector came back with a number that is not one, before it is given up. */
const vectorAttempts = 3;

export interface BatchContext {
  readonly request: (texts: readonly PreparedText[]) => Promise<DecodedBatch>;
  /** Called for each text once, with its raw vector or its failure. */
  readonly done: (text: PreparedText, result: Float32Array | RagstoneError) => void;
  /** Whether the service takes a short plain text at all, with the options of this call. */
  readonly probe: () => Promise<boolean>;
  readonly learnedMaxItems: (items: number) => void;
}

/**
 * Embeds a batch, even if single texts fail. A rejected batch is halved until the bad text is isolated; received
 * vectors are kept and their texts not sent again.
 *
 * @throws {@link RemoteError} when the cause is not in a text: sign-in, limits, network, an endpoint that rejects
 * everything
 */
export async function embedBatch(texts: readonly PreparedText[], context: BatchContext, attempt = 1): Promise<void> {
  let batch: DecodedBatch;
  try {
    batch = await context.request(texts);
  } catch (error) {
    if (!isRagstoneError(error) || !blamesTexts(error)) throw error;
    await divide(texts, error, context, attempt);
    return;
  }
  const again: PreparedText[] = [];
  for (const [place, text] of texts.entries()) {
    const vector = batch.vectors[place] ?? null;
    if (vector !== null) context.done(text, vector);
    else if (attempt < vectorAttempts) again.push(text);
    else context.done(text, notNumbers(text));
  }
  if (again.length > 0) await embedBatch(again, context, attempt + 1);
}

/** Rejections that may come from a single text. */
function blamesTexts(error: RagstoneError): boolean {
  return error.code === "request-rejected" || error.code === "context-overflow" || error.code === "request-too-large";
}

async function divide(
  texts: readonly PreparedText[],
  error: RagstoneError,
  context: BatchContext,
  attempt: number,
): Promise<void> {
  const [first] = texts;
  if (texts.length > 1) {
    const middle = Math.ceil(texts.length / 2);
    let failed = 0;
    const counting = {
      ...context,
      done: (text: PreparedText, result: Float32Array | RagstoneError) => {
        if (!(result instanceof Float32Array)) failed += 1;
        context.done(text, result);
      },
    };
    if (texts.length > 2 && !(await context.probe())) throw error;
    await embedBatch(texts.slice(0, middle), counting, attempt);
    await embedBatch(texts.slice(middle), counting, attempt);
    // Each half alone was accepted: the number of texts was refused, not a text.
    if (failed === 0) context.learnedMaxItems(middle);
    return;
  }
  if (first === undefined) return;
  if (error.code === "request-rejected" && !(await context.probe())) throw error;
  context.done(
    first,
    error.code === "request-rejected" ? rejected(first, error) : tooLong(first, null, error.message, error),
  );
}

export function tooLong(
  { index, tokens }: PreparedText,
  windowTokens: number | null,
  why: string,
  cause?: unknown,
): EmbedTextError {
  const window = windowTokens === null ? "" : `; the window is ${windowTokens}`;
  return new EmbedTextError(
    "text-too-long",
    `Text ${index} has ${tokens} tokens, special tokens and instruction included${window}: ${why}.`,
    { tokens, cause, windowTokens: windowTokens ?? undefined },
  );
}

function rejected({ index, tokens }: PreparedText, cause: RagstoneError): EmbedTextError {
  return new EmbedTextError("text-rejected", `Text ${index} was rejected: ${cause.message}`, { cause, tokens });
}

function notNumbers({ index }: PreparedText): RemoteError {
  return new RemoteError(
    "response-invalid",
    `The vector of text ${index} contains something that is not a finite number, ${vectorAttempts} times over.`,
    { hint: "Look at the endpoint; the other texts were embedded." },
  );
}
