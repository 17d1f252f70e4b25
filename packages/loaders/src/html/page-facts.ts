import type { Metadata } from "@ragstone/core";
import { isByline } from "./class-hints.js";
import type { HtmlElement } from "./html-tree.js";

/** Metadata that a page declares. */
export interface PageFacts {
  readonly title: string | null;
  readonly metadata: Metadata;
  /** Whether it was written by a documentation generator. */
  readonly documentation: boolean;
  /** Whether it calls itself an article. */
  readonly article: boolean;
  /** Whether it shows an author or a date. */
  readonly signed: boolean;
}

const generators =
  /sphinx|mkdocs|docusaurus|javadoc|doxygen|gitbook|vuepress|vitepress|mdbook|rustdoc|asciidoctor|antora|typedoc|pdoc|starlight|docfx|yard|jsdoc|godoc|quarto|bookdown|docutils|docbook|texinfo|makeinfo|readthedocs|nextra|slate|hugo-book/i;

/** Names that documentation generators give to the frame of their pages. */
const frames =
  /(?:^|\s)(?:sphinxsidebar|rst-content|wy-nav-content|md-content|theme-doc-markdown|docMainContainer|rustdoc|document-wrapper|docs?-(?:content|page|wrapper|container|sidebar)|doxygen|vp-doc|VPDoc|gitbook-root|book-body|sl-markdown-content)/;

/**
 * Reads title, description, author, language, dates and kind of a page, in one pass over its head and its frame.
 */
export function readPageFacts(root: HtmlElement): PageFacts {
  const metadata: Record<string, string> = {};
  let title: string | null = null;
  let heading: string | null = null;
  let shared: string | null = null;
  let base: string | undefined;
  let documentation = false;
  let article = false;
  let signed = false;
  const visit = (node: HtmlElement, inHead: boolean): void => {
    for (const child of node.children) {
      if (typeof child === "string") continue;
      const { tag, attributes } = child;
      if (tag === "svg") continue;
      if (tag === "html" && attributes["lang"] !== undefined && attributes["lang"] !== "")
        metadata["language"] = attributes["lang"];
      if (tag === "title") title ??= textOf(child) || null;
      else if (tag === "h1") heading ??= textOf(child) || null;
      else if (tag === "meta") {
        const name = (attributes["name"] ?? attributes["property"] ?? "").toLowerCase();
        const content = (attributes["content"] ?? "").replace(/\s+/g, " ").trim();
        if (content === "") continue;
        if (name === "generator") documentation ||= generators.test(content);
        else if (name === "og:title") shared ??= content;
        else if (name === "og:type") article ||= /^article/i.test(content);
        else if (name === "description" || name === "author" || name === "keywords") metadata[name] ??= content;
        else if (name === "article:published_time") {
          article = true;
          metadata["published"] ??= content;
        } else if (name === "article:author" && !/^https?:/.test(content)) metadata["author"] ??= content;
      } else if (tag === "link" && attributes["rel"] === "canonical" && attributes["href"])
        metadata["url"] ??= attributes["href"];
      else if (tag === "base" && attributes["href"]) base ??= attributes["href"];
      if (tag === "time" || (tag !== "body" && isByline(child))) signed = true;
      const name = attributes["class"];
      if (name !== undefined && frames.test(name)) documentation = true;
      if (/(?:News|Blog)?(?:Article|Posting)$/.test(attributes["itemtype"] ?? "")) article = true;
      visit(child, inHead || tag === "head");
    }
  };
  visit(root, false);
  if (metadata["url"] !== undefined) metadata["url"] = absolute(metadata["url"], base);
  return { title: title ?? shared ?? heading, metadata, documentation, article, signed };
}

/** A link as the page means it: relative to its `base`, where it has one. */
function absolute(link: string, base: string | undefined): string {
  return URL.canParse(link, base) ? new URL(link, base).href : link;
}

function textOf(node: HtmlElement): string {
  let text = "";
  for (const child of node.children) text += typeof child === "string" ? child : textOf(child);
  return text.replace(/\s+/g, " ").trim();
}
