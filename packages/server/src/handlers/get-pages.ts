import { indexedPdf } from "../pages/indexed-pdf.js";
import type { Handler } from "./call.js";

export const getPages: Handler<"pages"> = async (call) => {
  const { file } = await indexedPdf(call, call.query.path);
  const sizes = await call.server.pages.sizes(file, call.signal);
  return { pages: sizes.map((size, index) => ({ page: index + 1, ...size })) };
};
