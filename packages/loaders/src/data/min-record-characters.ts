/** Records of data are joined up to this many characters, a quarter of a default chunk. */
export const minRecordCharacters = 400;
