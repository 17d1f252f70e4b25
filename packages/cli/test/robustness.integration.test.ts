import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Answer, IndexReport } from "@ragstone/core";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";

const isSuperuser = process.getuid?.() === 0;
/** `nobody` on Linux. */
const otherUser = 65_534;

/** Files enough that a run can be stopped in its middle. */
function manyFiles(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `${number}.md`,
      `# Note ${number}\n\n${`Entry ${number} of the log says that valve ${number * 7} was opened. `.repeat(40)}`,
    ]),
  );
}

describe("a run that is stopped in its middle", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGKILL", null],
  ] as const)(
    "by %s keeps committed documents, and the next run continues from there",
    async (signal, expectedCode) => {
      const folder = await folderOf(manyFiles(400));
      let committed = 0;
      const stopped = await ragstone(["index", folder, "--verbose"], {
        onError: (child, text) => {
          committed += text.split("\n").filter((line) => line.startsWith("indexed ")).length;
          if (committed > 20 && !child.killed) child.kill(signal);
        },
      });
      expect(stopped.code).toBe(expectedCode);
      const again = await ragstone(["index", folder, "--json"]);
      expect(again.code).toBe(0);
      const { documents, embedded } = again.json<IndexReport>();
      expect(documents.seen).toBe(400);
      expect(documents.unchanged).toBeGreaterThanOrEqual(committed);
      expect(documents.unchanged).toBeLessThan(400);
      expect(embedded.texts).toBeLessThanOrEqual(documents.indexed * 3);
      expect((await ragstone(["doctor", "--json"], { cwd: folder })).code).toBe(0);
    },
  );

  test("by Ctrl-C reports the committed part", async () => {
    const folder = await folderOf(manyFiles(400));
    let told = false;
    const { code, err } = await ragstone(["index", folder, "--verbose"], {
      onError: (child, text) => {
        // A second Ctrl-C would end it at once.
        if (!told && text.includes("indexed ")) told = child.kill("SIGINT");
      },
    });
    expect(code).toBe(130);
    expect(err).toMatch(/interrupted: \d+ documents were committed/u);
  });
});

test("a second writer is refused with the process that has the lock", async () => {
  const folder = await folderOf(manyFiles(400));
  let second: ReturnType<typeof ragstone> | undefined;
  const first = await ragstone(["index", folder, "--verbose"], {
    onError: (child, text) => {
      if (second !== undefined || !text.includes("indexed ")) return;
      child.kill("SIGSTOP");
      second = ragstone(["index", folder, "--json"]).finally(() => child.kill("SIGCONT"));
    },
  });
  const refused = await second!;
  expect(refused.code).toBe(6);
  expect(refused.json<{ error: { code: string; message: string } }>().error).toMatchObject({
    code: "index-locked",
    message: expect.stringMatching(/\d+/u),
  });
  expect(first.code).toBe(0);
});

describe.skipIf(!isSuperuser)("without permission", () => {
  test("an unreadable file is reported, the rest indexed, and a folder that may not be written to still answers", async () => {
    const folder = await folderOf({ "keys.md": guide, "lunch.txt": lunch, "secret.md": guide });
    chmodSync(folder, 0o777);
    chmodSync(join(folder, "secret.md"), 0o600);
    const { code, json } = await ragstone(["index", folder, "--json"], { uid: otherUser });
    expect(code).toBe(5);
    expect(json<IndexReport>().failed).toMatchObject([{ path: "secret.md", reason: "unreadable" }]);

    chmodSync(folder, 0o555);
    execFileSync("chmod", ["-R", "a-w", join(folder, ".ragstone")]);
    const asked = await ragstone(["ask", "When does the canteen open?", folder, "--json"], { uid: otherUser });
    expect(asked.code).toBe(0);
    expect(asked.json<Answer>().text).toContain("11:30");
    writeFileSync(join(folder, "new.md"), "# New");
    const written = await ragstone(["index", folder, "--json"], { uid: otherUser });
    expect(written.code).toBe(6);
    chmodSync(folder, 0o755);
  });

  test("documents of a folder that cannot be read any more stay in the index", async () => {
    const folder = await folderOf({ "shut/keys.md": guide, "lunch.txt": lunch });
    chmodSync(folder, 0o777);
    expect((await ragstone(["index", folder], { uid: otherUser })).code).toBe(0);
    chmodSync(join(folder, "shut"), 0o700);
    const { code, json } = await ragstone(["index", folder, "--json"], { uid: otherUser });
    expect(code).toBe(5);
    expect(json<IndexReport>().documents).toMatchObject({ removed: 0, unchanged: 1, failed: 1 });
    expect((await ragstone(["show", "guides/keys.md", "--text", "--folder", folder], { uid: otherUser })).code).toBe(2);
    expect((await ragstone(["show", "shut/keys.md", "--text", "--folder", folder], { uid: otherUser })).out).toBe(
      guide,
    );
  });

  test("a folder that may not be read is refused with 2", async () => {
    const folder = await folderOf({ "shut/keys.md": guide });
    chmodSync(join(folder, "shut"), 0o700);
    expect((await ragstone(["index", join(folder, "shut"), "--json"], { uid: otherUser })).code).toBe(2);
  });
});

describe("a full disk", () => {
  const place = mkdtempSync(join(tmpdir(), "ragstone-disk-"));
  const mounted = isSuperuser && tryMount(place);

  test.skipIf(!mounted)("is reported, and earlier commits are still there", async () => {
    onTestFinished(() => {
      execFileSync("umount", [place]);
      rmSync(place, { recursive: true, force: true });
    });
    const folder = await folderOf({ ...manyFiles(20), "keys.md": guide });
    const index = join(place, "index");
    mkdirSync(index);
    expect((await ragstone(["index", folder, "--index", index])).code).toBe(0);
    for (const [path, text] of Object.entries(manyFiles(600)))
      writeFileSync(join(folder, `more-${path}`), text.repeat(4));
    const { code, json } = await ragstone(["index", folder, "--index", index, "--json"]);
    expect(code).toBe(6);
    expect(json<{ error: { code: string } }>().error.code).toBe("disk-full");
    const { hits } = (
      await ragstone(["search", "signing keys rotated", "--index", index, "--no-sync", "--json"])
    ).json<{ hits: { path: string }[] }>();
    expect(hits[0]?.path).toBe("keys.md");
  });
});

function tryMount(place: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", place], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test("a 50 MB text file is indexed or named as too large", async () => {
  const folder = await folderOf({ "big.txt": `${lunch}\n`.repeat(Math.ceil(50_000_000 / lunch.length)) });
  const { code, json } = await ragstone(["index", folder, "--json"]);
  expect([0, 5]).toContain(code);
  const { documents, failed } = json<IndexReport>();
  expect(documents.indexed + failed.length).toBe(1);
});
