// The main job on this repository's handbook, in five formats: index it, ask it, and get a refusal.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildHandbook } from "../scripts/build-handbook.mjs";

const folder = new URL("handbook/", import.meta.url);
const handbook = fileURLToPath(folder).replace(/[\\/]$/u, "");
const command = fileURLToPath(new URL("../packages/ragstone/bin/ragstone.js", import.meta.url));

/** Runs a command of the command line and checks that it ends as it should. */
function ragstone(args, expectedCode) {
  console.log(
    `\n$ ragstone ${args.map((arg) => (/[\s?]/.test(arg) ? JSON.stringify(arg) : arg.replace(handbook, "examples/handbook"))).join(" ")}`,
  );
  const { status, error } = spawnSync(process.execPath, [command, ...args], { stdio: "inherit" });
  if (error !== undefined) throw error;
  if (status !== expectedCode) {
    console.error(`\nThis should have ended with ${expectedCode}, not with ${status}.`);
    process.exit(1);
  }
}

console.log("The handbook of Ragstone, in Markdown, HTML, text, DOCX and PDF. Nothing leaves this machine.");
await buildHandbook(folder);
ragstone(["index", handbook], 0);
ragstone(["ask", "How does an index survive a crash in the middle of writing?", handbook], 0);
ragstone(["ask", "What happens to a word that is hyphenated at the end of a line?", handbook], 0);
ragstone(["ask", "What is the wingspan of an albatross?", handbook], 3);
console.log(
  "\nThe last question was refused, because the handbook does not contain the answer.\nYour own folder:  npx -y pnpm@10 ragstone index FOLDER   then   npx -y pnpm@10 ragstone ask QUESTION FOLDER",
);
