import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";

const courtesy =
  /^(?:hi|hello|hey|dear|sure|certainly|of course|absolutely|great question|good question|thanks|thank you|you're welcome|sorry|okay|ok|yes|no|i hope|hope (?:this|that)|let me know|feel free|please let|if you (?:have|need|would|want)|is there anything|here (?:is|are)|here's|in (?:summary|short|conclusion)[,:]?$|to summari[sz]e[,:]?$|based on (?:the|these|your) (?:sources?|documents?|context|passages?|information)[^.]{0,40}:?$|according to the (?:sources?|documents?)[,:]?$|the (?:sources?|documents?) (?:say|state)[s]?[,:]?$)(?![\p{L}])/iu;
const admission =
  /\b(?:sources?|passages?|documents?|context|text|information)\b[^.]{0,60}\b(?:do(?:es)? not|don't|doesn't|cannot|no)\b[^.]{0,40}\b(?:say|mention|contain|specify|state|provide|answer|hold|include|information|details?)\b|\bi (?:do not|don't|cannot|can't|could not|couldn't) (?:know|find|answer|determine|tell)\b/iu;

/**
 * Whether a sentence of an answer states something that could be checked. Greetings, offers of help, announcements that
 * end with a colon, headings, questions and the admission that the sources do not say are no claims.
 */
export function isClaim(sentence: string): boolean {
  const text = sentence.trim().replace(/^(?:[-*+•]|\d{1,3}[.)])\s+/u, "");
  if (!/[\p{L}\p{N}]/u.test(text) || /^#{1,6}\s/u.test(text) || text.endsWith("?")) return false;
  const list = words(text);
  const content = list.filter((word) => !stopWords.has(word.folded));
  if (text.endsWith(":") && list.length <= 16 && !/\p{N}/u.test(text)) return false;
  if (content.length === 0 && !/\p{N}/u.test(text)) return list.length > 3;
  if (courtesy.test(text) && list.length <= 14 && !/\p{N}/u.test(text)) return false;
  return !(admission.test(text) && list.length <= 40);
}
