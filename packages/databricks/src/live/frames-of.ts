import { asRecord } from "../requests/as-record.js";

/** The frames of a stream that was read to its end. */
export interface Frames {
  readonly chunks: readonly Readonly<Record<string, unknown>>[];
  readonly done: boolean;
  readonly comments: number;
}

/** Takes a whole stream of events apart; data that is no JSON is left out. */
export function framesOf(text: string): Frames {
  const lines = text.split(/\r?\n/);
  const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim());
  const chunks = data.flatMap((json) => {
    try {
      return [asRecord(JSON.parse(json))];
    } catch {
      return [];
    }
  });
  return {
    chunks,
    done: data.at(-1) === "[DONE]",
    comments: lines.filter((line) => line.startsWith(":")).length,
  };
}
