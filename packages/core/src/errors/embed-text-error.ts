import { RagstoneError } from "./ragstone-error.js";

/**
 * One text cannot be embedded. `text-too-long`: splitting it helps; `text-rejected`: the model refuses it unchanged.
 */
export class EmbedTextError extends RagstoneError {
  override readonly name = "EmbedTextError";

  constructor(
    code: "text-too-long" | "text-rejected",
    message: string,
    options: {
      readonly hint?: string;
      readonly cause?: unknown;
      readonly tokens?: number;
      readonly windowTokens?: number;
    } = {},
  ) {
    super(code, message, {
      hint:
        options.hint ??
        (code === "text-too-long"
          ? "Split the text and embed the parts."
          : "Look at the text; the others of the batch went through."),
      cause: options.cause,
      data: { tokens: options.tokens, windowTokens: options.windowTokens },
    });
  }
}
