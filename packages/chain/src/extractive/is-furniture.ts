/** A dot leader with its page number, as lines of a table of contents and of an index have it. */
const leader = /(?:\.\s?){3,}\s*\d{1,4}\b/gu;
/** Lines around the content of a page that tell about the page. */
const footer =
  /^\W*(?:(?:page )?last (?:updated|modified|reviewed|changed|edited)\b|page \d+(?: of \d+)?\W*$|(?:copyright|©|\(c\)) .*\d{4}|all rights reserved\b|table of contents\W*$)/iu;

/** Whether a text is a line of a table of contents or index, a page footer or the like: never an answer. */
export function isFurniture(text: string): boolean {
  const leaders = text.match(leader)?.length ?? 0;
  return footer.test(text) || leaders > 1 || (leaders === 1 && /\.\s*\d{1,4}\W*$/u.test(text.trim()));
}
