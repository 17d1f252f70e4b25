/** A rectangle on a page, in points from the top left of the page as it is shown. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The size of a page as it is shown, in points. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Boxes of characters of one page. */
export interface PageBoxes extends PageSize {
  /** From 1. */
  readonly page: number;
  readonly boxes: readonly Box[];
}
