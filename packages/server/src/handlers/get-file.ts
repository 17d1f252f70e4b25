import { basename } from "node:path";
import { indexedFile } from "../pages/indexed-file.js";
import type { Handler } from "./call.js";

/** Sent as a download of no type: no file may run under the server's own address. */
export const getFile: Handler<"file"> = async (call) => {
  const { file } = await indexedFile(call, call.query.path);
  const name = encodeURIComponent(basename(call.query.path)).replaceAll(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return new Response(await file.read(), {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${name}`,
      "content-security-policy": "sandbox; default-src 'none'",
    },
  });
};
