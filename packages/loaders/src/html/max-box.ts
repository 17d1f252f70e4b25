/** Characters of a box next to the text at most: a longer one is a part of the page. */
export const maxBox = 1500;
