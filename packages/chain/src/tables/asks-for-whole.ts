import { matchesAny, type GuardedPattern } from "@ragstone/verify/internal";

/** Things that only all of a collection can tell. */
const patterns: readonly GuardedPattern[] = [
  {
    needs: ["how many"],
    pattern:
      /\bhow many (?:of (?:the|these|my|our) )?(?:files|documents|rows|entries|records|sentences|words|lines)\b/iu,
  },
  {
    needs: ["how many times", "how often"],
    pattern: /\bhow (?:many times|often) (?:does|do|is|are) [^?]{1,80}\b(?:mentioned|appear|named|referred to)\b/iu,
  },
  { needs: ["how often"], pattern: /\bhow often (?:does|do|is|are) the (?:word|term|name|phrase)\b/iu },
  {
    needs: ["all ", "every ", "each "],
    pattern:
      /\b(?:list|name|enumerate|give|show|find|count) (?:me )?(?:all|every|each) (?:of )?(?:the |my |our )?[\p{L}]/iu,
  },
  { needs: ["what are all"], pattern: /\bwhat are all (?:of )?the\b/iu },
  {
    needs: ["all ", "every one "],
    pattern:
      /\b(?:across|in|over|from) (?:all|every one) (?:of )?(?:the |these |my |our )?(?:files|documents|notes|reports|pages|papers)\b/iu,
  },
  {
    needs: ["whole", "entire"],
    pattern:
      /\b(?:across|in|over|of) the (?:whole|entire) (?:collection|folder|corpus|documentation|handbook|book|document|text|report)\b/iu,
  },
  { needs: ["summari"], pattern: /\bsummari[sz]e (?:everything|all|the (?:whole|entire)|this folder|every)\b/iu },
  {
    needs: ["files", "documents", "pages", "notes"],
    pattern:
      /\b(?:which|what) (?:files|documents|pages|notes) (?:mention|contain|refer|discuss|talk|say|are about)\b/iu,
  },
  { needs: ["every "], pattern: /\bevery (?:mention|occurrence|instance) of\b/iu },
];

/** Whether a question is about all of the documents, so that an answer from a few passages could be wrong. */
export function asksForWhole(question: string): boolean {
  return matchesAny(question, patterns);
}
