import type { Block, StoredText } from "@ragstone/core";
import { foldWord, stopWords, words } from "@ragstone/verify/internal";
import { conditionWords } from "./row-conditions.js";
import { numberFormsOf } from "./number-forms-of.js";
import { operationWords } from "./table-operation.js";

/**
 * Whether each word of a question occurs in a table, in the name of its document, or in neither because it is an
 * operation, a condition or a limit. One pass over the text, for tables so large that reading their rows takes seconds;
 * true for every answerable question.
 */
export function isAnswerable(question: string, { record, text }: StoredText, block: Block): boolean {
  const header = block.header === undefined ? "" : text.slice(block.header.start, block.header.end);
  const named = new Set(
    [header, record.path, record.path.replaceAll("_", " "), record.title ?? ""].flatMap((name) =>
      words(name).map((word) => word.stem),
    ),
  );
  const open = words(question).filter(
    (word) =>
      !/^\p{N}/u.test(word.text) &&
      ![word.folded, word.stem].some(
        (form) => stopWords.has(form) || conditionWords.has(form) || operationWords.has(form) || named.has(form),
      ),
  );
  if (open.length === 0) return true;
  const rows = foldWord(text.slice(block.start, block.end));
  return open.every((word) => [word.folded, ...numberFormsOf(word.folded)].some((form) => rows.includes(form)));
}
