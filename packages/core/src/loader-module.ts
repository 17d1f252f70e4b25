import type { Loader, LoaderFormat } from "./loader.js";

/**
 * A loader in a module of its own, which worker threads import: its files are parsed in parallel and within the time and
 * memory limits of the built-in formats, and a parser that crashes or hangs costs one file.
 *
 * @example
 * ```ts
 * const notes: LoaderModule = {
 *   mediaTypes: ["text/x-note"],
 *   extensions: ["note"],
 *   module: new URL("./load-note.mjs", import.meta.url),
 * };
 * ```
 */
export interface LoaderModule extends LoaderFormat {
  /** A `file:` URL of JavaScript whose default export is a function such as {@link Loader.load}. */
  readonly module: URL;
}

/** A loader of an app: an object, which runs in the calling thread, or a module, which runs in worker threads. */
export type AppLoader = Loader | LoaderModule;
