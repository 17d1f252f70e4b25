import {
  checkDocument,
  DocumentError,
  isRagstoneError,
  type Loader,
  type LoaderInput,
  type SourceDocument,
} from "@ragstone/core";
import { textTooLong } from "../text/text-too-long.js";

/**
 * Runs any {@link Loader} in this thread and enforces its output contract: the resolved value fulfils the {@link
 * SourceDocument} contract and belongs to `input`, and thrown errors are typed.
 *
 * @throws {@link DocumentError} the loader's own; `loader-fault` if its document breaks the contract; `too-large` if its
 * text exceeds the longest string; `malformed` for anything else that it throws
 * @throws the signal's reason when aborted
 */
export async function loadWith(
  loader: Loader,
  input: LoaderInput,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<SourceDocument> {
  options.signal?.throwIfAborted();
  let document: SourceDocument;
  try {
    document = await loader.load(input, options);
  } catch (error) {
    if (isRagstoneError(error) || options.signal?.aborted === true) throw error;
    const tooLong = textTooLong(input.path, error);
    if (tooLong !== null) throw tooLong;
    const detail = error instanceof Error ? error.message.slice(0, 200) : "the parser failed";
    throw new DocumentError(input.path, "malformed", detail, { cause: error });
  }
  return checkDocument(document, input);
}
