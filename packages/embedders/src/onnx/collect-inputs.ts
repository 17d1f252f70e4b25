import { type EmbedFailure, EmbedTextError } from "@ragstone/core";

export interface CollectedInputs {
  /** Distinct texts as the model is given them, special tokens included. */
  readonly inputs: readonly Int32Array[];
  /** For each input the positions of the texts that are it. */
  readonly places: readonly (readonly number[])[];
  /** Texts above the window. */
  readonly failures: readonly EmbedFailure[];
  /** Of all inputs together. */
  readonly tokens: number;
}

/** Turns texts into inputs: equal texts once, blank texts not at all, too long ones as failures. */
export function collectInputs(
  texts: readonly string[],
  inputOf: (text: string) => Int32Array,
  windowTokens: number,
): CollectedInputs {
  const inputs: Int32Array[] = [];
  const places: number[][] = [];
  const failures: EmbedFailure[] = [];
  const seen = new Map<string, number[]>();
  let tokens = 0;
  for (const [index, text] of texts.entries()) {
    const known = seen.get(text);
    if (known !== undefined) known.push(index);
    if (known !== undefined || text.trim() === "") continue;
    const input = inputOf(text);
    if (input.length > windowTokens) {
      failures.push({ index, error: tooLong(input.length, windowTokens) });
      continue;
    }
    const place = [index];
    seen.set(text, place);
    places.push(place);
    inputs.push(input);
    tokens += input.length;
  }
  return { inputs, places, failures, tokens };
}

function tooLong(tokens: number, windowTokens: number): EmbedTextError {
  return new EmbedTextError(
    "text-too-long",
    `A text of ${tokens} tokens does not fit the model's window of ${windowTokens}.`,
    { tokens, windowTokens },
  );
}
