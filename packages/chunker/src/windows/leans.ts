/** Pronouns and joining words: a sentence that begins with one says little without the sentence before it. */
const leaningWords = new Set(
  (
    "it its it\u2019s it's he his she her they their them this that that\u2019s that's these those such both each " +
    "either neither another others here there then thus so therefore hence however but and or nor yet also moreover " +
    "furthermore additionally instead nevertheless nonetheless otherwise still meanwhile similarly likewise " +
    "consequently finally because although though while"
  ).split(" "),
);

const longestWord = 12;

/** Whether the sentence at `start` leans on the text before it. */
export function leans(text: string, start: number): boolean {
  let end = start;
  while (end - start <= longestWord && isLetter(text.charCodeAt(end))) end += 1;
  return end > start && end - start <= longestWord && leaningWords.has(text.slice(start, end).toLowerCase());
}

function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 0x27 || unit === 0x2019;
}
