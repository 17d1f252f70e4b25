/** First keys of advisory locks begin with this: "rags" in ASCII. The kinds of locks are numbered from it on. */
export const lockSpace = 0x72616773;
