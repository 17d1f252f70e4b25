/** A folder whose contents another program uploads, or that lies on another computer. */
export interface SyncedPlace {
  /** For people: `OneDrive`, `Dropbox`, `iCloud Drive`, `Google Drive`, `a network share`, ... */
  readonly service: string;
  /** Absolute path of the service's folder, of the share, or of the place where it is mounted. */
  readonly root: string;
}
