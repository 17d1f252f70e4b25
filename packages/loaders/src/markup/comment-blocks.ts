import type { Block } from "@ragstone/core";

/**
 * Parts of a text in each language that are comments, and literal parts in which nothing is one. A part without its end
 * runs to the end of the text, so that a search is linear.
 */
const partsOf = {
  typst: /```[^]*?(?:```|$(?![^]))|`[^`\r\n]*`|(?<comment>(?<!:)\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$(?![^])))/g,
  mediawiki:
    /<(?<tag>nowiki|pre|source|syntaxhighlight)\b[^<>]*>[^]*?(?:<\/\k<tag>\s*>|$(?![^]))|(?<comment><!--[^]*?(?:-->|$(?![^])))/gi,
  texinfo: /(?<comment>^@c(?:omment)?(?:[ \t][^\r\n]*)?$|^@ignore[ \t]*$[^]*?(?:^@end ignore[ \t]*$|$(?![^])))/gm,
  textile: /(?<comment>^###\.\.?[ \t](?:[^\r\n]+(?:\r?\n(?![ \t]*\r?\n))?)*)/gm,
} as const;

/** The comments of a text, as hidden blocks. Linear. */
export function commentBlocks(language: keyof typeof partsOf): (text: string) => Block[] {
  return (text) =>
    Array.from(text.matchAll(partsOf[language])).flatMap(({ index, groups }): Block[] => {
      const length = groups?.["comment"]?.trimEnd().length ?? 0;
      return length === 0 ? [] : [{ kind: "hidden", start: index, end: index + length }];
    });
}
