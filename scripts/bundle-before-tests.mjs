// Tests of the built command must not run an older one.
export default async function setup() {
  await import("./bundle.mjs");
  await import("./build-page.mjs");
}
