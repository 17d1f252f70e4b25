import { isRecord, joinLines } from "./json-values.js";

/** Colours and cursor movements of terminals (ECMA-48 control sequences). */
// oxlint-disable-next-line no-control-regex -- escape starts each of them
const controlSequence = /\u001B\[[0-9;?]*[A-Za-z]/g;

/**
 * The output of a code cell: streams, plain-text results and errors. Pictures and display markup are left out.
 */
export function outputText(output: Record<string, unknown>): string {
  const data = output["data"];
  const raw =
    output["output_type"] === "error" || output["output_type"] === "pyerr"
      ? `${joinLines(output["ename"])}: ${joinLines(output["evalue"])}`
      : joinLines(output["text"] ?? (isRecord(data) ? data["text/plain"] : undefined));
  return raw.replace(controlSequence, "").trimEnd();
}
