import { DocumentError, type AppLoader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { unsupportedFormats } from "../media/unsupported-formats.js";
import { formatsOf } from "./formats-of.js";
import { importLoader } from "./import-loader.js";
import { loaderOf } from "./loaders.js";
import { loadWith } from "./load-with.js";

export interface LoadOptions {
  /**
   * The format, for content whose name does not tell. @defaultValue by content and name, as {@link mediaTypeOf} finds
   */
  readonly mediaType?: string | undefined;
  /** Loaders of the app, which take precedence over the built-in ones. @defaultValue none */
  readonly loaders?: readonly AppLoader[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Loads one file in this thread with the loader of its media type. Parsers are imported when first needed.
 *
 * @throws {@link DocumentError} with the reason for the report, as {@link loadWith} does
 * @throws the signal's reason when aborted
 */
export async function loadHere(input: LoaderInput, options: LoadOptions = {}): Promise<SourceDocument> {
  const { loaders = [], signal } = options;
  signal?.throwIfAborted();
  if (input.bytes.byteLength === 0) throw new DocumentError(input.path, "empty", "0 bytes");
  const formats = formatsOf(loaders);
  const mediaType = options.mediaType ?? formats.mediaTypeOf(input.path, input.bytes);
  if (mediaType === null)
    throw new DocumentError(input.path, "binary", "neither name nor content is that of a document");
  const own = formats.appLoaderOf(mediaType);
  if (own !== null) return loadWith("module" in own ? await importLoader(own, input.path) : own, input, { signal });
  const unsupported = unsupportedFormats.get(mediaType);
  if (unsupported !== undefined)
    throw new DocumentError(input.path, "unsupported", `${unsupported.name} are not read`, {
      hint: unsupported.advice,
    });
  return loadWith(await loaderOf(mediaType), input, { signal });
}
