import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";
import { claimText } from "./claim-text.js";

const courtesy =
  /^(?:hi|hello|hey|dear|sure|certainly|of course|absolutely|great question|good question|thanks|thank you|you're welcome|sorry|okay|ok|yes|no|i hope|hope (?:this|that)|let me know|feel free|please let|if you (?:have|need|would|want)|is there anything|here (?:is|are)|here's|in (?:summary|short|conclusion)[,:]?$|to summari[sz]e[,:]?$|based on (?:the|these|your) (?:sources?|documents?|context|passages?|information)[^.]{0,40}:?$|according to the (?:sources?|documents?)[,:]?$|the (?:sources?|documents?) (?:say|state)[s]?[,:]?$)(?![\p{L}])/iu;
const source = String.raw`\b(?:sources?|passages?|documents?|documentation|context|texts?|information|excerpts?|quotes?)\b`;
const telling =
  "say|mention|contain|specify|state|provide|answer|hold|include|give|cover|describe|explain|address|list|name|define|discuss|document|show|indicate|information|details?";
/** That the sources say nothing of something, or say different things. */
const admission = new RegExp(
  [
    String.raw`^\W*not (?:in|found in|stated in|covered by) (?:the |any |these )?sources?\b`,
    String.raw`${source}[^.]{0,60}\b(?:do(?:es)? not|don't|doesn't|cannot|no|nothing|neither)\b[^.]{0,40}\b(?:${telling})\b`,
    String.raw`\bi (?:do not|don't|cannot|can't|could not|couldn't) (?:know|find|answer|determine|tell)\b`,
    String.raw`\b(?:is|are|was|were) (?:not|nowhere|never) (?:\w+ly )?(?:stated|mentioned|said|specified|given|covered|described|explained|answered|addressed)\b(?:[^.]{0,20}${source}|[^\p{L}]*$)`,
    String.raw`${source}[^.]{0,20}\b(?:disagree|differ|conflict|contradict)\b`,
    String.raw`^(?:the|this|these|its?)\b[^.]{0,40}\b(?:do(?:es)? not|don't|doesn't) (?:say|mention|state|specify|explain|describe|tell|define) (?:who|what|when|where|why|how|whether|if|which|any)\b`,
    String.raw`^nothing (?:in|is|about)\b[^.]{0,60}(?:${source}|\bsaid\b)`,
  ].join("|"),
  "iu",
);

const longestLeadIn = 30;
const longestTitle = 8;

/**
 * Whether a sentence of an answer states something that could be checked. Greetings, offers of help, lead-ins that end
 * with a colon, headings, code blocks, questions, and statements about the sources as such are no claims.
 */
export function isClaim(sentence: string): boolean {
  const { prose: text, hasBlock } = claimText(sentence);
  if (!/[\p{L}\p{N}]/u.test(text) || /^#{1,6}\s/u.test(sentence.trim()) || text.endsWith("?")) return false;
  const list = words(text);
  if (isBoldTitle(sentence) && list.length <= longestTitle) return false;
  const content = list.filter((word) => !stopWords.has(word.folded));
  if (text.endsWith(":") && (hasBlock || (list.length <= longestLeadIn && !hasValue(text)))) return false;
  if (content.length === 0 && !/\p{N}/u.test(text)) return list.length > 3;
  if (courtesy.test(text) && list.length <= 14 && !/\p{N}/u.test(text)) return false;
  return !(admission.test(text) && list.length <= 40);
}

/** Whether a text has a number that is no version. */
function hasValue(text: string): boolean {
  return /\p{N}/u.test(text.replace(/\bv\d[\d.]*\b/gu, ""));
}

/** A line that is bold from end to end, without a full stop, is a heading. */
function isBoldTitle(sentence: string): boolean {
  return /^\s*(?:\d{1,3}[.)]\s+)?(\*\*|__)(?=\S)(?:(?!\1).)*[^\s.!]\1:?\s*$/u.test(sentence);
}
