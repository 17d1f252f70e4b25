import { expect, test } from "vitest";
import { folderOf, guide } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";

/** Node's option that hides the packages of engines, as if they were not installed. */
const hooks = `export async function resolve(name, context, next) {
  if (name === "@ragstone/opensearch") throw Object.assign(new Error("hidden"), { code: "ERR_MODULE_NOT_FOUND" });
  return next(name, context);
}`;
const program = `import { register } from "node:module"; register("data:text/javascript,${encodeURIComponent(hooks)}");`;
const withoutEngines = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}` };

test.each([
  ["index", ["index", "FOLDER"]],
  ["search", ["search", "keys"]],
  ["ask", ["ask", "How often are keys rotated?"]],
  ["status", ["status"]],
  ["doctor", ["doctor"]],
])("%s names the package of an engine that is not installed, and prints no password", async (_, args) => {
  const folder = await folderOf({ "keys.md": guide });
  const given = args.map((arg) => (arg === "FOLDER" ? folder : arg));
  const { code, out, err } = await ragstone([...given, "--index", "opensearch://user:s3cret@host/db"], {
    cwd: folder,
    env: withoutEngines,
  });
  expect(code).toBe(2);
  expect(err).toContain("npm install @ragstone/opensearch");
  expect(out + err).not.toContain("s3cret");
});

test("a scheme that no engine has is answered with those that exist", async () => {
  const env = { RAGSTONE_INDEX: "mongodb://user:s3cret@host/db" };
  const { code, out, err } = await ragstone(["search", "keys"], { env });
  expect(code).toBe(2);
  expect(err).toContain("postgres://");
  expect(out + err).not.toContain("s3cret");
});
