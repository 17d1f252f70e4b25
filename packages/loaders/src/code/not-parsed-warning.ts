import type { DocumentWarning } from "@ragstone/core";

/**
 * Says that a file is cut elsewhere than at declarations; its text is complete.
 *
 * @param place - where it is cut
 */
export function notParsedWarning(place: "blank lines" | "lines", problem: string): DocumentWarning {
  return { code: "not-parsed", detail: `cut at ${place}, not at declarations or records: ${problem}` };
}
