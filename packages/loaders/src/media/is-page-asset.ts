import { extensionOf } from "./classify-name.js";

/** What a page looks like, not what it says. */
const styles: ReadonlySet<string> = new Set(["css", "scss", "less"]);

const scripts: ReadonlySet<string> = new Set(["js", "mjs", "cjs"]);

/** The search indexes of Sphinx, MkDocs, Javadoc and rustdoc, with its version: all words of the pages once more. */
const searchIndex =
  /^(?:searchindex|search[-_]index|(?:member|type|package|module|tag)-search-index)(?:-?\d+(?:\.\d+)+)?\.js(?:on)?$/iu;

/** The beginning of a script by which its lines are measured. */
export const scriptHeadBytes = 8_000;

/** Mean length of the lines from which a script is minified: people write 30 to 40, and break lines at 120 or so. */
const minifiedLineBytes = 300;

/** Share of spaces from which long lines are sentences, such as translations: they have 15 %, minified code 3 %. */
const minSentenceSpaces = 0.1;

/** Whether a file belongs to web pages without being one, by its name: style, minified code, index of a search. */
export function isPageAsset(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return styles.has(extensionOf(path)) || /[.-]min\.[cm]?js$/iu.test(name) || searchIndex.test(name);
}

/** Whether a path is that of a script, which may be minified. */
export function isScript(path: string): boolean {
  return scripts.has(extensionOf(path));
}

/** Whether the beginning of a script has lines that nobody writes. Shorter scripts are never minified. */
export function isMinified(head: Uint8Array): boolean {
  if (head.length < scriptHeadBytes) return false;
  let lines = 1;
  let spaces = 0;
  for (const byte of head) {
    if (byte === 10) lines += 1;
    else if (byte === 32) spaces += 1;
  }
  return head.length / lines >= minifiedLineBytes && spaces < head.length * minSentenceSpaces;
}
