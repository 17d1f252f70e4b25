/**
 * Bytes of the largest file that is read by default: 100 MiB. A text file of that size decodes to at most 105 million
 * code units, a fifth of the longest string that V8 makes (536,870,888), and needs about 200 MB while it is loaded.
 */
export const defaultMaxBytes = 100 * 1024 * 1024;
