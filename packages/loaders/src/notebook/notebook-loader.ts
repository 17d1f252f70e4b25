import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { markdownBlocks } from "../markdown/markdown-blocks.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { createTextBuilder, type TextBuilder } from "../text/text-builder.js";
import { outputText } from "./output-text.js";
import { isRecord, joinLines } from "./json-values.js";

const mediaType = "application/x-ipynb+json";

/**
 * Jupyter notebooks (nbformat 3 and 4): cells in order, Markdown with its structure, code with its language, and its
 * output. Pictures are left out.
 */
export const notebookLoader: Loader = { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load };

async function load(input: LoaderInput): Promise<SourceDocument> {
  const notebook = parse(input.path, decodeText(input.path, input.bytes).text);
  const language = languageOf(notebook);
  const builder = createTextBuilder();
  for (const cell of cellsOf(input.path, notebook)) addCell(builder, cell, language);
  const { text, blocks } = builder.finish();
  const title = blocks.find((block) => block.kind === "heading" && block.level === 1)?.label ?? null;
  return makeDocument(input, {
    text,
    mediaType,
    title,
    blocks,
    metadata: language === null ? undefined : { language },
  });
}

function parse(path: string, json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (isRecord(value)) return value;
  } catch (error) {
    throw new DocumentError(
      path,
      "malformed",
      `not JSON (${error instanceof Error ? error.message.slice(0, 120) : "unknown"})`,
      { cause: error },
    );
  }
  throw new DocumentError(path, "malformed", "not a notebook: the top level is no object");
}

/** Cells of format 4, or of the first worksheet of format 3. */
function cellsOf(path: string, notebook: Record<string, unknown>): Record<string, unknown>[] {
  const worksheets = notebook["worksheets"];
  const first: unknown = Array.isArray(worksheets) ? worksheets[0] : notebook;
  const cells = isRecord(first) ? first["cells"] : undefined;
  if (!Array.isArray(cells)) throw new DocumentError(path, "malformed", "not a notebook: it has no cells");
  return cells.filter(isRecord);
}

function languageOf(notebook: Record<string, unknown>): string | null {
  const metadata = notebook["metadata"];
  if (!isRecord(metadata)) return null;
  for (const key of ["language_info", "kernelspec"]) {
    const facts = metadata[key];
    const name = isRecord(facts) ? (facts[key === "kernelspec" ? "language" : "name"] ?? null) : null;
    if (typeof name === "string") return name.toLowerCase();
  }
  return null;
}

function addCell(builder: TextBuilder, cell: Record<string, unknown>, language: string | null): void {
  const source = joinLines(cell["source"] ?? cell["input"]).replace(/^\ufeff/, "");
  switch (cell["cell_type"]) {
    case "markdown":
      builder.addText(source.trimEnd(), markdownBlocks(source.trimEnd(), 0));
      break;
    case "heading":
      builder.add("heading", source, {
        level: Math.min(6, Math.max(1, Number(cell["level"]) || 1)),
        label: source.trim(),
      });
      break;
    case "code":
      builder.add("code", source, language === null ? {} : { language });
      for (const output of Array.isArray(cell["outputs"]) ? cell["outputs"].filter(isRecord) : [])
        builder.add("code", outputText(output));
      break;
    default:
      builder.add("paragraph", source);
  }
}
