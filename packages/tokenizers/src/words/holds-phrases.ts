import { analyzerFor } from "./analyzer.js";

/** Whether each phrase's words follow each other in one of the texts, stemmed by a document's language. */
export function holdsPhrases(texts: readonly string[], phrases: readonly string[], language: string | null): boolean {
  const analyzer = analyzerFor(language);
  const runs = texts.map((text) => analyzer.terms(text));
  return phrases.every((phrase) => {
    const terms = analyzer.terms(phrase);
    return runs.some((run) => follows(run, terms));
  });
}

function follows(run: readonly string[], terms: readonly string[]): boolean {
  for (
    let from = run.indexOf(terms[0]!);
    from !== -1 && from + terms.length <= run.length;
    from = run.indexOf(terms[0]!, from + 1)
  ) {
    if (terms.every((term, at) => run[from + at] === term)) return true;
  }
  return terms.length === 0;
}
