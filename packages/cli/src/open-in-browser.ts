import { spawn } from "node:child_process";

/** Opens an address where there is a display; failures are silent, because the address is printed too. */
export function openInBrowser(url: string): void {
  const program = openerOf(process.platform, process.env);
  if (program === null) return;
  const child = spawn(program[0], [...program.slice(1), url], { detached: true, stdio: "ignore" });
  child.on("error", () => {});
  child.unref();
}

function openerOf(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): readonly [string, ...string[]] | null {
  if (platform === "darwin") return ["open"];
  // `start` is of the shell, which would read the address's characters as its own.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  const hasDisplay = [environment["DISPLAY"], environment["WAYLAND_DISPLAY"]].some((name) => (name ?? "") !== "");
  return hasDisplay ? ["xdg-open"] : null;
}
