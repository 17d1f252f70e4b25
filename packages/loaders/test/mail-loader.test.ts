import type { SourceDocument } from "@ragstone/core";
import { loaderInput } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";

const load = (content: string | Uint8Array, path = "a.eml") => loadDocument(loaderInput(path, content));

const head =
  "From: Ann <ann@example.org>\nTo: bob@example.org\nSubject: Order\nDate: Sun, 31 Dec 2023 22:30:00 -0500\n";

function message(body: string, type = "text/plain"): string {
  return `${head}Content-Type: ${type}; charset=utf-8\n\n${body}`;
}

function alternatives(plain: string, html: string): string {
  return `${head}Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n${plain}\n--x\nContent-Type: text/html\n\n${html}\n--x--\n`;
}

function quotes({ text, blocks }: SourceDocument): string[] {
  return blocks.filter(({ kind }) => kind === "quote").map(({ start, end }) => text.slice(start, end));
}

it("a quoted line that introduces a quote begins no second block", async () => {
  const document = await load(message("Thanks.\n\n> On Mon, Ann wrote:\n\n\n> hello\n"));
  expect(quotes(document)).toEqual(["> On Mon, Ann wrote:", "> hello"]);
});

describe("the body of a message", () => {
  it("is the richer alternative", async () => {
    const table = "<p>Order 118 ships on 9 January.</p><table><tr><th>Item<th>Pieces<tr><td>V7<td>36</table>";
    const stub = await load(alternatives("View this message online.", table));
    expect(stub.text).toContain("V7 | 36");
    expect(stub.text).not.toContain("online");
    const plain = await load(alternatives("Order 118 ships on 9 January.", "<p>Order 118 ships on 9 January."));
    expect(plain.blocks.map(({ kind }) => kind)).toEqual(["heading", "paragraph"]);
    const htmlStub = await load(alternatives("Order 118 ships on 9 January.", "<p>See the text part."));
    expect(htmlStub.text).toContain("ships on 9 January");
  });

  it("is both where a short one looks like a stub, which the HTML does not replace", async () => {
    const stub = "This message contains graphics. If you do not see the graphics, open it in your browser.";
    const document = await load(alternatives(stub, "<p>The gate closes at 19:30."));
    expect(document.text).toContain(`closes at 19:30.\n\n${stub}`);
    const report = "The login fails in the browser since 2.3. Roll back build 417 tonight.";
    expect((await load(alternatives(report, "<p>Sent from my phone"))).text).toContain(report);
  });

  it("is the one with more words that the other has not", async () => {
    const plain = await load(
      alternatives("The gate closes at 19:30. The code is 4471.", "<p>The gate closes at 19:30."),
    );
    expect(plain.text).toContain("4471");
    const html = await load(
      alternatives("The gate closes at 19:30.", "<p>The gate closes at 19:30. The code is 4471."),
    );
    expect(html.text).toContain("4471");
  });

  it.each([
    ["without an encoding", "Content-Type: text/plain\n\nThe key\u0092s price: 5 \u0080, Schl\u00fcssel"],
    ["without a type", "\nThe key\u0092s price: 5 \u0080, Schl\u00fcssel"],
    [
      "in windows-1252",
      "Content-Type: text/plain; charset=windows-1252\n\nThe key\u0092s price: 5 \u0080, Schl\u00fcssel",
    ],
    [
      "of a page that declares it",
      'Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<meta charset=3D"windows-1252"><p>The key=92s price: 5 =80, Schl=FCssel',
    ],
  ])("is decoded %s", async (_, body) => {
    const document = await load(Buffer.from(head + body, "latin1"));
    expect(document.text.split("\n").at(-1)).toBe("The key\u2019s price: 5 \u20ac, Schl\u00fcssel");
  });

  it("that is HTML is read whole, its hidden text counted", async () => {
    const html = '<div class="sidebar">Short note.</div><div style="display:none">preheader</div><p>Body.</p>';
    const document = await load(message(html, "text/html"));
    expect(document.text).toContain("Short note.");
    expect(document.text).not.toContain("preheader");
    expect(document.hiddenCharacters).toBe("preheader".length);
  });
});

describe("the date of a message", () => {
  it.each([
    ["Sun, 31 Dec 2023 22:30:00 -0500", "2023-12-31T22:30:00-05:00"],
    ["1 Apr 2024 09:05 +0530", "2024-04-01T09:05:00+05:30"],
    ["Mon, 1 Jan 24 10:00:00 GMT", "2024-01-01T10:00:00Z"],
    ["Mon, 1 Jan 2024 10:00:00 EST", "2024-01-01T10:00:00-05:00"],
    ["Mon, 1 Jan 2024 10:00:00 +0000 (UTC)", "2024-01-01T10:00:00+00:00"],
    ["some day", "some day"],
  ])("%s is the sender's", async (date, iso) => {
    const document = await load(`From: a@b.c\nDate: ${date}\n\nText.`);
    expect(document.text).toContain(`Date: ${date}`);
    expect(document.metadata["date"]).toBe(iso);
  });
});

describe("quotes of a message", () => {
  it("are replied lines with the line that introduces them", async () => {
    const body =
      "New price: 12.\n\nOn Mon, 1 Jan 2024 at 10:00, Bob\n<bob@example.org> wrote:\n> Old price: 10.\n>\n> " +
      "Bye\n\nRegards";
    const document = await load(message(body));
    expect(quotes(document)).toEqual([
      "On Mon, 1 Jan 2024 at 10:00, Bob\n<bob@example.org> wrote:\n> Old price: 10.\n>\n> Bye",
    ]);
  });

  it.each([
    "-----Original Message-----\nFrom: Bob\nOld price: 10.",
    "---------- Forwarded message ---------\nFrom: Bob\nOld price: 10.",
    "Begin forwarded message:\n\nOld price: 10.",
    "From: Bob <b@example.org>\nSent: Monday, 1 January 2024\nTo: Ann\nSubject: x\n\nOld price: 10.",
    "Von: Bob\nGesendet: Montag, 1. Januar 2024\nAn: Ann\n\nAlter Preis: 10.",
  ])("are all that follows an older header: %j", async (older) => {
    expect(quotes(await load(message(`New price: 12.\n\n${older}`)))).toEqual([older]);
    const html = `<p>New price: 12.</p><div>${older.replaceAll("<", "&lt;").replaceAll("\n", "<br>")}</div>`;
    expect(quotes(await load(message(html, "text/html")))[0]).toMatch(/10\.$/);
  });

  it("are not sentences that begin with the same words", async () => {
    expect(quotes(await load(message("From: the office.\nBring 1 > 0 keys.\nShe wrote: yes.")))).toEqual([]);
  });

  it("are attached messages, with their own attachments named", async () => {
    const inner = `From: cem@example.org\nSubject: Inner\nDate: Sat, 30 Dec 2023 10:00:00 +0100\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\nQuarantine ends.\n--y\nContent-Type: image/png; name=p.png\nContent-Disposition: attachment\n\nx\n--y--\n`;
    const document = await load(
      `${head}Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee below.\n--x\nContent-Type: message/rfc822\n\n${inner}\n--x--\n`,
    );
    expect(quotes(document)).toEqual([
      "Forwarded message\n\nInner\n\nFrom: cem@example.org\nDate: Sat, 30 Dec 2023 10:00:00 +0100\nAttachments: p.png\n\nQuarantine ends.",
    ]);
    expect(document.warnings).toEqual([{ code: "attachments-not-read", detail: "p.png" }]);
  });

  it("name attached files in the head, but no pictures of the text", async () => {
    const part = (type: string, disposition: string, name: string): string =>
      `--x\nContent-Type: ${type}\nContent-Disposition: ${disposition}; filename="${name}"\n\nx\n`;
    const document = await load(
      `${head}Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee below.\n` +
        part("application/pdf", "attachment", "Quotation Q-55.pdf") +
        part("application/pdf", "inline", "Plan.pdf") +
        part("image/png", "inline", "logo.png") +
        "--x--\n",
    );
    expect(document.text).toContain("\nAttachments: Quotation Q-55.pdf, Plan.pdf\n\nSee below.");
  });
});

it.each(["utf16le", "be"])("a message saved as UTF-16 is read (%s)", async (order) => {
  const bytes = Buffer.from(`\uFEFF${message("Der Schlüssel.").replace("utf-8", "iso-8859-1")}`, "utf16le");
  const document = await load(order === "be" ? bytes.swap16() : bytes);
  expect(document.text).toContain("Der Schlüssel.");
});

it("a mailbox is its messages, with protected lines restored", async () => {
  const mbox = `From a@b.c Mon Jan  1 10:00:00 2024\n${message("First.\n>From here on.")}\n\nFrom b@b.c Tue\n${message("Second.")}\n`;
  const { text, blocks } = await load(mbox, "a.mbox");
  expect(text).toContain("First.\nFrom here on.");
  expect(text).toContain("Second.");
  expect(blocks.filter(({ kind }) => kind === "heading")).toHaveLength(2);
  await expect(load("no mailbox", "a.mbox")).rejects.toMatchObject({ reason: "malformed" });
});

it("a web archive is its page, without pictures", async () => {
  const archive =
    'From: <Saved by Blink>\nSubject: Gate\nContent-Type: multipart/related; type="text/html"; boundary=x\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n' +
    `${Buffer.from("<title>Gate</title><p>It closes at 19:30.").toString("base64")}\n--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x--\n`;
  expect(await load(archive, "a.mhtml")).toMatchObject({ title: "Gate", text: "It closes at 19:30." });
});
