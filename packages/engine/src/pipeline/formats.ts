import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf, loadWith, mediaTypeOf, type LoadOptions } from "@ragstone/loaders";

/** Loads a file of a built-in format. */
type Load = (input: LoaderInput, options: LoadOptions) => Promise<SourceDocument>;

/** The formats that can be read: the built-in ones and those of the app's loaders, which take precedence. */
export interface Formats {
  /** `null` for a file that is not a document. */
  mediaTypeOf(path: string, bytes: Uint8Array): string | null;
  /** Version of the loader of a media type. */
  versionOf(mediaType: string): number;
  /** Loads in this thread with a loader of the app, else by `load`. */
  load(load: Load, input: LoaderInput, options?: LoadOptions): Promise<SourceDocument>;
}

/** @param loaders - of the app; the last one for an extension or a media type is used */
export function formatsOf(loaders: readonly Loader[]): Formats {
  const byType = new Map(loaders.flatMap((loader) => loader.mediaTypes.map((type) => [type, loader] as const)));
  const typeByExtension = new Map(
    loaders.flatMap(({ extensions = [], mediaTypes }) =>
      extensions.map((extension) => [extension.toLowerCase(), mediaTypes[0]!] as const),
    ),
  );
  const typeOf = (path: string, bytes: Uint8Array) =>
    typeByExtension.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase()) ?? mediaTypeOf(path, bytes);
  return {
    mediaTypeOf: typeOf,
    versionOf: (mediaType) => {
      const own = byType.get(mediaType);
      return own === undefined ? loaderVersionOf(mediaType) : (own.version ?? 0);
    },
    async load(load, input, options = {}) {
      const own = byType.get(options.mediaType ?? typeOf(input.path, input.bytes) ?? "");
      if (own === undefined) return load(input, options);
      if (input.bytes.byteLength === 0)
        throw new DocumentError(input.path, "empty", "0 bytes", { hint: "Nothing to do, or exclude it." });
      return loadWith(own, input, options);
    },
  };
}
