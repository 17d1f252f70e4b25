import { DocumentError } from "@ragstone/core";
import { unzipSync } from "fflate";
import { contentTypeOf } from "../media/content-type.js";
import { notReadable } from "../text/not-readable.js";

/**
 * Bytes that the wanted entries of one file may inflate to: 128 MiB. The largest real documents at hand inflate to a
 * tenth of it; a bomb of 42 kB claims four petabytes.
 */
const maxInflatedBytes = 128 * 1024 * 1024;

/** More entries than any document has; each costs memory before a byte is inflated. */
const maxEntries = 50_000;

/**
 * Inflates the entries of a zip file that are wanted. Nothing is inflated when the sizes that the file declares pass
 * the limit, and no entry can grow past its declared size.
 *
 * @throws {@link DocumentError} `too-large` past the limit, `encrypted` for a password-protected Office file,
 * `malformed` if it is no zip
 */
export function readZip(path: string, bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Uint8Array> {
  if (contentTypeOf(bytes) === "compound-file") throw compoundFile(path, bytes);
  let total = 0;
  let entries = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1;
        if (entries > maxEntries) throw tooLarge(path, `more than ${maxEntries} entries`);
        if (!wanted(name)) return false;
        total += originalSize;
        if (total > maxInflatedBytes) throw tooLarge(path, `inflates to more than ${maxInflatedBytes} bytes`);
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    throw notReadable(path, "zip container", error);
  }
}

function tooLarge(path: string, detail: string): DocumentError {
  return new DocumentError(path, "too-large", detail, {
    hint: "If the document is genuine, split it; a file that inflates like this is usually an attack.",
  });
}

/** Office keeps password-protected documents, and its formats before 2007, in compound files. */
function compoundFile(path: string, bytes: Uint8Array): DocumentError {
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from("EncryptedPackage", "utf16le"),
  );
  if (encrypted)
    return new DocumentError(path, "encrypted", "the document needs a password", {
      hint: "Save a copy without password.",
    });
  return new DocumentError(path, "unsupported", "an Office file of the format before 2007", {
    hint: "Save it in the current format.",
  });
}
