import { DocumentError } from "@ragstone/core";
import { type Pdfium, pdfium, releasePdfium } from "./pdfium-engine.js";

/** `FPDF_GetLastError` after a failed load, from PDFium's `fpdfview.h`. */
const passwordError = 4;
const securityError = 5;

/** Length of the part of an unreadable file that is examined for the reason. */
const inspectedBytes = 100_000;

/** An open document: its engine and PDFium's handle. */
export interface OpenDocument {
  readonly engine: Pdfium;
  readonly handle: number;
  readonly pageCount: number;
  /**
   * Whether pages may have text typed onto them: form fields and text annotations. False only when the file cannot
   * contain any.
   */
  readonly mayHoldTypedText: boolean;
}

/**
 * Opens a PDF with the empty password, runs `work` and frees everything, whatever happens.
 *
 * @throws {@link DocumentError} `encrypted` when it needs a password, `malformed` when PDFium cannot read it,
 * `too-large` when it does not fit the engine's memory
 */
export async function withDocument<T>(
  path: string,
  bytes: Uint8Array,
  work: (document: OpenDocument) => Promise<T>,
): Promise<T> {
  const engine = await pdfium();
  let trapped = false;
  let memory = 0;
  let handle = 0;
  try {
    memory = engine.allocate(bytes.length);
    if (memory === 0)
      throw new DocumentError(path, "too-large", `${bytes.length} bytes do not fit the PDF engine's memory`);
    engine.heap().set(bytes, memory);
    handle = engine.calls.FPDF_LoadMemDocument(memory, bytes.length, "");
    if (handle === 0) throw openError(path, engine.calls.FPDF_GetLastError(), bytes);
    return await work({
      engine,
      handle,
      pageCount: engine.calls.FPDF_GetPageCount(handle),
      mayHoldTypedText: mayHoldTypedText(bytes),
    });
  } catch (error) {
    if (isTrap(error)) {
      trapped = true;
      throw new DocumentError(path, "malformed", `the PDF engine stopped: ${error.message}`, { cause: error });
    }
    throw error;
  } finally {
    if (!trapped) {
      if (handle !== 0) engine.calls.FPDF_CloseDocument(handle);
      if (memory !== 0) engine.free(memory);
    }
    releasePdfium(engine, trapped);
  }
}

/** Looks for the names of such annotations in the file, or for object streams, in which they would not show. */
function mayHoldTypedText(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return file.includes("/Widget") || file.includes("/FreeText") || file.includes("/ObjStm");
}

/** A trap of WebAssembly (`RuntimeError`), a stack that ran out, or Emscripten's abort: the engine's state is lost. */
function isTrap(error: unknown): error is Error {
  return error instanceof Error && (error.name === "RuntimeError" || error instanceof RangeError);
}

function openError(path: string, code: number, bytes: Uint8Array): DocumentError {
  if (code === passwordError || code === securityError) {
    return new DocumentError(path, "encrypted", "a password is needed to open it", {
      hint: "Save a copy without the password, or exclude the file.",
    });
  }
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, inspectedBytes)).toString("latin1");
  if (!start.includes("%PDF-")) return new DocumentError(path, "malformed", "not a PDF: it does not begin with %PDF-");
  if (/\/Kids\s*\[\s*\]/.test(start)) return new DocumentError(path, "malformed", "the PDF has 0 pages");
  return new DocumentError(path, "malformed", `damaged beyond reading (PDFium error ${code})`);
}
