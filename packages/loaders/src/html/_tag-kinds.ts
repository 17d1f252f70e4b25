const blockTags = new Set([
  "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
  "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p",
  "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
]);

/** Elements whose content no reader sees as text: scripts, styles, embedded documents, form controls. */
const unreadTags = new Set([
  "script", "style", "noscript", "template", "iframe", "object", "embed", "canvas", "audio", "video", "svg", "head", "noframes", "noembed", "input", "select",
  "textarea", "datalist", "rp", "map", "meta", "link", "title", "annotation", "annotation-xml",
]);

/** Whether an element starts on a line of its own. */
export function isBlockTag(tag: string): boolean {
  return blockTags.has(tag);
}

/** Whether the content of an element is never text for readers. */
export function isUnreadTag(tag: string): boolean {
  return unreadTags.has(tag);
}
