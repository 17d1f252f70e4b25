import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderOf } from "../../test/folder.js";
import { queueWrite } from "./queue-write.js";

/** Work that ends when it is told to, and its name in the order of beginning. */
function works() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const endNext = () => {
    ends.shift()?.();
    return settle();
  };
  return { begun, work, endNext, settle };
}

it("runs the writes of one folder after each other, whatever path names it, also before it exists", async () => {
  const root = await folderOf({ "real/x": "" });
  symlinkSync(join(root, "real"), join(root, "link"));
  const { begun, work, endNext, settle } = works();
  const first = queueWrite(join(root, "real/idx"), work("first"));
  const second = queueWrite(join(root, "link/idx"), work("second"));
  const other = queueWrite(join(root, "other/idx"), work("other"));
  await settle();
  expect(begun).toEqual(["first", "other"]);
  await endNext();
  expect(begun).toEqual(["first", "other", "second"]);
  await endNext();
  await endNext();
  expect(await Promise.all([first, second, other])).toEqual(["first", "second", "other"]);
});

it("continues after a failure, and drops work that is aborted while it waits", async () => {
  const dir = await folderOf({});
  const { begun, work, endNext, settle } = works();
  const failed = queueWrite(dir, () => Promise.reject(new Error("full")));
  const running = queueWrite(dir, work("running"));
  const controller = new AbortController();
  const waiting = queueWrite(dir, work("waiting"), { signal: controller.signal });
  const last = queueWrite(dir, work("last"));
  await expect(failed).rejects.toThrow("full");
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  await settle();
  await endNext();
  await endNext();
  expect(await Promise.all([running, last])).toEqual(["running", "last"]);
  expect(begun).toEqual(["running", "last"]);
});
