import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { link, mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isVolumePath } from "@ragstone/core";
import { placeInFolder } from "../collections/place-in-folder.js";
import { RequestError } from "../http/request-error.js";
import type { Handler } from "./call.js";

/**
 * Streams the body to a hidden sibling and gives it its name when it is complete: a reader of the folder never sees half
 * a file, and an upload that breaks off leaves none.
 */
export const upload: Handler<"upload"> = async ({ collection, query, exchange, server, signal }) => {
  if (!collection.writable)
    throw new RequestError(403, "read-only", `${collection.name} is opened for reading.`, {
      hint: "Open the collection as `writable` to add files.",
    });
  if (isVolumePath(collection.rag.folder))
    throw new RequestError(403, "read-only", `${collection.name} is a volume, to which nothing is written here.`, {
      hint: "Upload the file to the volume itself, and index it again.",
    });
  const { incoming } = exchange;
  const maxBytes = server.limits.uploadBytes;
  if (Number(incoming.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const file = await placeInFolder(collection.rag.folder, query.path);
  await mkdir(dirname(file), { recursive: true });
  const temporary = join(dirname(file), `.${randomUUID()}.upload`);
  let bytes = 0;
  const counter = new Transform({
    transform(part: Buffer, _encoding, done) {
      bytes += part.length;
      if (bytes > maxBytes) done(tooLarge(maxBytes));
      else done(null, part);
    },
  });
  try {
    await pipeline(incoming, counter, createWriteStream(temporary, { flags: "wx", flush: true }), { signal });
    if (query.replace === "true") await rename(temporary, file);
    else await link(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new RequestError(409, "file-exists", `There is a file ${JSON.stringify(basename(file))} already.`, {
      hint: "Send `replace=true` to replace it.",
    });
  } finally {
    await rm(temporary, { force: true });
  }
  return { path: query.path, bytes };
};

function tooLarge(maxBytes: number): RequestError {
  return new RequestError(413, "body-too-large", `The file is larger than ${maxBytes.toLocaleString("en")} bytes.`, {
    hint: "Copy it into the folder yourself.",
  });
}
