import { parentPort, workerData } from "node:worker_threads";
import { indexFiles } from "../store/_files.js";
import { Meta } from "../store/_meta.js";
import { openDatabase } from "../store/_open-database.js";
import { tidy, type Tidying } from "./_tidy.js";

const port = parentPort!;
const { dir, tidying } = workerData as { readonly dir: string; readonly tidying: Tidying };
const { database } = openDatabase(indexFiles(dir), "write");
try {
  tidy(database, new Meta(database), tidying);
  port.postMessage(null);
} finally {
  database.close();
}
