import type { Metadata } from "@ragstone/core";
import { isByline } from "./class-hints.js";
import type { HtmlElement } from "./html-tree.js";
import { declaresArticle } from "./linked-data.js";

/**
 * How much speaks for a page being an article: it calls itself one, it shows an author or a date, or neither.
 */
export type ArticleEvidence = "declared" | "signed" | "none";

/** Metadata that a page declares. */
export interface PageFacts {
  readonly title: string | null;
  readonly metadata: Metadata;
  /** What the page says about itself for search engines; empty where it says nothing. */
  readonly description: string;
  /** Whether it was written by a documentation generator. */
  readonly documentation: boolean;
  readonly evidence: ArticleEvidence;
}

const generators =
  /sphinx|mkdocs|docusaurus|javadoc|doxygen|gitbook|vuepress|vitepress|mdbook|rustdoc|asciidoctor|antora|typedoc|pdoc|starlight|docfx|yard|jsdoc|godoc|quarto|bookdown|docutils|docbook|texinfo|makeinfo|readthedocs|nextra|slate|hugo-book/i;

/** Names that documentation generators give to the frame of their pages. */
const frames =
  /(?:^|\s)(?:sphinxsidebar|rst-content|wy-nav-content|md-content|theme-doc-markdown|docMainContainer|rustdoc|document-wrapper|docs?-(?:content|page|wrapper|container|sidebar)|doxygen|vp-doc|VPDoc|gitbook-root|book-body|sl-markdown-content)/;

/** Types of schema.org that are articles. */
const articleType = /(?:Article|BlogPosting)$/;
/** Names that blog software gives to the page of a single post. */
const postName =
  /(?:^|\s)(?:single-post|post-template(?:-default)?|h-entry|entry-content|post-content|article-body)(?:$|\s)/;

/** Names that blog and news software gives to the parts of a post. */
const postPart =
  /(?:^|[\s_-])(?:(?:entry|post|article|story)-?(?:title|headline|date|header|meta|info|body|text|content)|pubdate|published|posted-?on|datum|autor|autore|auteur|verfasser|fecha)(?:$|[\s_-])/i;

/** Names of `meta` elements that sign a page. */
const signatures =
  /^(?:author|date|pubdate|publish-?date|dc\.?(?:date|creator)(?:\..*)?|article:author|parsely-.*|sailthru\.date)$/;

/**
 * Reads title, description, author, language, dates and kind of a page, in one pass over its head and its frame.
 */
export function readPageFacts(root: HtmlElement): PageFacts {
  const reader = new FactReader();
  reader.visit(root);
  return reader.finish();
}

class FactReader {
  readonly #metadata: Record<string, string> = {};
  #title: string | null = null;
  #heading: string | null = null;
  #description = "";
  #shared: string | null = null;
  #base: string | undefined;
  #isDocumentation = false;
  #isDeclared = false;
  #isSigned = false;
  #articles = 0;

  visit(node: HtmlElement): void {
    for (const child of node.children) {
      if (typeof child === "string" || child.tag === "svg") continue;
      this.#readTag(child);
      this.#readNames(child);
      this.visit(child);
    }
  }

  finish(): PageFacts {
    const { url } = this.#metadata;
    if (url !== undefined) this.#metadata["url"] = absolute(url, this.#base);
    const isSigned = this.#isSigned || this.#articles === 1;
    return {
      title: this.#title ?? this.#shared ?? this.#heading,
      metadata: this.#metadata,
      description: this.#description,
      documentation: this.#isDocumentation,
      evidence: this.#isDeclared ? "declared" : isSigned ? "signed" : "none",
    };
  }

  #readTag(node: HtmlElement): void {
    const { tag, attributes } = node;
    const metadata = this.#metadata;
    if (tag === "html" && attributes["lang"]) metadata["language"] = attributes["lang"];
    else if (tag === "title") this.#title ??= textOf(node) || null;
    else if (tag === "h1") this.#heading ??= textOf(node) || null;
    else if (tag === "meta") this.#readMeta(attributes);
    else if (tag === "link" && attributes["rel"] === "canonical" && attributes["href"])
      metadata["url"] ??= attributes["href"];
    else if (tag === "base" && attributes["href"]) this.#base ??= attributes["href"];
    else if (tag === "time") this.#isSigned = true;
    else if (tag === "article") this.#articles += 1;
    else if (tag === "script" && attributes["type"] === "application/ld+json" && !this.#isDeclared)
      this.#isDeclared = declaresArticle(textOf(node), articleType);
  }

  #readMeta(attributes: HtmlElement["attributes"]): void {
    const metadata = this.#metadata;
    const name = (attributes["name"] ?? attributes["property"] ?? "").toLowerCase();
    const content = (attributes["content"] ?? "").replace(/\s+/g, " ").trim();
    if (content === "") return;
    if (signatures.test(name)) this.#isSigned = true;
    if (name === "description" || name === "og:description") this.#description ||= content;
    if (name === "generator") this.#isDocumentation ||= generators.test(content);
    else if (name === "og:title") this.#shared ??= content;
    else if (name === "og:type") this.#isDeclared ||= /^article/i.test(content);
    else if (name === "description" || name === "author" || name === "keywords") metadata[name] ??= content;
    else if (name === "article:published_time") {
      this.#isDeclared = true;
      metadata["published"] ??= content;
    } else if (name === "article:author" && !/^https?:/.test(content)) metadata["author"] ??= content;
  }

  #readNames(node: HtmlElement): void {
    const { tag, attributes } = node;
    const name = attributes["class"];
    if (name !== undefined) this.#isDocumentation ||= frames.test(name);
    this.#isDeclared ||=
      articleType.test(attributes["itemtype"] ?? "") ||
      attributes["itemprop"] === "articleBody" ||
      (name !== undefined && postName.test(name));
    if (tag !== "body") this.#isSigned ||= isByline(node) || (name !== undefined && postPart.test(name));
  }
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
