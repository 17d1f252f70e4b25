import { ChunkTable } from "../src/store/chunk-table.js";
import { Database } from "../src/store/database.js";
import { openConnection } from "../src/store/driver.js";
import { indexFiles } from "../src/store/files.js";
import { Meta } from "../src/store/meta.js";
import { TextIndex } from "../src/text/text-index.js";

/** A connection of its own to an index that is open, with what a search reads from it. */
export class SideConnection {
  readonly database: Database;
  readonly meta: Meta;
  readonly table = new ChunkTable();
  readonly text: TextIndex;

  constructor(dir: string) {
    this.database = new Database(openConnection(indexFiles(dir).database), dir);
    this.meta = new Meta(this.database);
    this.text = new TextIndex(this.database);
  }

  /** Reads every commit so far. */
  refresh(): this {
    this.database.read(() => {
      this.table.refresh(this.database, this.meta.get("generation"));
      this.text.refresh(this.meta);
    });
    return this;
  }

  close(): void {
    this.database.close();
  }
}
