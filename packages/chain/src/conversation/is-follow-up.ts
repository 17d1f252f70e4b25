import { stopWords, type Word, words } from "@ragstone/verify/internal";

/** Openings of a question that continues another. */
const goesOn =
  /^(?:and|but|so|or|then|also|plus|what about|how about|what if|why not|really|anything|what else|who else|where else)\b/iu;
/**
 * Maximum number of content words of a question that continues another: with more of them it has its own topic.
 */
const maxGoingOn = 3;

const person = /\b(?:they|them|theirs|he|him|she|hers)\b/iu;
const possessive = /\b(?:its|their|his|her)\b/iu;
const thing = /\bit\b(?!['’]?s (?:possible|necessary|true|allowed|ok|safe|better|worth))/iu;
/** "It" without a referent: "is it possible to", "what is it called when", "how long does it take to". */
const empty =
  /\b(?:is|was|would|will|be) it (?:be )?(?:possible|necessary|true|allowed|permitted|okay?|safe|legal|better|best|worth|important|required|called|forbidden|mandatory)\b.{3}|\bit (?:takes?|costs?|matters?|called|makes? sense)\b.{3}|\bdoes it (?:take|cost|matter|make sense)\b.{3}/iu;
/** Conjunctions preceded by the pronoun's antecedent: "a key once it", "employees when they". */
const clause =
  /\b(?:when|once|after|before|if|because|while|until|since|although|where|whether|and|that|which|who|as|than)\s+(?:\p{L}+\s+)?$|[:;.,]\s.*$/iu;
/** A noun that a pronoun could mean: after an article, in the plural, or a name. */
const noun =
  /\b(?:[Tt]he|[Aa]n?|[Ee]ach|[Ee]very|[Aa]ll|my|our|your|new|old)\s+\p{L}{2,}|\b(?!(?:does|is|was|has|this|as|yes|always)\b)\p{Ll}{3,}s\b|(?<!^)\b\p{Lu}\p{Ll}+/u;

/** Words that point at earlier text. "This year" and "this folder" point at the present context. */
const pointing =
  /\b(?:this|these|those)\b(?! (?:who|of|at|in|with|from|year|month|week|quarter|morning|evening|folder|collection|document|handbook|file|report|book|text)\b)|(?:^|\b(?:is|was|does|did|do|of|about|for|with|after|before|why|how|from|by|to|than|in|explain|on|can|could|would|will|mean|means|like)\s)that\b(?! (?:is|are|was)\b)|\bthat['’]s\b|\bthe (?:former|latter|two|others)(?=\s*(?:[?.!,]|$))|\b(?:is|are|was|were|do|does|did|has|have|can|will) the (?:former|latter|others)\b|\b(?:which|this|that|another|first|second|third|last|other|next|old|new|bigger|smaller) ones?\b|\b(?:which|one|some|each|both|all|none|any|many|most|few) of (?:them|those|these)\b|^(?!.*\b(?:besides|outside|apart|other than)\b).*\b(?:else|otherwise)\b|\binstead\b(?! of\b)|\bthe same\b(?!.*\bas\b)/iu;
const place =
  /(?<!\b(?:is|are|was|were|be|been|will|has|have|had|can|could|would)\s)\bthere\b(?!\s(?:is|are|was|were|be|been|will|has|have|a|an|any)\b)/iu;

const asking = /\b(?:who|whom|whose|what|when|where|which|why|how)\b/iu;
const verb =
  /\b(?:is|are|was|were|am|be|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would)\b/iu;
const order =
  /^(?:please )?(?:list|show|tell|explain|describe|give|name|find|compare|summari[sz]e|count|define|translate|write|calculate|say)\b/iu;
/** Words that ask about something and do not name it. */
const light: ReadonlySet<string> = new Set(
  "often long far many much more less late early soon exactly mean means happen happens happened work works worked tell say said explain know think cost costs allowed possible required true right correct wrong enough sure case reason reasons difference example examples details detail year date day time way part else anything something nothing conditions condition better worse cheaper older newer older bigger smaller faster others another other one ones okay please also instead later later still open apply applies told decided".split(
    " ",
  ),
);

/**
 * Whether a question refers to earlier turns of a conversation: its opening continues another question, it contains a
 * pronoun without an antecedent in the question itself, or it names no topic. Knows English.
 */
export function isFollowUp(question: string): boolean {
  const text = question.trim();
  const content = words(text).filter((word) => !stopWords.has(word.folded));
  const own = content.filter((word) => !light.has(word.folded));
  if (own.length === 0) return true;
  if (goesOn.test(text) && own.length <= maxGoingOn) return true;
  if (pointing.test(text) || place.test(text)) return true;
  if (refersBack(text, person, true) || refersBack(text, possessive, false)) return true;
  if (!empty.test(text) && refersBack(text, thing, true)) return true;
  return isFragment(text, own) || isVerbAlone(text, own);
}

/** Whether the question contains a pronoun without an antecedent in the same question. */
function refersBack(text: string, pronoun: RegExp, needsClause: boolean): boolean {
  const match = pronoun.exec(text);
  if (match === null) return false;
  const before = text.slice(0, match.index);
  return !(noun.test(before) && (!needsClause || clause.test(before)));
}

/** "In Europe?", "The old key?": no question word, verb or imperative. */
function isFragment(text: string, own: readonly Word[]): boolean {
  if (verb.test(text) || order.test(text)) return false;
  if (/^(?:in|on|at|for|with|without|by|from|to|under|over|after|before|since|until|during|of|about)\b/iu.test(text))
    return own.length <= maxGoingOn;
  return !asking.test(text) && own.length <= 2;
}

/** "Who approves?": a question word and a verb, and no object. */
function isVerbAlone(text: string, own: readonly Word[]): boolean {
  return (
    own.length === 1 &&
    /^(?:who|when|where|why|how|what)\s+\p{Ll}+\s*\??$/u.test(text.toLowerCase()) &&
    !verb.test(text)
  );
}
