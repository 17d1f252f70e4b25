/** Stands for the number of a page in headers and footers; XML cannot contain it. */
export const pageNumberMark = "\0";
