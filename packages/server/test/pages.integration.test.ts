import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import PDFDocument from "pdfkit";
import { expect, it } from "vitest";
import { routes } from "../src/api.js";
import { asTeam, served } from "./served.js";

const sentence = "The float is inspected every spring by the foreman.";

async function pdf(...pages: readonly string[]): Promise<Buffer> {
  const document = new PDFDocument({ size: [420, 595], margin: 40, autoFirstPage: false });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) =>
    document.on("data", (part: Buffer) => parts.push(part)).on("end", resolve),
  );
  for (const text of pages) document.addPage().text(text);
  document.end();
  await done;
  return Buffer.concat(parts);
}

it("shows the pages of a PDF and the place of a citation, until the file changes", async () => {
  const files = { "pump.pdf": await pdf("A pump moves water.", sentence), "team/a.md": "# A\n\nText.\n" };
  const { json, call, folder } = await served({ files });
  const { pages } = routes.pages.response.parse(await json("/api/collections/docs/pages?path=pump.pdf"));
  expect(pages).toEqual([1, 2].map((page) => ({ page, width: 420, height: 595 })));
  const image = await call("/api/collections/docs/page.png?path=pump.pdf&page=2&scale=2");
  expect(image.headers.get("content-type")).toBe("image/png");
  const png = Buffer.from(await image.arrayBuffer());
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([840, 1190]);
  const answer = routes.ask.response.parse(
    await json("/api/collections/docs/ask", { question: "Who inspects the float every spring?" }),
  );
  const { start, end } = answer.citations.find(({ quote }) => quote === sentence)!;
  const place = `boxes?path=pump.pdf&start=${start}&end=${end}`;
  const boxes = routes.boxes.response.parse(await json(`/api/collections/docs/${place}`));
  expect(boxes.pages.map(({ page, boxes: { length } }) => [page, length])).toEqual([[2, 1]]);
  const file = await call("/api/collections/docs/file?path=pump.pdf");
  expect(file.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''pump.pdf");
  expect(Buffer.from(await file.arrayBuffer()).equals(files["pump.pdf"])).toBe(true);

  await writeFile(join(folder, "pump.pdf"), await pdf("A pump moves air.", sentence));
  for (const path of [place, "page.png?path=pump.pdf&page=2&scale=2", "pages?path=pump.pdf", "file?path=pump.pdf"]) {
    const refused = await call(`/api/collections/docs/${path}`);
    expect([refused.status, await refused.json()]).toMatchObject([409, { error: { code: "document-changed" } }]);
  }
});

it("refuses pages that do not exist, documents without pages, and documents outside a scope", async () => {
  const files = { "pump.pdf": await pdf(sentence), "team/a.md": "# A\n\nText.\n" };
  const { call } = await served({ files });
  const code = async (path: string, init?: RequestInit) => {
    const response = await call(`/api/collections/docs/${path}`, undefined, init);
    return ((await response.json()) as { error: { code: string } }).error.code;
  };
  expect(await code("page.png?path=pump.pdf&page=2")).toBe("page-missing");
  expect(await code("page.png?path=pump.pdf&page=1&scale=900")).toBe("invalid-option");
  expect(await code("boxes?path=pump.pdf&start=0&end=9999")).toBe("invalid-option");
  expect(await code("pages?path=team/a.md")).toBe("no-pages");
  for (const route of ["pages?", "file?", "page.png?page=1&", "boxes?start=0&end=3&"])
    expect(await code(`${route}path=pump.pdf`, asTeam)).toBe(await code(`${route}path=absent.pdf`, asTeam));
});
