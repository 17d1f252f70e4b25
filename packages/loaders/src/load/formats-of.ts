import type { AppLoader } from "@ragstone/core";
import { extensionOf } from "../media/classify-name.js";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { mediaTypeOf } from "../media/media-type-of.js";

/** The formats that can be read: the built-in ones and those of the app's loaders, which take precedence. */
export interface Formats {
  /** As {@link mediaTypeOf}, but for extensions of the app's loaders; `null` for a file that is not a document. */
  mediaTypeOf(path: string, bytes: Uint8Array): string | null;
  /** Version of the loader of a media type. */
  versionOf(mediaType: string): number;
  /** The app's loader of a media type; `null` for a built-in format. */
  appLoaderOf(mediaType: string): AppLoader | null;
}

/** @param loaders - of the app; the last one for an extension or a media type is used */
export function formatsOf(loaders: readonly AppLoader[]): Formats {
  const byType = new Map(loaders.flatMap((loader) => loader.mediaTypes.map((type) => [type, loader] as const)));
  const typeByExtension = new Map(
    loaders.flatMap(({ extensions = [], mediaTypes }) =>
      extensions.map((extension) => [extension.toLowerCase(), mediaTypes[0]!] as const),
    ),
  );
  return {
    mediaTypeOf: (path, bytes) => typeByExtension.get(extensionOf(path)) ?? mediaTypeOf(path, bytes),
    versionOf: (mediaType) => {
      const own = byType.get(mediaType);
      return own === undefined ? loaderVersionOf(mediaType) : (own.version ?? 0);
    },
    appLoaderOf: (mediaType) => byType.get(mediaType) ?? null,
  };
}
