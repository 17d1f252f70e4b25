import { stopWords } from "../text/stop-words.js";
import { foldedWords, words, type Word } from "../text/words.js";

/** A row of a table with the row that names its columns, as written. */
export interface TableRow {
  readonly header: string;
  readonly row: string;
}

/**
 * Whether a claim gives a number of a row as the value of another column: it names that column next to the
 * number, does not name the number's own column, and has nothing of that column's cell.
 */
export function columnDiffers(claim: string, { header, row }: TableRow): boolean {
  const [columns, cells] = [cellsOf(header), cellsOf(row)];
  if (columns.length !== cells.length || columns.length < 3) return false;
  const said = foldedWords(claim);
  const list = words(claim);
  const stems = new Set(list.map(({ stem }) => stem));
  const names = columns.map((column) => words(column).filter(({ folded }) => !stopWords.has(folded)));
  const isNamed = names.map((name) => name.length > 0 && name.every(({ stem }) => stems.has(stem)));
  const isSaid = cells.map((cell) => {
    const cellWords = [...foldedWords(cell)];
    return cellWords.length > 0 && cellWords.every((word) => said.has(word));
  });
  return cells.some(
    (cell, at) =>
      at > 0 &&
      /^\p{N}+$/u.test(cell) &&
      isSaid[at] === true &&
      isNamed[at] !== true &&
      !cells.some((other, place) => place !== at && other === cell) &&
      isNamed.some(
        (named, place) =>
          named &&
          place > 0 &&
          place !== at &&
          isSaid[place] !== true &&
          cells[place] !== "" &&
          isNextTo(cell, names[place]!, list),
      ),
  );
}

/** Words before a number among which is what it is a value of. */
const nearby = 5;

/** Whether a number is one of what has this name: "10 users", "the price of Basic is 3". */
function isNextTo(number: string, name: readonly Word[], list: readonly Word[]): boolean {
  const isOfName = ({ stem }: Word): boolean => name.some((word) => word.stem === stem);
  return list.some((word, at) => {
    if (word.folded !== number) return false;
    const next = list[at + 1];
    // "opened with 12 stops"
    if (next !== undefined && !stopWords.has(next.folded)) return isOfName(next);
    return list.slice(Math.max(0, at - nearby), at).some((one) => isOfName(one));
  });
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/gu, "")
    .split(/\||\t/u)
    .map((cell) => cell.trim());
}
