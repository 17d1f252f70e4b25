/** The distance of a word to each beginning of another, by length from 0. */
export function editsToPrefixes(word: string, other: string): readonly number[] {
  const width = other.length + 1;
  // Typed arrays of a dozen numbers take longer to create than to fill.
  let row: number[] = [];
  for (let at = 0; at < width; at += 1) row.push(at);
  let before = [...row];
  let next = [...row];
  for (let at = 0; at < word.length; at += 1) {
    const letter = word.charCodeAt(at);
    next[0] = at + 1;
    for (let column = 1; column < width; column += 1) {
      const isSame = other.charCodeAt(column - 1) === letter;
      let least = Math.min(row[column - 1]! + (isSame ? 0 : 1), row[column]! + 1, next[column - 1]! + 1);
      const isSwapped =
        at > 0 &&
        column > 1 &&
        other.charCodeAt(column - 2) === letter &&
        other.charCodeAt(column - 1) === word.charCodeAt(at - 1);
      if (isSwapped) least = Math.min(least, before[column - 2]! + 1);
      next[column] = least;
    }
    [before, row, next] = [row, next, before];
  }
  return row;
}
