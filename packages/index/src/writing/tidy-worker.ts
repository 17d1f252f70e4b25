import { parentPort, workerData } from "node:worker_threads";
import { indexFiles } from "../store/files.js";
import { Meta } from "../store/meta.js";
import { openDatabase } from "../store/open-database.js";
import { tidy, type Tidying } from "./tidy.js";

const port = parentPort!;
const { dir, tidying } = workerData as { readonly dir: string; readonly tidying: Tidying };
const { database } = openDatabase(indexFiles(dir), "write");
try {
  tidy(database, new Meta(database), tidying);
  port.postMessage(null);
} finally {
  database.close();
}
