/** Parts of a question at most: each gets its share of the words of an answer. */
const maxParts = 3;

const auxiliary =
  "(?:is|are|was|were|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would)(?:n['’]t)?";
/** What may stand between "how" and "does"; "when the disk is full" and "what a key is" are clauses, not questions. */
const notClause = "(?!(?:the|an?|i|you|we|they|it|he|she|this|that|these|those|my|your|our|their|its|to|if)\\b)";
const preposition = "(?:(?:in|on|at|by|for|from|to|with|of|under|until|since|after|before) )?";
/** "How often are", "in which folder does", "what is". */
const inverted = new RegExp(
  `^${preposition}(?:when|where|why|how|whom?|whose|what|which) ${notClause}(?:\\S+ ){0,4}?${auxiliary} \\S`,
  "iu",
);
/** "Who approves it", "which command prints": the question word is the subject. "Which is" continues a noun. */
const asksForSubject = new RegExp(
  `^(?:who ${notClause}\\S+|what ${notClause}\\p{L}+s\\b|which (?!${auxiliary}\\b)${notClause}\\S+ \\S+ \\S+)`,
  "iu",
);
/** "Does it expire"; "is buried in Rome" and "is the largest" go on with the clause before. */
const asksWhether =
  /^(?:(?:do|does|did|can|could|may|must|should|will|would) (?:the|an?|i|you|we|they|it|he|she|this|these|my|our|their)|(?:is|are|was|were|has|have|had) (?:i|you|we|they|it|he|she|there)) \S/iu;
const opensWithAuxiliary = new RegExp(`^${auxiliary} \\S+ \\S`, "iu");
/** "When many ferries are late, what is" has one question, behind its condition. */
const subordinate = new RegExp(
  `^(?:when (?!${auxiliary}\\b)|where (?!${auxiliary}\\b|in\\b|on\\b|at\\b|else\\b))`,
  "iu",
);
const relative = /^(?:who|whom|whose|which)\b/iu;
const relativeVerb = new RegExp(`^which ${auxiliary}\\b`, "iu");
/** Words that open relative and indirect clauses, which "and who" may continue. */
const opensClause = /\S\s(?:who|whom|whose|what|which|that|when|where|why|how|whether|if)\b/iu;

const sentenceEnd = /(?<=\?)\s+(?=\p{L})/u;
const conjunction = /\s*[,;]?\s+and (?:also )?|\s*[;,]\s+/giu;
const introduction = /^((?:in|on|at|with|for|under|after|before|using|of|from) [^,?]{1,60}, )(?=\p{L})/iu;
/** Words that a conversation or a reader added to the whole question. */
const addition = /\s*(\([^()]*\))\s*\?*\s*$/u;

/**
 * The questions that an English question consists of, each with a question word or verb of its own; empty where it asks
 * one thing or where that is unsure. A later one may refer to an earlier one.
 */
export function questionParts(question: string): readonly string[] {
  const added = addition.exec(question)?.[1];
  const text = question.replace(addition, "").replace(/\s+/gu, " ").trim();
  const sentences = text.split(sentenceEnd).map((sentence) => sentence.replace(/^(?:and|also|so) /iu, ""));
  const isAsked = (sentence: string): boolean => /\?["”]?$/u.test(sentence) || sentence === sentences.at(-1);
  if (!sentences.every((sentence) => isAsked(sentence) && asks(withoutIntroduction(sentence)))) return [];
  const parts = sentences.flatMap(clauses);
  if (parts.length < 2 || parts.length > maxParts) return [];
  return parts.map((part) => `${part.replace(/[\s,;?.]+$/u, "")}${added === undefined ? "" : ` ${added}`}?`);
}

/** The interrogative clauses of one sentence; each has its introduction. */
function clauses(sentence: string): readonly string[] {
  const opening = introduction.exec(sentence)?.[1] ?? "";
  const text = sentence.slice(opening.length);
  const found: string[] = [];
  let start = 0;
  for (const { 0: mark, index } of text.matchAll(conjunction)) {
    const before = text.slice(start, index);
    if (!asks(before) || !continues(text.slice(index + mark.length), before, mark)) continue;
    found.push(opening + before);
    start = index + mark.length;
  }
  return [...found, opening + text.slice(start)];
}

function withoutIntroduction(sentence: string): string {
  return sentence.replace(introduction, "");
}

/** Whether a text is a question with a verb. */
function asks(text: string): boolean {
  return inverted.test(text) || asksForSubject.test(text) || opensWithAuxiliary.test(text);
}

/** Whether the text after a conjunction asks by itself rather than going on with a clause of the question before it. */
function continues(text: string, before: string, mark: string): boolean {
  if (subordinate.test(before)) return false;
  if (inverted.test(text) && !relative.test(text)) return true;
  if (mark.trim() === ",") return false;
  if (asksWhether.test(text)) return true;
  return (inverted.test(text) || asksForSubject.test(text)) && !relativeVerb.test(text) && !opensClause.test(before);
}
