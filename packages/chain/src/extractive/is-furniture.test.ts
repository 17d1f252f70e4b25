import { expect, test } from "vitest";
import { isFurniture } from "./is-furniture.js";

test.each([
  ["read.csv ... 10, 32 read.dbf ... 24 read.delim ... 10", true],
  ["2.3 Reading a file ........ 17", true],
  ["Last updated 2024-05-31 00:35:55 UTC", true],
  ["Page last reviewed: 3 May 2024", true],
  ["Page 3 of 12", true],
  ["Copyright © 2019 The Harbour Board", true],
  ["[the guide](../guide.md), [settings](#settings)", true],
  [":ref:`pip freeze`", true],
  [".. _`Constraints Files`:", true],
  ["Find out in our quiz.", true],
  ["See the harbour office for a key.", false],
  ["Write to [the harbour office](mailto:office@harbour.example).", false],
  ["[The harbour office](https://harbour.example)", false],
  ["The last updated row wins.", false],
  ["Wait ... then read page 10 of the manual.", false],
  ["The limit is 10.", false],
])("%j is text around the content: %j", (text, expected) => {
  expect(isFurniture(text)).toBe(expected);
});
