import type { Loader } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { loadHtml } from "./load-html.js";

/**
 * HTML: the main content of an article, the whole body of anything else without its navigation. Text is what readers
 * see: hidden text is left out and counted, entities are decoded, tables become rows `a | b`.
 */
export const htmlLoader: Loader = {
  mediaTypes: ["text/html", "application/xhtml+xml"],
  version: loaderVersionOf("text/html"),
  load: loadHtml,
};
