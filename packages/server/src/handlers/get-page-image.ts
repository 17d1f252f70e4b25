import { RequestError } from "../http/request-error.js";
import { indexedPdf } from "../pages/indexed-pdf.js";
import type { Handler } from "./call.js";

export const getPageImage: Handler<"pageImage"> = async (call) => {
  const { path, page, scale } = call.query;
  const { file, document } = await indexedPdf(call, path);
  const count = document.pages.length;
  if (page > count)
    throw new RequestError(404, "page-missing", `${JSON.stringify(path)} has no page ${page}.`, {
      hint: `Its pages are 1 to ${count}.`,
    });
  const image = await call.server.pages.image(file, { page, scale }, call.signal);
  return new Response(image, { headers: { "content-type": "image/png" } });
};
