import { defineConfig, type Plugin } from "vite";

/** Puts the styles into the page, so that it is painted with its first response. The server's policy names their digest. */
function inlineStyles(): Plugin {
  return {
    name: "inline-styles",
    apply: "build",
    enforce: "post",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        let page = html;
        for (const [name, asset] of Object.entries(bundle)) {
          if (asset.type !== "asset" || !name.endsWith(".css")) continue;
          const link = new RegExp(`<link rel="stylesheet"[^>]*${name}">`, "u");
          page = page.replace(link, () => `<style>${String(asset.source).trim()}</style>`);
          delete bundle[name];
        }
        return page;
      },
    },
  };
}

/** Relative addresses, so that the page also works below a path of a proxy; no inline scripts, as its policy requires. */
export default defineConfig({
  base: "./",
  plugins: [inlineStyles()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "page",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
