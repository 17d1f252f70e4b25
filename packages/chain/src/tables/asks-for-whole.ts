/** Things that only all of a collection can tell. */
const patterns: readonly RegExp[] = [
  /\bhow many (?:of (?:the|these|my|our) )?(?:files|documents|rows|entries|records|sentences|words|lines)\b/iu,
  /\bhow (?:many times|often) (?:does|do|is|are) [^?]{1,80}\b(?:mentioned|appear|named|referred to)\b/iu,
  /\bhow often (?:does|do|is|are) the (?:word|term|name|phrase)\b/iu,
  /\b(?:list|name|enumerate|give|show|find|count) (?:me )?(?:all|every|each) (?:of )?(?:the |my |our )?[\p{L}]/iu,
  /\bwhat are all (?:of )?the\b/iu,
  /\b(?:across|in|over|from) (?:all|every one) (?:of )?(?:the |these |my |our )?(?:files|documents|notes|reports|pages|papers)\b/iu,
  /\b(?:across|in|over|of) the (?:whole|entire) (?:collection|folder|corpus|documentation|handbook|book|document|text|report)\b/iu,
  /\bsummari[sz]e (?:everything|all|the (?:whole|entire)|this folder|every)\b/iu,
  /\b(?:which|what) (?:files|documents|pages|notes) (?:mention|contain|refer|discuss|talk|say|are about)\b/iu,
  /\bevery (?:mention|occurrence|instance) of\b/iu,
];

/** Whether a question is about all of the documents, so that an answer from a few passages could be wrong. */
export function asksForWhole(question: string): boolean {
  return patterns.some((pattern) => pattern.test(question));
}
