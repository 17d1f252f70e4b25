import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";

const runCommand = new URL("../dist/run-command.js", import.meta.url).href;

/** A command that blocks the event loop forever once it is interrupted. */
const program = `
  import { writeSync } from "node:fs";
  import { runCommand } from ${JSON.stringify(runCommand)};
  await runCommand({}, ({ signal }) => new Promise(() => {
    setInterval(() => {}, 1000);
    signal.addEventListener("abort", () => {
      writeSync(1, "interrupted");
      for (;;);
    });
    writeSync(1, "running");
  }));
`;

test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)(
  "a second %s ends a command that keeps the event loop",
  async (signal) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const exit = once(child, "exit");
    const said = async (): Promise<string> => String((await once(child.stdout, "data"))[0]);
    expect(await said()).toBe("running");
    child.kill(signal);
    expect(await said()).toBe("interrupted");
    child.kill(signal);
    expect(await exit).toEqual([null, signal]);
  },
);
