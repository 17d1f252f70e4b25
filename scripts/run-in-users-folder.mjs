// Root scripts run in the repository's folder; relative paths on the command line are the user's.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [script, ...rest] = process.argv.slice(2);
const target = createRequire(import.meta.url).resolve(`../${script}`);
process.argv = [process.argv[0], target, ...rest];
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import(pathToFileURL(target).href);
