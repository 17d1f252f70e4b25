/**
 * Parts that `@ragstone/chain` builds on: text and its values, quotes, injected instructions, and the assembler of
 * verified answers. Not covered by semantic versioning; use the main entry instead.
 */
export { AnswerAssembler, type AssembledAnswer, type AssemblerOptions } from "./answer/answer-assembler.js";
export { answeringUnits } from "./answer/answering-units.js";
export { CitationList } from "./answer/citation-list.js";
export { areOpposites } from "./claims/are-opposites.js";
export { examineClaim, type ExaminedClaim } from "./claims/examine-claim.js";
export { knownNames } from "./claims/known-names.js";
export { isInstruction } from "./injection/is-instruction.js";
export { withoutLeakingTargets } from "./injection/leaking-link.js";
export { quotesInstruction } from "./injection/quotes-instruction.js";
export { bestQuote } from "./quotes/best-quote.js";
export { CitationParser, type RawCitation } from "./quotes/citation-parser.js";
export type { CitedSource } from "./quotes/cited-source.js";
export { findQuote } from "./quotes/find-quote.js";
export { SourceText } from "./quotes/source-text.js";
export { generalWords } from "./text/general-words.js";
export { matchesAny, type GuardedPattern } from "./text/guarded-pattern.js";
export { splitUnits, type TextUnit } from "./text/split-units.js";
export { stem } from "./text/stem.js";
export { stopWords } from "./text/stop-words.js";
export { unitsOf } from "./text/units-of.js";
export { isSameFamily } from "./text/word-family.js";
export { foldedWords, foldWord, words, type Word } from "./text/words.js";
export { findDates } from "./values/dates.js";
export { hasIdentifier } from "./values/identifiers.js";
export { namedIdentifiers } from "./values/named-identifiers.js";
export { findNames } from "./values/names.js";
export { findNumbers } from "./values/numbers.js";
export { typedValues, type TypedValue } from "./values/typed-values.js";
