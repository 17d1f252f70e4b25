import type { Excerpt } from "./excerpt.js";

/** Words from which a repeated question is distinguished from a label. */
const leastWords = 3;

/**
 * Whether code that an excerpt quotes contains the question itself: an example of asking it, as in the manual of a
 * search program, answers nothing.
 */
export function repeatsQuestion(question: string, { passage, elements, pieces }: Excerpt): boolean {
  const code = elements.filter(
    ({ kind, start, end }) => kind === "code" && pieces.some((piece) => piece.start < end && start < piece.end),
  );
  if (code.length === 0) return false;
  const asked = normalized(question);
  if (asked.split(" ").length < leastWords) return false;
  return code.some(({ start, end }) => normalized(passage.text.slice(start, end)).includes(asked));
}

function normalized(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s?]+/gu, " ")
    .trim();
}
