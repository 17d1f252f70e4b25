/** A dot leader with its page number, as lines of a table of contents and of an index have it. */
const leader = /(?:\.\s?){3,}\s*\d{1,4}\b/gu;
/** Lines around the content of a page that tell about the page. */
const footer =
  /^\W*(?:(?:page )?last (?:updated|modified|reviewed|changed|edited)\b|page \d+(?: of \d+)?\W*$|(?:copyright|©|\(c\)) .*\d{4}|all rights reserved\b|table of contents\W*$)/iu;

/** A link to another page or section of the same documents, in Markdown and reStructuredText, or a place for one. */
const reference =
  /!?\[[^\]\n]*\]\((?!\w+:)[^)\n]*\)|:\w+:`[^`\n]*`|^\s*\.\. _[^\n]*:\s*$|^\s*\[[^\]\n]+\]:.*$|<a [^>\n]*>(?:<\/a>)?/gmu;

/** A sentence that only sends the reader elsewhere. */
const pointer = /^\W*(?:find out|learn more|read (?:more|on)|click here|see (?:also|below|above|more))\b/iu;
const maxPointerWords = 7;

/**
 * Whether a text is a line of a table of contents or index, a list of links, a page footer, a pointer
 * elsewhere or the like: never an answer.
 */
export function isFurniture(text: string): boolean {
  const rest = text.replace(reference, "");
  if (rest !== text && !/[\p{L}\p{N}]/u.test(rest)) return true;
  if (pointer.test(text) && text.split(/\s+/u).length <= maxPointerWords) return true;
  const leaders = text.match(leader)?.length ?? 0;
  return footer.test(text) || leaders > 1 || (leaders === 1 && /\.\s*\d{1,4}\W*$/u.test(text.trim()));
}
