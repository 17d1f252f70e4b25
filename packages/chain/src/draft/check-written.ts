import { RemoteError, type Generator } from "@ragstone/core";
import type { WrittenAnswer } from "./write-answer.js";

/** Reasons that a finished answer, or one with a note, can have. */
const accepted: ReadonlySet<string> = new Set<WrittenAnswer["end"]["reason"]>(["stop", "length", "content-filter"]);

/**
 * Checks that a model wrote an answer. An answer without text is no refusal: nothing says that the sources have none.
 *
 * @throws {@link RemoteError} `empty` where there is no text; `stream-cut` where it ended for a reason that no finished
 * answer has, with `data.partialText`
 */
export function checkWritten(
  { end, raw, reasoning }: WrittenAnswer,
  { kind, name }: Pick<Generator, "kind" | "name">,
): void {
  if (kind !== "model") return;
  const { reason, serviceReason } = end;
  const data = { finishReason: serviceReason ?? reason, partialText: raw, partialReasoning: reasoning };
  if (raw.trim() === "") {
    const { message, hint } = emptiness(end, reasoning !== "");
    throw new RemoteError("empty", `${name} ${message}.`, { hint, data });
  }
  if (!accepted.has(reason))
    throw new RemoteError(
      "stream-cut",
      `${name} ended its answer after ${raw.length} characters for the reason ` +
        `${JSON.stringify(serviceReason ?? reason)}, which no finished answer has.`,
      { hint: "Ask again; the received part is in data.partialText.", data },
    );
}

function emptiness(
  { reason, serviceReason }: WrittenAnswer["end"],
  reasoned: boolean,
): { readonly message: string; readonly hint: string } {
  switch (reason) {
    case "length":
      return {
        message: `spent all its tokens${reasoned ? " on reasoning" : ""} and wrote no answer`,
        hint: "Allow more tokens for the answer (maxTokens), or fewer for reasoning.",
      };
    case "content-filter":
      return {
        message: "gave no answer: the service's content filter withheld all of it",
        hint: "Ask in other words, or ask another model.",
      };
    default:
      return {
        message: `returned an answer without text (finish reason: ${serviceReason ?? reason})`,
        hint: "Ask again, or ask another model.",
      };
  }
}
