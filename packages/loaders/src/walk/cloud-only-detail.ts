/** The report's text for a file whose content is not on this machine. */
export const cloudOnlyDetail =
  "its content is in the cloud only and was not downloaded; make it available on this machine and index again";
