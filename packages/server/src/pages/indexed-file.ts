import { documentName, isVolumePath } from "@ragstone/core";
import type { RagstoneView } from "@ragstone/engine";
import { readCurrent } from "../collections/read-current.js";
import { viewOf } from "../collections/view-of.js";
import type { Collection } from "../collections/collection.js";
import type { Identity } from "../access/identity.js";
import { RequestError } from "../http/request-error.js";

/** Who asks for a file, and of which collection. */
export interface FileRequest {
  readonly collection: Collection;
  readonly identity: Identity;
  readonly signal: AbortSignal;
}

/** A document that the caller can see, with its file. */
export interface IndexedFile {
  readonly document: Awaited<ReturnType<RagstoneView["document"]>>;
  readonly file: {
    readonly path: string;
    readonly sha256: string;
    /** @throws {@link RequestError} `document-changed`, 409, unless these are the bytes that were indexed */
    read(): Promise<Uint8Array<ArrayBuffer>>;
  };
}

/** The file of a document, as the index knows it. Its bytes are read, and compared with the index, when they are needed. */
export async function indexedFile({ collection, identity, signal }: FileRequest, path: string): Promise<IndexedFile> {
  const document = await viewOf(collection, identity).document(documentName({ origin: "file", path }), { signal });
  const { record } = document;
  const read = async () => {
    const bytes = await readCurrent(collection.rag.folder, record);
    if (bytes !== null) return bytes;
    if (isVolumePath(collection.rag.folder))
      throw new RequestError(
        409,
        "document-changed",
        `${JSON.stringify(path)} is in a volume, which is not read here.`,
        {
          hint: "Open the file in the workspace.",
        },
      );
    throw new RequestError(409, "document-changed", `${JSON.stringify(path)} is not the file that was indexed.`, {
      hint: "Index the folder again, and ask again.",
    });
  };
  return { document, file: { path, sha256: record.sha256, read } };
}
