import type { Block } from "@ragstone/core";

/** What starts a block of Textile and so ends a comment of several paragraphs. */
const textileBlock =
  /^(?:p|h[1-6]|bq|bc|pre|notextile|fn\d+|###|table|dl)(?:\([^()\r\n]{0,80}\)|\{[^{}\r\n]{0,80}\}|\[[^[\]\r\n]{0,80}\]|[<>=()~^-]){0,8}\.{1,2}[ \t]/
    .source;

/**
 * Parts of a text in each language that are comments, and literal parts in which nothing is one: code, strings, escaped
 * characters. A part without its end runs to the end of the text, so that a search is linear, and is no comment.
 */
const partsOf = {
  typst:
    /```[^]*?(?:```|$(?![^]))|`[^`\r\n]*`|\\[^\r\n]|"(?:[^"\\\r\n]|\\[^\r\n])*"?|(?<comment>(?<!:)\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|(?<open>$(?![^]))))/g,
  mediawiki:
    /<(?<tag>nowiki|pre|source|syntaxhighlight)\b(?:[^<>/]|\/(?!>))*>[^]*?(?:<\/\k<tag>\s*>|$(?![^]))|(?<comment><!--[^]*?(?:-->|(?<open>$(?![^]))))/gi,
  texinfo:
    /(?<comment>^@c(?:omment)?(?:[ \t][^\r\n]*)?$|^@ignore[ \t]*$[^]*?(?:^@end ignore[ \t]*$|(?<open>$(?![^]))))/gm,
  textile: new RegExp(
    String.raw`(?<comment>^###\.\.[ \t][^]*?(?=${textileBlock}|$(?![^]))|^###\.[ \t](?:[^\r\n]+(?:\r?\n(?![ \t]*\r?\n))?)*)`,
    "gm",
  ),
} as const;

/** The comments of a text, as hidden blocks. Linear. */
export function commentBlocks(language: keyof typeof partsOf): (text: string) => Block[] {
  return (text) =>
    Array.from(text.matchAll(partsOf[language])).flatMap(({ index, groups }): Block[] => {
      const length = groups?.["open"] === undefined ? (groups?.["comment"]?.trimEnd().length ?? 0) : 0;
      return length === 0 ? [] : [{ kind: "hidden", start: index, end: index + length }];
    });
}
