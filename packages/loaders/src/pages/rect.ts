/** A rectangle in a page's own coordinates: points from the bottom left, growing upwards. */
export interface Rect {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** The smallest rectangle around two. */
export function union(one: Rect, other: Rect): Rect {
  return {
    left: Math.min(one.left, other.left),
    bottom: Math.min(one.bottom, other.bottom),
    right: Math.max(one.right, other.right),
    top: Math.max(one.top, other.top),
  };
}

/** Whether the middle of a rectangle lies in another one. */
export function hasMiddle(around: Rect, { left, right, bottom, top }: Rect): boolean {
  const x = (left + right) / 2;
  const y = (bottom + top) / 2;
  return x >= around.left && x <= around.right && y >= around.bottom && y <= around.top;
}

/** Whether two rectangles share an area. */
export function overlap(one: Rect, other: Rect): boolean {
  return one.left < other.right && other.left < one.right && one.bottom < other.top && other.bottom < one.top;
}
