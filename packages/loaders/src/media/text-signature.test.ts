import { describe, expect, it } from "vitest";
import { textSignature } from "./text-signature.js";

describe("mail by its content", () => {
  it("is no text that starts with the word From and a date", () => {
    const notes = "From 1 May 2024 the limit of the pump is 40 bar.\nException: hall B keeps 30 bar.\n";
    expect(textSignature(notes, "text/plain")).toBeNull();
    expect(textSignature(notes.replace("1 May", "Mon May 1"), null)).toBeNull();
  });

  it("is no memo, which has no field that a program wrote", () => {
    const memo = "To: All\nFrom: Quality\nSubject: Pumps\nDate: spring 2024\nScope: hall B\nLimit: 30 bar\n\nText.\n";
    expect(textSignature(memo, null)).toBeNull();
    expect(textSignature(`MIME-Version: 1.0\n${memo}`, null)).toBe("message/rfc822");
  });

  it.each([
    "From a@b.c Mon Jan  1 10:00:00 2024",
    "From 17@xxx Mon Jan 01 10:00:00 +0000 2024",
    "From ann at b.c  Fri Jul  8 12:08:34 2011",
  ])("is a mailbox that starts with %j", (line) => {
    expect(textSignature(`${line}\nSubject: s\n\nText.\n`, "text/plain")).toBe("application/mbox");
  });
});
