import type { Block } from "@ragstone/core";
import type { Email } from "postal-mime";
import { fragmentText, type FragmentText } from "../html/fragment-text.js";

/**
 * What programs write into the plain body of a message that has an HTML body: that the program cannot show it, or where
 * to read it.
 */
const stub =
  /\b(?:html|browser|graphics|e-?mail (?:client|program|reader)|view (?:it |this )?online)\b|\b(?:im browser|online-version|darstellung|navigateur|version en ligne|navegador)\b/i;

/** Words of a stub at most, without addresses. */
const maxStubWords = 60;

/** Share of the plain body's words that the HTML body has as well, where the plain body is no stub. */
const minSharedByText = 0.5;

/**
 * The body of a message with more words that the other body lacks, else the plain one. A plain body that only points to
 * an HTML body is left out if that is longer, else it follows: it may be text.
 */
export function chooseBody(mail: Email): FragmentText {
  const text = mail.text?.replace(/\r\n?/g, "\n").trim() ?? "";
  const plain = { text, blocks: [] as readonly Block[], hiddenCharacters: 0 };
  if (mail.html === undefined || mail.html.trim() === "") return plain;
  const html = fragmentText(mail.html);
  const words = { html: wordsIn(html.text), plain: wordsIn(text) };
  if (words.html.length === 0) return plain;
  const onlyPlain = countMissing(words.plain, words.html);
  const isStub =
    words.plain.length <= maxStubWords && onlyPlain > words.plain.length * (1 - minSharedByText) && stub.test(text);
  if (isStub && words.html.length <= words.plain.length) return { ...html, text: `${html.text.trimEnd()}\n\n${text}` };
  return isStub || countMissing(words.html, words.plain) > onlyPlain ? html : plain;
}

/** Words, without addresses: plain text spells out the links that HTML hides. */
function wordsIn(text: string): string[] {
  return (
    text
      .replace(/\bhttps?:\S+/g, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** How many of the words others do not have, each counted as often as it is there. */
function countMissing(words: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  }).length;
}
