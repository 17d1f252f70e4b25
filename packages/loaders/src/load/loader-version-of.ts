import { loaderOf } from "./_loaders.js";

/** The version of the loader that reads a media type: a document that an older one read is to be read again. */
export async function loaderVersionOf(mediaType: string): Promise<number> {
  return (await loaderOf(mediaType)).version ?? 0;
}
