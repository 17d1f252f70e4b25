import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readWalkedFile, walkFolder, type WalkedFile, type WalkEntry, type WalkOptions } from "../src/index.js";
import { tempFolder } from "./temp-folder.js";
import { zipOf } from "./make-office.js";

async function walk(root: string, options?: WalkOptions): Promise<WalkEntry[]> {
  const entries: WalkEntry[] = [];
  for await (const entry of walkFolder(root, options)) entries.push(entry);
  return entries;
}

/** One line an entry, in order. */
async function lines(root: string, options?: WalkOptions): Promise<string[]> {
  return (await walk(root, options)).map((entry) =>
    entry.kind === "file" ? entry.path : `${entry.path} ${entry.kind} ${entry.reason}`,
  );
}

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

describe("walkFolder", () => {
  it("finds files in the order of their paths, with size and time", async () => {
    const root = tempFolder({ "b.md": "b", "a/z.md": "zz", "a/b/c.txt": "c", "a.md": "a", LICENSE: "text" });
    const entries = await walk(root);
    expect(entries.map((entry) => entry.path)).toEqual(["LICENSE", "a.md", "a/b/c.txt", "a/z.md", "b.md"]);
    expect(entries[3]).toMatchObject({ kind: "file", bytes: 2, absolutePath: join(root, "a/z.md") });
  });

  it("never enters .git, .ragstone or node_modules, and reports only the last", async () => {
    const root = tempFolder({
      ".git/a.md": "x",
      ".ragstone/b.md": "x",
      "node_modules/p/c.md": "x",
      "sub/node_modules/d.md": "x",
      "sub/e.md": "x",
    });
    expect(await lines(root)).toEqual([
      "node_modules/ ignored ignored",
      "sub/e.md",
      "sub/node_modules/ ignored ignored",
    ]);
  });

  it("ignores hidden names by default", async () => {
    const root = tempFolder({ ".secret.md": "x", ".cache/a.md": "x", "b.md": "x" });
    expect(await lines(root)).toEqual([".cache/ ignored excluded", ".secret.md ignored excluded", "b.md"]);
    expect(await lines(root, { hidden: true })).toEqual([".cache/a.md", ".secret.md", "b.md"]);
  });

  it("leaves out stylesheets, minified scripts and search indexes, unless they are included by their extension", async () => {
    const minified = `var a=1;${"b();".repeat(3000)}`;
    const root = tempFolder({
      "a.css": "a{}",
      "app.js": "// Opens the valve.\nopen();\n".repeat(500),
      "bundle.js": minified,
      "html/searchindex.js": "Search.setIndex({})",
    });
    const assets = ["a.css", "bundle.js", "html/searchindex.js"].map((path) => `${path} ignored page-asset`);
    expect(await lines(root)).toEqual([assets[0], "app.js", assets[1], assets[2]]);
    expect(await lines(root, { include: ["**"] })).toEqual([assets[0], "app.js", assets[1], assets[2]]);
    expect(await lines(root, { include: ["*.css", "html/searchindex.js"] })).toEqual([
      "a.css",
      "app.js ignored excluded",
      "bundle.js ignored excluded",
      "html/searchindex.js",
    ]);
    expect(await lines(root, { extensions: ["js"] })).toEqual([
      assets[0],
      "app.js",
      "bundle.js",
      "html/searchindex.js",
    ]);
  });

  it("ignores what git ignores, at every depth", async () => {
    const root = tempFolder({
      ".gitignore": "*.log\n/build/\nsecret/\n# comment\ndocs/*.tmp.md\n",
      "a.log": "x",
      "build/a.md": "x",
      "docs/build/a.md": "x",
      "docs/a.tmp.md": "x",
      "docs/deep/a.tmp.md": "x",
      "docs/.gitignore": "!keep.log\n/only-here.md\n",
      "docs/keep.log": "x",
      "docs/only-here.md": "x",
      "docs/deep/only-here.md": "x",
      "x/secret/a.md": "x",
    });
    execFileSync("git", ["init", "-q"], { cwd: root });
    const git = execFileSync("git", ["ls-files", "--others", "--exclude-standard", "-z"], {
      cwd: root,
      encoding: "utf8",
    }).split("\0");
    const expected = git.filter((path) => path !== "" && !path.endsWith(".gitignore")).sort();
    const found = (await walk(root)).filter((entry) => entry.kind === "file").map((entry) => entry.path);
    expect(found.sort()).toEqual(expected);
    expect(expected).toContain("docs/keep.log");
  });

  it("ignores what rules above the root ignore, inside a git work tree", async () => {
    const top = tempFolder({
      ".gitignore": "*.log\n/docs/private/\ndocs/**/draft.md\n",
      "docs/.gitignore": "!keep.log\n/a/skip.md\n",
      "docs/a/x.md": "x",
      "docs/a/x.log": "x",
      "docs/a/keep.log": "x",
      "docs/a/skip.md": "x",
      "docs/a/b/draft.md": "x",
      "docs/private/y.md": "x",
    });
    const expected = ["b/draft.md", "keep.log", "skip.md", "x.log", "x.md"];
    expect(await lines(join(top, "docs/a"))).toEqual(expected);
    execFileSync("git", ["init", "-q"], { cwd: top });
    expect(await lines(join(top, "docs/a"))).toEqual([
      "b/draft.md ignored ignored",
      "keep.log",
      "skip.md ignored ignored",
      "x.log ignored ignored",
      "x.md",
    ]);
    expect(await lines(join(top, "docs"))).toContain("private/ ignored ignored");
    // A folder requested by name is read even if its name is ignored.
    expect(await lines(join(top, "docs/private"))).toEqual(["y.md"]);
  });

  it("reads no rules above the root of a repository inside another", async () => {
    const top = tempFolder({ ".gitignore": "*.md\n", "inner/a.md": "x" });
    execFileSync("git", ["init", "-q"], { cwd: top });
    execFileSync("git", ["init", "-q"], { cwd: join(top, "inner") });
    expect(await lines(join(top, "inner"))).toEqual(["a.md"]);
  });

  it("lets a deeper rule re-include a folder, as git does", async () => {
    const root = tempFolder({
      ".gitignore": "out/\n",
      "sub/.gitignore": "!out/\n",
      "sub/out/a.md": "x",
      "out/b.md": "x",
    });
    expect(await lines(root)).toEqual(["out/ ignored ignored", "sub/out/a.md"]);
  });

  it("puts .ragstoneignore above .gitignore", async () => {
    const root = tempFolder({ ".gitignore": "a.md\n", ".ragstoneignore": "!a.md\nb.md\n", "a.md": "x", "b.md": "x" });
    expect(await lines(root)).toEqual(["a.md", "b.md ignored ignored"]);
  });

  it("tells apart ignore rules that differ by case", async () => {
    const root = tempFolder({ ".gitignore": "readme.md\n", "README.md": "x", "readme.md": "y", "Readme.md": "z" });
    expect(await lines(root)).toEqual(["README.md", "Readme.md", "readme.md ignored ignored"]);
  });

  it("finds documents of shared and unknown extensions by their signature, and leaves keys alone", async () => {
    const iwa = zipOf({ "Index/Document.iwa": "x" });
    const pem = "-----BEGIN PRIVATE KEY-----\n";
    const oneNote = Buffer.from("e4525c7b8cd8a74daeb15378d02996d3", "hex");
    const root = tempFolder({ "deck.key": iwa, "private.key": pem, "id.pub": "ssh-rsa A", section: oneNote });
    expect(await lines(root)).toEqual([
      "deck.key",
      "id.pub ignored not-a-document",
      "private.key ignored not-a-document",
      "section",
    ]);
  });

  it("includes and excludes by glob", async () => {
    const root = tempFolder({ "a.md": "x", "b.txt": "x", "guides/c.md": "x", "guides/draft/d.md": "x" });
    expect(await lines(root, { include: ["*.md"], exclude: ["guides/draft/**"] })).toEqual([
      "a.md",
      "b.txt ignored excluded",
      "guides/c.md",
      "guides/draft/ ignored excluded",
    ]);
    expect(await lines(root, { include: ["guides/"] })).toEqual([
      "a.md ignored excluded",
      "b.txt ignored excluded",
      "guides/c.md",
      "guides/draft/d.md",
    ]);
  });

  it("leaves out the files in which Office and LibreOffice note who has a document open", async () => {
    const root = tempFolder({ "a.md": "x", "~$port.docx": "\u0005Ann", ".~lock.a.odt#": ",ann", "~draft.md": "x" });
    expect(await lines(root, { hidden: true })).toEqual([
      ".~lock.a.odt# ignored not-a-document",
      "a.md",
      "~$port.docx ignored not-a-document",
      "~draft.md",
    ]);
  });

  it("follows links inside the root once, and none that lead out or round", async () => {
    const outside = tempFolder({ "secret.md": "x", "dir/s.md": "x" });
    const root = tempFolder({ "real/a.md": "x", "b.md": "x", "node_modules/p/x.md": "x", "c/d.md": "x" });
    symlinkSync("real", join(root, "link"));
    symlinkSync("real", join(root, "link-again"));
    symlinkSync("../b.md", join(root, "real/to-b.md"));
    symlinkSync(join(outside, "secret.md"), join(root, "out.md"));
    symlinkSync(join(outside, "dir"), join(root, "out"));
    symlinkSync("..", join(root, "c/up"));
    symlinkSync("self", join(root, "self"));
    symlinkSync("nowhere.md", join(root, "broken.md"));
    symlinkSync("node_modules/p", join(root, "dep"));
    expect(await lines(root)).toEqual([
      "b.md",
      "broken.md ignored symlink-dangling",
      "c/d.md",
      "c/up/ ignored symlink-loop",
      "dep ignored ignored",
      "link/a.md",
      "link/to-b.md",
      "link-again/ ignored symlink-loop",
      "node_modules/ ignored ignored",
      "out ignored symlink-outside",
      "out.md ignored symlink-outside",
      "real/a.md",
      "real/to-b.md ignored symlink-loop",
      "self ignored symlink-loop",
    ]);
  });

  it("ends on folders that link to one another", async () => {
    const root = tempFolder(Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`d${n}/a.md`, "x"])));
    for (let from = 0; from < 8; from += 1)
      for (let to = 0; to < 8; to += 1) symlinkSync(`../d${to}`, join(root, `d${from}`, `to${to}`));
    const found = await walk(root);
    expect(found.filter((entry) => entry.kind === "file").length).toBeLessThanOrEqual(16);
    expect(await walk(root)).toEqual(found);
  });

  it("passes by pipes and devices without opening them", async () => {
    const root = tempFolder({ "a.md": "x" });
    execFileSync("mkfifo", [join(root, "pipe.md")]);
    symlinkSync("/dev/zero", join(root, "zero.md"));
    expect(await lines(root)).toEqual(["a.md", "pipe.md ignored special-file", "zero.md ignored symlink-outside"]);
  });

  it("ignores pictures, archives, binaries and empty files, and reports files that are too large", async () => {
    const root = tempFolder({
      "a.png": png,
      "b.zip": "x",
      "c.md": "",
      "blank.py": "\r\n \n",
      unnamed: png,
      "huge.md": "x",
      "huge.mp4": "x",
      prog: Buffer.from("7f454c460201", "hex"),
    });
    truncateSync(join(root, "huge.md"), 2 ** 31);
    truncateSync(join(root, "huge.mp4"), 2 ** 31);
    expect(await lines(root)).toEqual([
      "a.png ignored not-a-document",
      "b.zip ignored not-a-document",
      "blank.py ignored empty",
      "c.md ignored empty",
      "huge.md failed too-large",
      "huge.mp4 ignored not-a-document",
      "prog ignored not-a-document",
      "unnamed ignored not-a-document",
    ]);
  });

  it("keeps raw names for reading and NFC for identity, and reports names that collide or are no UTF-8", async () => {
    const nfd = "caf\u0065\u0301.md";
    const nfc = "caf\u00e9.md";
    const root = tempFolder({ [nfd]: "decomposed", "only-\u0065\u0301.md": "x", "new\nline \u{1F600}.md": "x" });
    writeFileSync(join(root, nfc), "composed");
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff]), Buffer.from(".md")]), "x");
    const entries = await walk(root);
    expect(entries.map((entry) => [entry.path, entry.kind === "file" ? entry.absolutePath : entry.reason])).toEqual([
      ["bad\uFFFD.md", "unreadable"],
      [nfc, join(root, nfc)],
      [nfc, "path-collision"],
      ["new\nline \u{1F600}.md", join(root, "new\nline \u{1F600}.md")],
      ["only-\u00e9.md", join(root, "only-\u0065\u0301.md")],
    ]);
  });

  it.skipIf(process.getuid?.() === 0)("reports a folder that cannot be read", async () => {
    const root = tempFolder({ "shut/a.md": "x", "b.md": "x" });
    chmodSync(join(root, "shut"), 0);
    expect(await lines(root)).toEqual(["b.md", "shut failed unreadable"]);
    chmodSync(join(root, "shut"), 0o700);
  });

  it("reports a folder that vanishes while it is walked", async () => {
    const root = tempFolder({ "a.md": "x", "b/c.md": "x" });
    const found: WalkEntry[] = [];
    for await (const entry of walkFolder(root)) {
      rmSync(join(root, "b"), { recursive: true, force: true });
      found.push(entry);
    }
    expect(found.map((entry) => entry.path)).toEqual(["a.md", "b"]);
    expect(found[1]).toMatchObject({ kind: "failed", reason: "unreadable" });
  });

  it("rejects a root that is missing or a file, and stops when aborted", async () => {
    const root = tempFolder({ "a.md": "x" });
    await expect(walk(join(root, "missing"))).rejects.toMatchObject({ code: "invalid-option" });
    await expect(walk(join(root, "a.md"))).rejects.toMatchObject({ code: "invalid-option" });
    await expect(walk(root, { include: [""] })).rejects.toMatchObject({ code: "invalid-option" });
    await expect(walk(root, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("skips a given folder without a word", async () => {
    const root = tempFolder({ "a.md": "x" });
    mkdirSync(join(root, "my-index"));
    writeFileSync(join(root, "my-index/b.md"), "x");
    expect(await lines(root, { skip: [join(root, "my-index")] })).toEqual(["a.md"]);
  });
});

describe("files that are in the cloud only", () => {
  const placeholder = (root: string, path: string, bytes = 100_000) => {
    writeFileSync(join(root, path), "");
    truncateSync(join(root, path), bytes);
  };

  it("are found in a synced folder, and not read", async () => {
    const root = tempFolder({ "Dropbox/here.md": "x", "Dropbox/tiny.md": "xy" });
    placeholder(root, "Dropbox/away.md");
    placeholder(root, "Dropbox/LICENSE");
    const entries = await walk(root);
    expect(entries.map((entry) => [entry.path, entry.kind === "file" && entry.cloudOnly === true])).toEqual([
      ["Dropbox/LICENSE", true],
      ["Dropbox/away.md", true],
      ["Dropbox/here.md", false],
      ["Dropbox/tiny.md", false],
    ]);
    const away = entries[1] as WalkedFile;
    await expect(readWalkedFile(away)).rejects.toMatchObject({ reason: "cloud-only", path: "Dropbox/away.md" });
  });

  it("are not sparse files outside of synced folders", async () => {
    const root = tempFolder({});
    placeholder(root, "sparse.md");
    const [entry] = await walk(root);
    expect(entry).not.toHaveProperty("cloudOnly");
  });

  it("are reported under their own name where iCloud Drive left a stub", async () => {
    const root = tempFolder({ ".report.pdf.icloud": "stub", ".photo.jpg.icloud": "stub", ".drafts.md.icloud": "stub" });
    expect(await lines(root, { exclude: ["drafts.md"] })).toEqual([
      "drafts.md ignored excluded",
      "photo.jpg ignored not-a-document",
      "report.pdf failed cloud-only",
    ]);
  });
});
