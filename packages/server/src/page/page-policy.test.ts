import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { pageHeaders } from "./page-policy.js";

it("allows the inline styles of the page by their digests, and no others", () => {
  const style = "@media (width<=600px){\n  a{color:red}\n}";
  const digest = createHash("sha256").update(style).digest("base64");
  const policy = pageHeaders(`<head><style>${style}</style></head><p style="color:red">`)["content-security-policy"];
  expect(policy?.split("; ")).toContain(`style-src 'self' 'sha256-${digest}'`);
});

it("allows no inline styles where the page has none", () => {
  expect(pageHeaders("")["content-security-policy"]?.split("; ")).toContain("style-src 'self'");
});
