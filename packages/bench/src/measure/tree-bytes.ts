import { readdirSync, readFileSync } from "node:fs";

/** Memory of a process and of its children, pages that they share counted once. Linux only: 0 elsewhere. */
export function treeBytes(pid: number | null): number {
  if (pid === null || process.platform !== "linux") return 0;
  const children = readdirSync("/proc").filter((name) => /^\d+$/u.test(name) && parentOf(name) === pid);
  return pssOf(String(pid)) + children.reduce((sum, child) => sum + pssOf(child), 0);
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s*(\d+)/mu.exec(textOf(`/proc/${pid}/status`))?.[1]);
}

function pssOf(pid: string): number {
  return Number(/^Pss:\s*(\d+) kB/mu.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

/** Empty for a process that ended. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
