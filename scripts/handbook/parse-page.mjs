import MarkdownIt from "markdown-it";

const markdownIt = new MarkdownIt({ html: false });

/**
 * @typedef {{ kind: "heading", level: number, text: string }
 *   | { kind: "paragraph" | "code", text: string }
 *   | { kind: "item", depth: number, marker: string, text: string }
 *   | { kind: "table", rows: string[][] }} Block
 */

/** The words of an inline token, without markup. */
function plain({ children }) {
  return children.map(({ type, content }) => (type === "softbreak" || type === "hardbreak" ? " " : content)).join("");
}

/** @returns {Block[]} */
function blocksOf(tokens) {
  const blocks = [];
  const lists = [];
  let marker = "";
  for (const [at, token] of tokens.entries()) {
    const { type } = token;
    if (/^(?:bullet|ordered)_list_open$/u.test(type)) lists.push(type.startsWith("ordered") ? 1 : undefined);
    else if (/^(?:bullet|ordered)_list_close$/u.test(type)) lists.pop();
    else if (type === "list_item_open") {
      const number = lists.at(-1);
      marker = number === undefined ? "-" : `${number}.`;
      if (number !== undefined) lists[lists.length - 1] += 1;
    } else if (type === "heading_open")
      blocks.push({ kind: "heading", level: Number(token.tag.slice(1)), text: plain(tokens[at + 1]) });
    else if (type === "paragraph_open" && lists.length > 0) {
      blocks.push({ kind: "item", depth: lists.length, marker, text: plain(tokens[at + 1]) });
      marker = "";
    } else if (type === "paragraph_open") blocks.push({ kind: "paragraph", text: plain(tokens[at + 1]) });
    else if (type === "fence" || type === "code_block") blocks.push({ kind: "code", text: token.content.trimEnd() });
    else if (type === "table_open") blocks.push({ kind: "table", rows: [] });
    else if (type === "tr_open") blocks.at(-1).rows.push([]);
    else if (type === "th_open" || type === "td_open")
      blocks
        .at(-1)
        .rows.at(-1)
        .push(plain(tokens[at + 1]));
  }
  return blocks;
}

/** A page of the handbook: the title of its front matter, its blocks, and its body as HTML. */
export function parsePage(markdown) {
  const { title, body } = /^---\ntitle: (?<title>.+)\n(?:.+\n)*?---\n(?<body>[^]*)$/u.exec(markdown).groups;
  return { title, blocks: blocksOf(markdownIt.parse(body, {})), html: markdownIt.render(body) };
}
