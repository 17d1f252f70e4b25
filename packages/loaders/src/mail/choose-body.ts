import type { Block } from "@ragstone/core";
import type { Email } from "postal-mime";
import { fragmentText, type FragmentText } from "../html/fragment-text.js";

/** The HTML body is taken if it has this many times the words of the plain one, which is then a stub or lost its tables. */
const richer = 1.2;

/** The richer of a message's bodies: plain text, or HTML where the plain text is missing or says less. */
export function chooseBody(mail: Email): FragmentText {
  const text = mail.text?.replace(/\r\n?/g, "\n").trim() ?? "";
  const plain = { text, blocks: [] as readonly Block[], hiddenCharacters: 0 };
  if (mail.html === undefined || mail.html.trim() === "") return plain;
  const html = fragmentText(mail.html);
  return text === "" || wordsIn(html.text) > richer * wordsIn(text) ? html : plain;
}

/** Words, without addresses: plain text spells out the links that HTML hides. */
function wordsIn(text: string): number {
  return text.replace(/\bhttps?:\S+/g, "").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
