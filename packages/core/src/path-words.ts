const extension = /\.[^./]*$/u;
const innerCapital = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu;

/**
 * A path as words: without its extension, names that are joined by capitals also in their parts. `docs/ContentType.md`
 * gives `docs/ContentType Content Type`.
 */
export function pathWords(path: string): string {
  const name = path.replace(extension, "");
  const parts = name.split(/[/\s_.-]+/u).filter((part) => part.search(innerCapital) > 0);
  return [name, ...parts.map((part) => part.replaceAll(innerCapital, " "))].join(" ");
}
