import type { Answer } from "@ragstone/core";
import { viewOf } from "../collections/view-of.js";
import type { Handler } from "./call.js";

/** Sent as a download: it must not run under the server's own address. */
export const exportAnswer: Handler<"export"> = async ({ collection, identity, body, signal }) => {
  const page = await viewOf(collection, identity).renderHtml(body.answer as unknown as Answer, { signal });
  return new Response(page, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-disposition": 'attachment; filename="answer.html"',
      "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    },
  });
};
