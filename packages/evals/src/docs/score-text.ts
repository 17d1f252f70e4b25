/** Text as the scoring compares it: one space between words, plain quotes and dashes, no marks, lower case. */
function normalised(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\u00ad/gu, "")
    .replace(/[’‘]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/[–—−]/gu, "-")
    .replace(/[\s|*_`>#\\]+/gu, " ")
    .toLowerCase()
    .trim();
}

function bare(text: string): string {
  return normalised(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Whether a text contains a quote, or half of a quote of 60 letters and more, or is itself a part of it. */
export function containsQuote(text: string, quote: string): boolean {
  const whole = bare(text);
  const wanted = bare(quote);
  const half = wanted.length >> 1;
  return (
    whole.includes(wanted) ||
    (wanted.length >= 60 && (whole.includes(wanted.slice(0, half)) || whole.includes(wanted.slice(half)))) ||
    (whole.length >= 12 && wanted.includes(whole))
  );
}

/** Share of the groups of answers of which a text says one form, as whole words. 0 without groups. */
export function shareMet(text: string, answers: readonly (readonly string[])[]): number {
  const said = normalised(text);
  const met = answers.filter((forms) => forms.some((form) => says(said, normalised(form))));
  return answers.length === 0 ? 0 : met.length / answers.length;
}

const letter = /[\p{L}\p{N}]/u;

function says(text: string, form: string): boolean {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    const before = text[at - 1] ?? " ";
    const after = text[at + form.length] ?? " ";
    if (!(letter.test(form[0] ?? "") && letter.test(before)) && !(letter.test(form.at(-1) ?? "") && letter.test(after)))
      return true;
  }
  return false;
}
