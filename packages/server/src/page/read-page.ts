import { readdir, readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";

/** A file of the page, as it is sent. */
export interface PageFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/**
 * The page's files by path, `/` being its `index.html`; none without a folder. Only what is listed here is ever sent, so
 * that no request reaches another file.
 */
export async function readPage(dir: string | null): Promise<ReadonlyMap<string, PageFile>> {
  const names = dir === null ? [] : await readdir(dir, { recursive: true }).catch(() => []);
  const files = names.flatMap((name) => {
    const type = types[extname(name)];
    return type === undefined ? [] : [{ name, type }];
  });
  const entries = await Promise.all(
    files.map(async ({ name, type }) => {
      const path = `/${name.split(sep).join("/")}`;
      const content = new Uint8Array(await readFile(join(dir!, name)));
      return [path === "/index.html" ? "/" : path, { content, type }] as const;
    }),
  );
  return new Map(entries);
}
