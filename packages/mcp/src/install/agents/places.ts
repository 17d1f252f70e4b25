/** Where a user's programs keep their settings. */
export interface Places {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The folder whose project settings are meant. */
  readonly projectDir: string;
  /** Where this program keeps the user's data. */
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
