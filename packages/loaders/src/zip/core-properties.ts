import type { Metadata } from "@ragstone/core";
import { childElements, localName, parseXml, textOf } from "../xml/xml-tree.js";

/** Title, author and dates that an Office document carries (ECMA-376 part 2, core properties). */
export function readCoreProperties(
  path: string,
  xml: string | null,
): { readonly title: string | null; readonly metadata: Metadata } {
  const metadata: Record<string, string> = {};
  let title: string | null = null;
  for (const element of xml === null ? [] : childElements(parseXml(path, xml), true)) {
    const value = textOf(element).trim();
    if (value === "") continue;
    if (localName(element) === "title") title = value;
    const key = { creator: "author", created: "created", modified: "modified", subject: "subject" }[localName(element)];
    if (key !== undefined) metadata[key] = value;
  }
  return { title, metadata };
}
