/** Characters above which a file is cut at lines instead of parsed. Lezer parses 1 to 3 MB a second. */
export const maxParsedCharacters = 2_000_000;
