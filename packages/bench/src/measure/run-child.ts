import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RagstoneError } from "@ragstone/core";

export interface ChildRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** From spawn to exit. */
  readonly wallMs: number;
  /** From spawn to the first byte on standard output; `null` without any. */
  readonly firstOutputMs: number | null;
  /** Largest resident set, threads included. */
  readonly peakBytes: number;
  /** Of all threads; unlike wall time it hardly depends on other load on the machine. */
  readonly processorMs: number;
}

/** Reports the child's usage when it ends. The child's own program is unchanged. */
const reporter = `import { writeFileSync } from "node:fs";
process.on("exit", () => writeFileSync(process.env.RAGSTONE_BENCH_USAGE, JSON.stringify(process.resourceUsage())));`;

/**
 * Runs a Node program as a user would, in a separate process.
 *
 * @throws {@link RagstoneError} `bench-failed` with its standard error output, if the exit code is none of `accept`
 */
export async function runChild(
  program: string,
  args: readonly string[],
  { accept = [0], heapMegabytes }: { readonly accept?: readonly number[]; readonly heapMegabytes?: number } = {},
): Promise<ChildRun> {
  const scratch = await mkdtemp(join(tmpdir(), "ragstone-bench-usage-"));
  const usageFile = join(scratch, "usage.json");
  try {
    const flags = [
      "--import",
      `data:text/javascript,${encodeURIComponent(reporter)}`,
      ...(heapMegabytes === undefined ? [] : [`--max-old-space-size=${heapMegabytes}`]),
    ];
    const started = performance.now();
    const child = spawn(process.execPath, [...flags, program, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, RAGSTONE_BENCH_USAGE: usageFile },
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    let firstOutputMs: number | null = null;
    child.stdout.on("data", (bytes: Buffer) => {
      firstOutputMs ??= performance.now() - started;
      output.push(bytes);
    });
    child.stderr.on("data", (bytes: Buffer) => errors.push(bytes));
    const exitCode = await new Promise<number | null>((resolve, reject) =>
      child.on("error", reject).on("close", resolve),
    );
    const wallMs = performance.now() - started;
    if (!accept.includes(exitCode ?? -1)) {
      throw new RagstoneError(
        "bench-failed",
        `${program} ${args.join(" ")} ended with ${exitCode}: ${Buffer.concat(errors).toString().slice(-2000)}`,
        { hint: "Run it alone." },
      );
    }
    const usage = JSON.parse(await readFile(usageFile, "utf8")) as NodeJS.ResourceUsage;
    return {
      exitCode,
      stdout: Buffer.concat(output).toString(),
      wallMs,
      firstOutputMs,
      peakBytes: usage.maxRSS * 1024,
      processorMs: (usage.userCPUTime + usage.systemCPUTime) / 1000,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
