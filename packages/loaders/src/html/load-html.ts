import { DocumentError, type DocumentWarning, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { countHidden } from "./count-hidden.js";
import { decodeHtml } from "./decode-html.js";
import { hiddenTest } from "./hidden.js";
import { parseHtmlTree } from "./html-tree.js";
import { isNavigationPage } from "./is-navigation-page.js";
import { keptCharacters } from "./kept-characters.js";
import { measure } from "./measure.js";
import { readPageFacts } from "./page-facts.js";
import { renderHtml } from "./render.js";
import { type Content, selectContent } from "./select-content.js";

interface LoadHtmlOptions {
  readonly signal?: AbortSignal;
  /**
   * Keep all that readers see, where HTML is the format of a text without the frame of a site: chapters, messages.
   *
   * @defaultValue false
   */
  readonly keepWhole?: boolean;
}

/**
 * Loads a page of HTML.
 *
 * @throws {@link DocumentError} `binary` or `empty`
 */
export async function loadHtml(
  input: LoaderInput,
  { signal, keepWhole = false }: LoadHtmlOptions = {},
): Promise<SourceDocument> {
  signal?.throwIfAborted();
  const { html, encoding, damaged, guessed } = decodeHtml(input.bytes);
  if (html.includes("\0") && /[\x00-\x08\x0e-\x1a]/.test(html.slice(0, 1024)))
    throw new DocumentError(input.path, "binary", "the file contains binary data, not a page");
  const { root, commentCharacters, sheets } = parseHtmlTree(html);
  const hidden = countHidden(root, hiddenTest(sheets));
  const { text: visible } = measure(root, hidden.elements);
  const facts = readPageFacts(root);
  const content: Content = keepWhole ? { kind: "page", parts: [root], dropped: new Set() } : selectContent(root, facts);
  const { text, blocks } = renderHtml(content.parts, (node) => hidden.elements.has(node) || content.dropped.has(node));
  if (text === "") {
    const aside = hidden.characters === 0 ? "" : `; ${hidden.characters} characters are hidden from readers`;
    throw new DocumentError(input.path, "empty", `the page contains no visible text${aside}`);
  }
  return {
    path: input.path,
    text,
    mediaType: "text/html",
    sha256: input.sha256,
    bytes: input.bytes.length,
    modifiedMs: input.modifiedMs,
    title: facts.title,
    blocks,
    pages: [],
    hiddenCharacters: hidden.characters + commentCharacters,
    metadata: isNavigationPage(content) ? { ...facts.metadata, navigation: true } : facts.metadata,
    warnings: [
      ...hiddenWarning(hidden.characters, commentCharacters),
      ...leftOutWarning(content, visible),
      ...(damaged
        ? [{ code: "decoding", detail: `some bytes are not valid ${encoding} and were replaced` } as const]
        : []),
      ...(guessed && encoding !== "utf-8"
        ? [{ code: "decoding", detail: `not UTF-8, without an encoding that is known; read as ${encoding}` } as const]
        : []),
    ],
  };
}

function hiddenWarning(hidden: number, comments: number): DocumentWarning[] {
  if (hidden + comments === 0) return [];
  return [{ code: "hidden-text", detail: `${hidden} characters that readers do not see, ${comments} in comments` }];
}

/** Reports the share of a page that is visible and not part of its content. */
function leftOutWarning({ kind, parts, dropped }: Content, visible: number): DocumentWarning[] {
  const share = 1 - keptCharacters(parts, dropped) / visible;
  if (share <= 0) return [];
  const percent = (100 * share).toFixed(share < 0.01 ? 1 : 0);
  const place = kind === "article" ? "outside of its article" : "in its navigation and frame";
  return [{ code: "left-out", detail: `${percent} % of the visible text is ${place}` }];
}
