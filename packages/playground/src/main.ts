import "./styles/page.css";

/** After this the app starts, painted or not: a page in the background is not painted. */
const paintedWithinMs = 500;

// The frame of the page is painted before the app is loaded and run.
await new Promise<void>((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, paintedWithinMs);
});
const { start } = await import("./app/start.js");
await start();
