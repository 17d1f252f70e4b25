import type { Element } from "domhandler";

/**
 * Pictures that were inserted without a description are described by the names of their files, also with a label
 * (`Description: image001.png`) or a path; those say nothing.
 */
const fileName = /^(?:[^\s:]+:\s*|[a-z]:\\.*|\\\\.*)?[^\s\\]*\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?|svg)$/i;

/** The alternative text of a picture or shape by its attributes, in brackets; empty if it has none. */
export function alternativeText({ attribs }: Element): string {
  const text = (attribs["descr"] || attribs["alt"] || attribs["title"] || "").replace(/\s+/g, " ").trim();
  return text === "" || fileName.test(text) ? "" : `[${text}]`;
}
