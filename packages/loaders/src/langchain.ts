import { BaseDocumentLoader } from "@langchain/core/document_loaders/base";
import { Document } from "@langchain/core/documents";
import type { OnEvent, SourceDocument } from "@ragstone/core";
import { loadFolder } from "./load-folder.js";
import type { LoaderPoolOptions } from "./pool/loader-pool.js";
import type { WalkOptions } from "./walk/walk-options.js";

export interface RagstoneLoaderOptions extends WalkOptions, LoaderPoolOptions {
  /** Receives `file-ignored` and `document-failed` events: a bad file is left out, not thrown. */
  readonly onEvent?: OnEvent;
}

/**
 * Loads a folder as LangChain documents, one a file, in the order of their paths. `pageContent` is the exact text;
 * `metadata` is flat: `source` (path relative to the folder), `sha256`, `mediaType`, `title`, `bytes`, `modifiedMs` and
 * the file's own facts.
 *
 * @example
 * ```ts
 * const documents = await new RagstoneLoader("./docs", { exclude: ["drafts/**"] }).load();
 * ```
 */
export class RagstoneLoader extends BaseDocumentLoader {
  readonly folder: string;
  readonly options: RagstoneLoaderOptions;

  constructor(folder: string, options: RagstoneLoaderOptions = {}) {
    super();
    this.folder = folder;
    this.options = options;
  }

  /** @throws {@link InvalidOptionError} if the folder is missing or no folder */
  async load(): Promise<Document[]> {
    const documents: Document[] = [];
    for await (const document of this.lazyLoad()) documents.push(document);
    return documents;
  }

  /** One document at a time, so that memory does not grow with the folder. */
  async *lazyLoad(): AsyncGenerator<Document, void, undefined> {
    for await (const entry of loadFolder(this.folder, this.options)) {
      if (entry.kind === "loaded") yield toDocument(entry.document);
      else if (entry.kind === "ignored")
        this.options.onEvent?.({ type: "file-ignored", path: entry.path, reason: entry.reason });
      else
        this.options.onEvent?.({
          type: "document-failed",
          path: entry.path,
          reason: entry.reason,
          detail: entry.detail,
          hint: entry.hint,
        });
    }
  }

  /**
   * LangChain's `index()` only accepts loaders with this method, which its own loaders no longer have. Splits nothing.
   */
  loadAndSplit(): Promise<Document[]> {
    return this.load();
  }
}

function toDocument({ path, text, sha256, mediaType, title, bytes, modifiedMs, metadata }: SourceDocument): Document {
  return new Document({
    pageContent: text,
    metadata: { ...metadata, source: path, sha256, mediaType, title, bytes, modifiedMs },
  });
}
