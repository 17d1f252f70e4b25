import { documentFault } from "./document-fault.js";
import { DocumentError } from "./errors/document-error.js";
import type { LoaderInput } from "./loader.js";
import type { SourceDocument } from "./source-document.js";

/**
 * Passes on a loader's output that keeps the {@link SourceDocument} contract and belongs to `input`: same path, hash and
 * size. Cost: see {@link documentFault}.
 *
 * @throws {@link DocumentError} `loader-fault` with the first breach
 */
export function checkDocument(document: SourceDocument, input: LoaderInput): SourceDocument {
  const fault = documentFault(document) ?? identityFault(document, input);
  if (fault === null) return document;
  throw new DocumentError(input.path, "loader-fault", fault);
}

function identityFault(document: SourceDocument, input: LoaderInput): string | null {
  for (const fact of ["path", "sha256"] as const)
    if (document[fact] !== input[fact])
      return `${fact} is ${JSON.stringify(document[fact])}, the file's is ${JSON.stringify(input[fact])}`;
  const { byteLength } = input.bytes;
  return document.bytes === byteLength ? null : `bytes is ${document.bytes}, the file's size is ${byteLength}`;
}
