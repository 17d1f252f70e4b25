/** A word of a query or of a passage. */
export const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;
