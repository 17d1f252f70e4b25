import { expect, test } from "vitest";
import { jsonFormat } from "./json-format.js";

const path = ["mcpServers", "ragstone"];

test.each([
  '{"mcpServers": {"other": 1 /* one */, /* two */}}',
  '{"mcpServers": {"other": 1 // one\n, // two\n}}',
  '{\n  "mcpServers": {\n    "other": 1 /* one */ , // two\n  },\n}\n',
])("comments around a trailing comma stay when the entry goes: %j", (text) => {
  const removed = jsonFormat.remove(jsonFormat.set(text, { path, value: { command: "node" } }), path);
  expect(jsonFormat.parse(removed)).toEqual({ mcpServers: { other: 1 } });
  for (const comment of ["one", "two"]) expect(removed).toContain(comment);
});
