import { browserPath } from "@ragstone/testkit";
import { chromium, type Browser } from "playwright-core";

/** Without network activity of its own. */
const flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Starts the Chromium of this machine. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath!, args: flags });
}
