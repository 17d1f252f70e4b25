export { createPdfPages, type PdfFile, type PdfPages, type PdfPagesOptions } from "./pages/pdf-pages.js";
export type { Box, PageBoxes, PageSize } from "./pages/page-boxes.js";
export type { PageSpan } from "./pages/page-job.js";
