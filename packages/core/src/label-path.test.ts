import { describe, expect, it } from "vitest";
import { labelPath } from "./label-path.js";

const section = { level: 2, label: "Description" };

describe("labelPath", () => {
  it("begins with the title of a page whose headings do not name it", () => {
    expect(labelPath("VACUUM", [section])).toEqual(["VACUUM", "Description"]);
    expect(labelPath(" Front\n title ", [])).toEqual(["Front title"]);
  });

  it.each([
    ["a heading of level 1", "Pumps - Plant", { level: 1, label: "Control" }],
    ["the title as a heading of another level", "VACUUM", { level: 2, label: "VACUUM" }],
    ["the title with the name of the site", "Speed \u2014 Plant 2.1 documentation", { level: 2, label: "Speed" }],
    ["no title", null, section],
    ["an empty title", " ", section],
  ])("leaves the headings as they are with %s", (_, title, heading) => {
    expect(labelPath(title, [heading])).toEqual([heading.label]);
  });

  it("does not mistake a word of the title for the title", () => {
    expect(labelPath("Speedometers", [{ level: 2, label: "Speed" }])).toEqual(["Speedometers", "Speed"]);
  });
});
