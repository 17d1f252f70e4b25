// Brings an index forward and kills itself in the middle of it: the child of formats.integration.test.ts.
import { Database } from "../dist/store/database.js";
import { openConnection } from "../dist/store/driver.js";
import { indexFiles } from "../dist/store/files.js";
import { migrate } from "../dist/store/migrate.js";

const files = indexFiles(process.argv[2]);
const connection = openConnection(files.database);
// One page of cache, so that half of the transaction is in the log when the process ends.
connection.exec("PRAGMA journal_mode = WAL; PRAGMA cache_size = 1");
connection.function("kill_here", () => {
  process.kill(process.pid, "SIGKILL");
  return 0;
});
connection.exec("CREATE TEMP TRIGGER killer AFTER UPDATE OF id ON main.chunks BEGIN SELECT kill_here(); END");
migrate(new Database(connection, files.dir), files, 2, "write");
process.stderr.write("the migration ended before it was killed");
