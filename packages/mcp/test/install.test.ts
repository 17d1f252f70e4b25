import { chmod, lstat, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { jsonc } from "../src/install/edit/jsonc.js";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test } from "vitest";
import { agents, detectAgents, findAgent, guidanceTarget, planInstall, type Agent } from "../src/install.js";
import { emptyPlaces, installerFor } from "./installer.js";

const json = {
  plain: '{\n  "theme": "dark",\n  "KEY": {\n    "other": { "command": "x", "env": { "TOKEN": "s3cret" } }\n  }\n}\n',
  comments:
    '// settings\n{\n\t"theme": "dark", // the theme\n\t"KEY": {\n\t\t/* first */ "other": { "command": "x" }, // last\n\t\t// end\n\t},\n}\n',
  broken: '{ "KEY": { "other": ',
  otherShape: '{ "KEY": ["a list"] }',
};
const toml = {
  plain: 'model = "m"\n\n[KEY.other]\ncommand = "x"\nargs = ["y"]\n',
  comments:
    '# settings\nmodel = "m" # the model\n[KEY.other] # other\ncommand = "x"\nargs = [\n  "[KEY.ragstone]", # no header\n]\n\n# end\n',
  broken: '[KEY.other\ncommand = "x"\n',
  otherShape: 'KEY = ["a list"]\n',
};

function textFor({ format, servers }: Agent, kind: keyof typeof json): string {
  return (format === "toml" ? toml : json)[kind].replaceAll("KEY", servers({})[0]!);
}

function serversIn(agent: Agent, text: string): Record<string, unknown> {
  const plain = text.replace(/^\uFEFF/u, "");
  const data = (
    agent.format === "toml" ? parseToml(plain) : JSON.parse(jsonc.stripComments(plain).replaceAll(/,(\s*\})/gu, "$1"))
  ) as object;
  return agent.servers(data).reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], data) as Record<
    string,
    unknown
  >;
}

/** Comments of a text, in order. */
function commentsIn(text: string): readonly string[] {
  return text.match(/\/\/[^\r\n]*|\/\*.*?\*\/|# [^\r\n]*/gu) ?? [];
}

describe.each(agents.map((agent) => [agent.name, agent] as const))("%s", (name, agent) => {
  const bytes: readonly (readonly [string, string])[] = [
    ["a file", textFor(agent, "plain")],
    ["comments", textFor(agent, "comments")],
    ["CRLF", textFor(agent, "comments").replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${textFor(agent, "comments")}`],
    ["a byte order mark and CRLF", `\uFEFF${textFor(agent, "plain").replaceAll("\n", "\r\n")}`],
    ["no line break at the end", textFor(agent, "plain").trimEnd()],
    ["an empty file", ""],
    ["a file with blanks", " \n"],
  ];

  async function fileWith(text: string) {
    const places = await emptyPlaces();
    const installer = installerFor(places, name);
    const { path } = installer.target;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return { ...installer, places, path };
  }

  test.each(bytes)(
    "with %s: keeps the rest, changes nothing the second time, and restores the bytes",
    async (_, text) => {
      const { path, install, uninstall } = await fileWith(text);
      await chmod(path, 0o640);
      await install();
      const installed = await readFile(path, "utf8");
      const servers = serversIn(agent, installed);
      expect(JSON.stringify(servers["ragstone"])).toContain('"/opt/ragstone.js","mcp","/docs"');
      expect("other" in servers).toBe(text.includes("other"));
      expect(commentsIn(installed)).toStrictEqual(commentsIn(text));
      expect(installed.startsWith("\uFEFF")).toBe(text.startsWith("\uFEFF"));
      expect(/[^\r]\n/u.test(installed)).toBe(!text.includes("\r\n"));
      expect(await install()).toMatchObject({ before: installed, after: installed });
      expect(await readFile(path, "utf8")).toBe(installed);
      expect((await stat(path)).mode & 0o777).toBe(0o640);
      await uninstall();
      expect(await readFile(path, "utf8")).toBe(text);
      expect((await readdir(dirname(path))).length).toBe(1);
    },
  );

  test("without a file: makes one, and removes it with its folders", async () => {
    const places = await emptyPlaces();
    const { target, install, uninstall } = installerFor(places, name);
    await install();
    const installed = await readFile(target.path, "utf8");
    expect(Object.keys(serversIn(agent, installed))).toStrictEqual(["ragstone"]);
    await install();
    expect(await readFile(target.path, "utf8")).toBe(installed);
    await uninstall();
    for (const dir of [places.home, join(places.dataDir, "ragstone")])
      await expect(lstat(dir)).rejects.toThrow("ENOENT");
  });

  test("removes the table that it made from a file that its program wrote since", async () => {
    const { path, install, uninstall } = await fileWith(agent.format === "toml" ? "" : "{}");
    await install();
    const addition = agent.format === "toml" ? "\n[added]\nby = 1\n" : '"added": { "by": 1 },';
    const text = await readFile(path, "utf8");
    await writeFile(path, agent.format === "toml" ? text + addition : text.replace("{", `{ ${addition}`));
    await uninstall();
    const left = await readFile(path, "utf8");
    expect({ ...(agent.format === "toml" ? parseToml(left) : (jsonc.parse(left) as object)) }).toEqual({
      added: { by: 1 },
    });
  });

  test.each(["broken", "otherShape"] as const)(
    "leaves a file alone that is %s, and says what to add by hand",
    async (kind) => {
      const text = textFor(agent, kind);
      const { path, install, uninstall } = await fileWith(text);
      expect(await install()).toMatchObject({
        error: { code: "agent-settings", hint: expect.stringContaining("/opt/ragstone.js") as string },
      });
      expect(await uninstall()).toMatchObject({ error: { code: "agent-settings" } });
      expect(await readFile(path, "utf8")).toBe(text);
    },
  );

  test("leaves a file alone that is not UTF-8, or a folder", async () => {
    const { path, install } = await fileWith("");
    await writeFile(path, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    expect(await install()).toMatchObject({ error: { message: expect.stringContaining("UTF-8") as string } });
    expect(await readFile(path)).toStrictEqual(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    const places = await emptyPlaces();
    const other = installerFor(places, name);
    await mkdir(other.target.path, { recursive: true });
    expect(await other.install()).toMatchObject({ error: { message: expect.stringContaining("folder") as string } });
  });

  test("leaves a read-only file alone", async () => {
    const text = textFor(agent, "plain");
    const { path, install } = await fileWith(text);
    await chmod(path, 0o444);
    expect(await install()).toMatchObject({ error: { message: expect.stringContaining("read-only") as string } });
    expect(await readFile(path, "utf8")).toBe(text);
  });

  test("follows a link and keeps it, with and without a file behind it", async () => {
    for (const text of [textFor(agent, "comments"), null]) {
      const places = await emptyPlaces();
      const { target, install, uninstall } = installerFor(places, name);
      const real = join(places.home, "dotfiles", "settings");
      await mkdir(dirname(real), { recursive: true });
      await mkdir(dirname(target.path), { recursive: true });
      if (text !== null) await writeFile(real, text);
      await symlink(real, target.path);
      await install();
      expect(await readlink(target.path)).toBe(real);
      expect(serversIn(agent, await readFile(real, "utf8"))).toHaveProperty("ragstone");
      await uninstall();
      expect(await readlink(target.path)).toBe(real);
      expect(await readFile(real, "utf8").catch(() => null)).toBe(text);
    }
  });

  test("changes to other folders go back to the first text; members that the user added stay", async () => {
    const text = textFor(agent, "comments");
    const { path, places, install, uninstall } = await fileWith(text);
    await install();
    await installerFor(places, name, "global", "/other").install();
    expect(await readFile(path, "utf8")).toContain("/other");
    await uninstall();
    expect(await readFile(path, "utf8")).toBe(text);
  });

  test("removes the entry alone where the file was changed since", async () => {
    const { path, install, uninstall } = await fileWith(textFor(agent, "comments"));
    await install();
    const change = (content: string) => content.replace(/"(dark|m)"/u, '"changed"');
    await writeFile(path, change(await readFile(path, "utf8")));
    await uninstall();
    expect(await readFile(path, "utf8")).toBe(change(textFor(agent, "comments")));
    await install();
    const inEntry = (await readFile(path, "utf8")).replace("/usr/bin/node", "/usr/local/bin/node");
    await writeFile(path, inEntry);
    await uninstall();
    expect(Object.keys(serversIn(agent, await readFile(path, "utf8")))).toStrictEqual(["other"]);
    expect(commentsIn(await readFile(path, "utf8"))).toStrictEqual(commentsIn(inEntry));
  });

  test("keeps an entry of the same name that the user made: its members, and all of it afterwards", async () => {
    const command = { command: "/old/node", args: ["/old/ragstone.js", "mcp"] };
    const server = { ...(name === "opencode" ? { command: ["/old/node"] } : command), startup_timeout_sec: 40 };
    const mine =
      agent.format === "toml"
        ? '[mcp_servers.ragstone]\ncommand = "/old/node" # mine\nargs = ["/old/ragstone.js", "mcp"]\nstartup_timeout_sec = 40\n'
        : JSON.stringify({ [agent.servers({})[0]!]: { ragstone: server } }, null, 4);
    const { path, install, uninstall } = await fileWith(mine);
    await install();
    const installed = serversIn(agent, await readFile(path, "utf8"));
    expect(installed).toHaveProperty("ragstone.startup_timeout_sec", 40);
    expect(JSON.stringify(installed)).not.toContain("/old/");
    await uninstall();
    expect(await readFile(path, "utf8")).toBe(mine);
  });
});

test("settings of a project lie in the project, and Claude Desktop has none", async () => {
  const places = await emptyPlaces();
  expect(() => installerFor(places, "claude-desktop", "project")).toThrow("--project");
  for (const { name } of agents.filter(({ name }) => name !== "claude-desktop")) {
    const { target, install, uninstall } = installerFor(places, name, "project");
    expect(target.path.startsWith(places.projectDir)).toBe(true);
    await install();
    await uninstall();
  }
  expect(await readdir(places.projectDir)).toStrictEqual([]);
});

test("OpenCode's entry goes where its file has the servers, in the file that exists", async () => {
  const places = await emptyPlaces();
  const dir = join(places.home, ".config", "opencode");
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "opencode.jsonc"), '{ "mcp": { "servers": { "other": { "type": "local" } } } } // two');
  await installerFor(places, "opencode").install();
  expect(await readdir(dir)).toStrictEqual(["opencode.jsonc"]);
  expect(jsonc.parse(await readFile(join(dir, "opencode.jsonc"), "utf8"))).toHaveProperty(
    "mcp.servers.ragstone.type",
    "local",
  );
});

test("agents are found by their settings or program, and by name or title", async () => {
  const places = await emptyPlaces();
  expect(detectAgents(places)).toStrictEqual([]);
  await mkdir(join(places.home, ".cursor"), { recursive: true });
  await mkdir(join(places.home, "bin"));
  await writeFile(join(places.home, "bin", "gemini"), "");
  const found = detectAgents({ ...places, environment: { PATH: `/nowhere:${join(places.home, "bin")}` } });
  expect(found.map(({ name }) => name)).toStrictEqual(["cursor", "gemini"]);
  expect(["Gemini CLI", "vs-code", "CLAUDE-CODE"].map((name) => findAgent(name).name)).toStrictEqual([
    "gemini",
    "vscode",
    "claude-code",
  ]);
  expect(() => findAgent("emacs")).toThrow("claude-code");
});

test("each system has its own places", async () => {
  const windows = { ...(await emptyPlaces("win32")), environment: { APPDATA: "/roaming" } };
  const mac = await emptyPlaces("darwin");
  const file = (name: string, places: typeof mac) => findAgent(name).files("global", places)[0];
  const home = { ...windows, environment: {} };
  expect(agents.map(({ files }) => files("global", home)[0]!.slice(home.home.length + 1))).toStrictEqual([
    ".claude.json",
    "AppData/Roaming/Claude/claude_desktop_config.json",
    ".cursor/mcp.json",
    "AppData/Roaming/Code/User/mcp.json",
    ".codex/config.toml",
    ".gemini/settings.json",
    ".config/opencode/opencode.json",
    "AppData/Roaming/Zed/settings.json",
  ]);
  expect(agents.map(({ files }) => files("global", mac)[0]!.slice(mac.home.length + 1))).toStrictEqual([
    ".claude.json",
    "Library/Application Support/Claude/claude_desktop_config.json",
    ".cursor/mcp.json",
    "Library/Application Support/Code/User/mcp.json",
    ".codex/config.toml",
    ".gemini/settings.json",
    ".config/opencode/opencode.json",
    ".config/zed/settings.json",
  ]);
  expect(file("claude-desktop", windows)).toBe("/roaming/Claude/claude_desktop_config.json");
  expect(file("zed", windows)).toBe("/roaming/Zed/settings.json");
  expect(file("vscode", mac)).toBe(join(mac.home, "Library/Application Support/Code/User/mcp.json"));
  expect(file("codex", { ...mac, environment: { CODEX_HOME: "/codex" } })).toBe("/codex/config.toml");
});

test("a change of the file between plan and change is not overwritten", async () => {
  const places = await emptyPlaces();
  const { target } = installerFor(places, "cursor");
  const [planned] = await planInstall([target], places);
  await mkdir(dirname(target.path), { recursive: true });
  await writeFile(target.path, "{}");
  const { applyChange } = await import("../src/install.js");
  await expect(applyChange(planned as never, places)).rejects.toThrow("another program changed it");
  expect(await readFile(target.path, "utf8")).toBe("{}");
});

test.each(["", "# Rules\n", "# Rules", "# Rules\r\n\r\nNone.\r\n"])(
  "the section of AGENTS.md comes and goes: %j",
  async (text) => {
    const { applyChange, planUninstall } = await import("../src/install.js");
    const places = await emptyPlaces();
    const target = guidanceTarget(places);
    if (text !== "") await writeFile(target.path, text);
    for (let time = 0; time < 2; time += 1)
      await applyChange((await planInstall([target], places))[0] as never, places);
    const installed = await readFile(target.path, "utf8");
    expect(installed.startsWith(text)).toBe(true);
    expect(installed.split("ragstone: begin").length).toBe(2);
    await applyChange((await planUninstall([target], places))[0] as never, places);
    expect(await readFile(target.path, "utf8").catch(() => "")).toBe(text);
  },
);
