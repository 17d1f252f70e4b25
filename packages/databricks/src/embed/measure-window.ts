/** Words of the calibration text; with two special tokens the smallest window that is looked for. */
const shortWords = 254;
/** No window below this is believed: an encoder's has at least 512, and 256 leaves room for a paragraph. */
const leastWindowTokens = 256;
/** Share of a text that may be missing from a count by rounding alone; a judgement. */
const rounding = 0.03;
/** By how much two measurements of one window may differ. */
const agreement = 0.01;

export interface MeasureWindowOptions {
  /** The model's window, special tokens included. */
  readonly windowTokens: number;
  readonly specialTokens: number;
  /** Whether texts are counted with the model's own tokenizer; otherwise by an estimate that is high. */
  readonly exact: boolean;
  /** Embeds a text of so many equal words of one token each; the tokens that the service reports, if it does. */
  readonly usageOf: (words: number) => Promise<number | null>;
}

/**
 * Finds out whether a service reads texts to the end, from the tokens that it reports. Texts of one repeated word show
 * how it counts: whichever way that is, it is the same for each word. A short text calibrates it; if a text as long as
 * the window counts too little, a third one in between must count the same before the finding is believed.
 *
 * Costs two requests if texts are read to the end, else three.
 *
 * @returns the tokens that are read, special tokens included and at least 256: `windowTokens` if texts are read to their
 * end; `null` if the counts show nothing
 */
export async function measureWindow({
  windowTokens,
  specialTokens,
  usageOf,
}: Omit<MeasureWindowOptions, "exact">): Promise<number | null> {
  const short = await usageOf(shortWords);
  if (short === null || short <= 0) return null;
  const extra = short - shortWords;
  // One less than it reports in case it rounds up: a window must not come out larger than it is.
  const wordsIn = (reported: number): number =>
    extra >= 0 && extra <= specialTokens ? reported - extra : Math.floor(((reported - 1) * shortWords) / short);
  const readOf = async (words: number): Promise<number | null> => {
    const reported = await usageOf(words);
    return reported === null ? null : wordsIn(reported);
  };
  const longest = windowTokens - specialTokens;
  const first = await readOf(longest);
  if (first === null) return null;
  if (first >= longest * (1 - rounding)) return windowTokens;
  const second = await readOf(Math.round((Math.max(first, shortWords) + longest) / 2));
  if (second === null || Math.abs(second - first) > Math.max(1, first * agreement)) return null;
  return Math.max(leastWindowTokens, Math.min(first, second) + specialTokens);
}
