import { expect, it } from "vitest";
import { generationEnd } from "./generation-end.js";

it.each([
  ["stop", "stop"],
  ["end_turn", "stop"],
  ["MAX_TOKENS", "length"],
  ["tool_use", "tool-calls"],
  ["content_filter", "content-filter"],
  ["SAFETY", "content-filter"],
  ["refusal", "content-filter"],
  ["error", "unknown"],
  ["", "unknown"],
  ["constructor", "unknown"],
])("reads the reason %j as %s", (reason, end) => {
  expect(generationEnd(reason)).toBe(end);
});
