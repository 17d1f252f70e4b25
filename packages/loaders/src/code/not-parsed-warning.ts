import type { DocumentWarning } from "@ragstone/core";

/** Says that a file is cut at lines instead of declarations; its text is complete. */
export function notParsedWarning(problem: string): DocumentWarning {
  return { code: "not-parsed", detail: `cut at lines, not at declarations or records: ${problem}` };
}
