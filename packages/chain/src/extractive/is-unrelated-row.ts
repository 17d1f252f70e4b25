import { words } from "@ragstone/verify/internal";
import { tableOperation } from "../tables/table-operation.js";
import { featureNames, type Candidate } from "./candidate-features.js";

const own = featureNames.indexOf("own");
/** Least share of the question that the cells of a row match: the header alone tells nothing about which row it is. */
const leastOwn = 0.1;
const counted = /\bhow many (?:of the )?((?:\p{L}+ ){0,2}\p{L}+)/iu;
const firstName = /^[\s|]*([^|,;\t\n]*)/u;

/**
 * Whether an excerpt is a row under its header that says nothing of what the question names, or one of the rows that
 * the question counts or averages.
 */
export function isUnrelatedRow(question: string, { element, features, passage }: Candidate): boolean {
  const { kind, header } = element;
  if (kind !== "row" || header === null) return false;
  if (features[own]! < leastOwn || tableOperation(question) === "average") return true;
  const named = firstName.exec(passage.text.slice(header.start, header.end))?.[1] ?? "";
  const things = new Set(words(`${passage.path.replaceAll("_", " ")} ${named}`).map(({ stem }) => stem));
  return words(counted.exec(question)?.[1] ?? "").some(({ stem }) => things.has(stem));
}
