import { describe, expect, it } from "vitest";
import { embeddedData } from "./embedded-data.js";

const bytes = Uint8Array.from({ length: 931 }, (_, n) => (n * n * 31 + n * 7) % 251);
const data = Buffer.from(bytes).toString("base64");
const inLines = (width: number) => data.replace(new RegExp(`.{${width}}`, "g"), "$&\n").trimEnd();

function found(text: string): string[] {
  return embeddedData(text, []).map(({ start, end }) => text.slice(start, end));
}

describe("embedded data", () => {
  it.each([60, 64, 72, 76])("is found in lines of %i characters", (width) => {
    expect(found(`Gate\n\n${inLines(width)}\n\nRegards\n`)).toEqual([inLines(width)]);
  });

  it("is found in an address whose first line is shorter", () => {
    const lines = `${data.slice(0, 42)}\n${data.slice(42).replace(/.{64}/g, "$&\n").trimEnd()}`;
    expect(found(`<img src="data:image/png;base64,${lines}">`)).toEqual([lines]);
  });

  it.each([
    [
      "paths",
      Array.from({ length: 25 }, (_, n) => `com/acme/warehouse2024/service/order/OrderController${n}`).join("\n"),
    ],
    [
      "paths of equal length",
      Array.from({ length: 25 }, (_, n) => `com/acme/warehouse2024/service/order/sub/OrderController${n + 100}`).join(
        "\n",
      ),
    ],
    ["keys", Array.from({ length: 25 }, (_, n) => `${data.slice(n * 40, n * 40 + 43)}=`).join("\n")],
  ])("is no list of %s", (_name, text) => {
    expect(found(`${text}\n`)).toEqual([]);
  });

  it("does not include the setting or the greeting below it", () => {
    const run = data.slice(0, 1200);
    expect(found(`logo=${run}\ntimeout=30\n`)).toEqual([run]);
    expect(found(`logo=${run}\ntimeout=\n`)).toEqual([run]);
    const lines = run
      .slice(0, 60 * 19)
      .replace(/.{60}/g, "$&\n")
      .trimEnd();
    for (const word of ["Regards", "Best", "timeout=", "Best2024"]) expect(found(`${lines}\n${word}`)).toEqual([lines]);
  });
});
