import { expect, test } from "vitest";
import { namedIdentifiers } from "./named-identifiers.js";

test.each([
  ["which version is 1.2.3?", ["1.2.3"]],
  ["What does `reply.redirect()` return?", ["reply.redirect"]],
  ["error 0x80070057", ["0x80070057"]],
  ["How is “KW-1200” cleaned?", ["kw-1200"]],
  ["KW-1200's price", ["kw-1200"]],
  ["max_connections, shared_buffers", ["max_connections", "shared_buffers"]],
  ["write to jo.doe@example.org.", ["jo.doe@example.org"]],
  ["C++ or C#?", ["c++", "c#"]],
  ["git push --force", ["--force"]],
  ["what is in /etc/hosts", ["/etc/hosts"]],
  ["setWeight and std::vector", ["setweight", "std::vector"]],
  ["text-align-last", ["text-align-last"]],
])("finds the identifiers of %j", (query, identifiers) => {
  expect(namedIdentifiers(query)).toEqual(identifiers);
});

test.each([
  "How often are signing keys rotated?",
  "Which long-term, read-only copies (and/or backups) exist?",
  "Is the 2nd bolt 5mm wide?",
  "What does e.g. O'Brien's team do in 2026?",
  "",
])("finds none in %j", (query) => {
  expect(namedIdentifiers(query)).toEqual([]);
});
