import { describeLoader } from "@ragstone/testkit";
import { existsSync, readFileSync } from "node:fs";
import { docxLoader } from "../src/docx/docx-loader.js";
import { makeDocx, paragraph } from "./make-docx.js";

const data = new URL("../../../../shared/data/docx/", import.meta.url);
const shared = [
  "footnotes.docx",
  "tables.docx",
  "simple-list.docx",
  "text-box.docx",
  "strict-format.docx",
  "utf8-bom.docx",
].filter((name) => existsSync(new URL(name, data)));

describeLoader("docxLoader", {
  loader: docxLoader,
  samples: [
    {
      path: "made.docx",
      content: makeDocx(paragraph("Head", "H1") + paragraph("Body of it.")),
      contains: ["Head", "Body of it."],
    },
    ...shared.map((name) => ({ path: name, content: new Uint8Array(readFileSync(new URL(name, data))) })),
  ],
});
