/** The providers whose keys may be entered in the page. */
export interface ProviderKeys {
  readonly providers: readonly string[];
  /** Called when the server has a key: more models are available. */
  readonly onKept: () => void;
}
