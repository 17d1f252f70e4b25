import { expect, test } from "vitest";
import { DocumentError } from "./document-error.js";
import { EmbedTextError } from "./embed-text-error.js";
import { InvalidOptionError } from "./invalid-option-error.js";
import { isRagstoneError, RagstoneError } from "./ragstone-error.js";
import { RemoteError } from "./remote-error.js";

test("errors are recognised by their mark, also those of another copy of the package", () => {
  const foreign = Object.assign(new Error("from another copy"), { [Symbol.for("ragstone.error")]: true });
  expect(
    [new RagstoneError("x", "y", { hint: "z" }), new DocumentError("a.md", "binary", "zeros"), foreign].every(
      isRagstoneError,
    ),
  ).toBe(true);
  expect([new Error("plain"), null, "text", { code: "x" }].some(isRagstoneError)).toBe(false);
});

test("each names the event, the expectation and the fix", () => {
  const error = new InvalidOptionError("--k", "many", "a whole number");
  expect(error).toMatchObject({
    code: "invalid-option",
    message: '--k is "many"; expected a whole number.',
    hint: "Set --k to a whole number.",
  });
  expect(new InvalidOptionError("--k", "x".repeat(500), "less").message.length).toBeLessThan(130);
  expect(new DocumentError("a.md", "binary", "zeros").hint).not.toBe("");
  expect(new EmbedTextError("text-too-long", "long").hint).toContain("Split");
  expect(new RemoteError("rate-limited", "slow", { hint: "wait", status: 429, requestId: "r1" })).toMatchObject({
    status: 429,
    requestId: "r1",
  });
});
