import { expect, it } from "vitest";
import { isCaption } from "./is-caption.js";

it.each([
  "Table 3: Limits",
  "Figure 2. The pump",
  "Fig. 4a: Left",
  "**Table 1:** Limits",
  "*Figure 2* The pump",
  "Abbildung 1.8: Ein Raum",
  "Table A.2 \u2013 Rates",
  "Table IV. Rates",
  "Figure 12",
])("is a caption: %s", (text) => {
  expect(isCaption(text)).toBe(true);
});

it.each([
  "Figure 2 shows the pump.",
  "Abbildung 1.8a veranschaulicht diesen Raum.",
  "Table 3.2 lists the limits.",
  "Tables: an overview",
  "Table of contents",
  "Figures 2 and 3. Both",
  `Table 3: ${"limits ".repeat(200)}`,
  "See Table 3: limits",
])("is no caption: %s", (text) => {
  expect(isCaption(text)).toBe(false);
});
