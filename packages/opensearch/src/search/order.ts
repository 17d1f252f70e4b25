/** Best first; of equals, the first by path and position. */
export const placeOrder = [{ _score: "desc" }, { path: "asc" }, { origin: "asc" }, { position: "asc" }];
