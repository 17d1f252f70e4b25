import type { PageBoxes, PageSize, PageSpan, PdfPages } from "@ragstone/loaders/pages";
import { isRagstoneError, retriableOnce } from "@ragstone/core";
import { RequestError } from "../http/request-error.js";
import type { IndexedFile } from "./indexed-file.js";

type PdfFile = IndexedFile["file"];

/** What the server shows of PDFs. Each method throws {@link RequestError} `page-unavailable`, 422, for damaged files. */
export interface PageImages {
  sizes(file: PdfFile, signal: AbortSignal): Promise<readonly PageSize[]>;
  image(file: PdfFile, where: PageWhere, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  boxes(file: PdfFile, spans: readonly PageSpan[], signal: AbortSignal): Promise<readonly PageBoxes[] | null>;
  close(): Promise<void>;
}

interface PageWhere {
  readonly page: number;
  readonly scale: number;
}

/** Images kept, in bytes: about 100 pages. The file is compared with the index again before one is sent. */
const maxKeptBytes = 16 * 1024 * 1024;

/** Draws pages with an engine that is loaded for the first of them; images drawn last are kept. */
export function pageImages(): PageImages {
  let opened: PdfPages | null = null;
  const open = retriableOnce(async () => (opened = (await import("@ragstone/loaders/pages")).createPdfPages()));
  const kept = keptImages();
  return {
    sizes: (file, signal) => attempt(file, async () => (await open()).sizes(file, signal)),
    boxes: (file, spans, signal) => attempt(file, async () => (await open()).boxes(file, spans, signal)),
    image: (file, { page, scale }, signal) =>
      attempt(file, async () => {
        const key = `${file.sha256} ${page} ${scale}`;
        const known = kept.get(key);
        if (known !== undefined) {
          await file.read();
          return known;
        }
        const image = new Uint8Array(await (await open()).image(file, { page, scale }, signal));
        kept.add(key, image);
        return image;
      }),
    close: async () => opened?.close(),
  };
}

async function attempt<T>({ path }: PdfFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isRagstoneError(error) || error.code !== "document-failed") throw error;
    const { reason = "", detail = "" } = error.data as { readonly reason?: string; readonly detail?: string };
    throw new RequestError(422, "page-unavailable", `${JSON.stringify(path)} cannot be drawn (${reason}): ${detail}.`, {
      hint: "The text view shows the text as indexed.",
      cause: error,
    });
  }
}

/** The images used last. */
function keptImages() {
  const images = new Map<string, Uint8Array<ArrayBuffer>>();
  let bytes = 0;
  const forget = (key: string): void => {
    bytes -= images.get(key)?.length ?? 0;
    images.delete(key);
  };
  return {
    get(key: string): Uint8Array<ArrayBuffer> | undefined {
      const image = images.get(key);
      if (image === undefined) return undefined;
      images.delete(key);
      images.set(key, image);
      return image;
    },
    add(key: string, image: Uint8Array<ArrayBuffer>): void {
      forget(key);
      images.set(key, image);
      bytes += image.length;
      for (const oldest of images.keys()) if (bytes > maxKeptBytes) forget(oldest);
    },
  };
}
