import type { DocxElement } from "./docx-element.js";

/** Word's own names of bookmarks have letters, digits and underscores only. */
const prefix = "list:";

/** Carries the id of a paragraph's list through the parser as a bookmark at the start of the paragraph. */
export const listMark = {
  write: (list: string): string =>
    /^\d{1,10}$/.test(list) ? `<w:bookmarkStart w:id="0" w:name="${prefix}${list}"/>` : "",
  /** The id, `null` for a paragraph without one. */
  read({ children = [] }: DocxElement): string | null {
    const mark = children.find(({ type, name }) => type === "bookmarkStart" && name?.startsWith(prefix) === true);
    return mark?.name?.slice(prefix.length) ?? null;
  },
};
