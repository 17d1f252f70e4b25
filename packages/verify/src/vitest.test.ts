import { describe, expect, it } from "vitest";
import { toBeGrounded } from "./vitest.js";

expect.extend({ toBeGrounded });
const sources = [{ text: "Keys rotate every 30 days." }];

describe("the matcher toBeGrounded", () => {
  it("passes what is supported", () => {
    expect({ text: 'Keys rotate every 30 days [1: "every 30 days"].', sources }).toBeGrounded();
  });

  it("fails what is not, and says why", () => {
    expect({ text: 'Keys rotate every 60 days [1: "every 30 days"].', sources }).not.toBeGrounded();
    expect(() => expect({ text: "Keys rotate.", sources }).toBeGrounded()).toThrow(
      "unverified (no-citation): Keys rotate.",
    );
    expect(() => expect({ text: "Hello!", sources }).toBeGrounded()).toThrow("no claim");
  });
});
