import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { licenceNotes } from "./build/bundle/licences.ts";
import { ownRequire } from "./build/bundle/own-require.ts";
import { THREAD_ENTRIES } from "./build/bundle/thread-entries.ts";
import { helpPages } from "./build/help/plugin.ts";
import { trayIcon } from "./build/bundle/tray-icon.ts";

const root = import.meta.dirname;
const licences = licenceNotes(resolve(root, "out/licences.txt"));

export default defineConfig({
  main: {
    plugins: [ownRequire(), trayIcon(resolve(root, "build/icons/64x64.png")), licences.plugin()],
    build: {
      outDir: "out/main",
      // Everything but Node and Electron goes into the bundle: one read of a few files instead of a
      // thousand, and no package is shipped beside it.
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: resolve(root, "src/main/hosts/electron/main.ts"),
          ...THREAD_ENTRIES,
        },
        output: {
          format: "es",
          entryFileNames: "[name].js",
          chunkFileNames: "[name]-[hash].js",
          // Half as much to read at a start, and an error's trace keeps the names of functions and classes.
          minify: { compress: false, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
  preload: {
    plugins: [licences.plugin()],
    build: {
      outDir: "out/preload",
      // In the sandbox a preload script can't require packages: everything it needs is in it.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve(root, "src/main/hosts/electron/preload/index.ts") },
        // Sandboxed preload scripts are CommonJS; package.json says module, so the name has to say it.
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: resolve(root, "src/renderer"),
    plugins: [
      react(),
      helpPages(resolve(root, "docs"), resolve(root, "src/renderer/help/help.css")),
      licences.plugin(),
    ],
    build: {
      outDir: resolve(root, "out/renderer"),
      // The same page is served to browsers, so Electron's own Chromium is no measure: what all of them have had since 2023.
      target: "es2022",
      cssTarget: ["chrome111", "edge111", "firefox114", "safari16.4"],
      minify: true,
      // No inline data: the page's policy allows scripts and fonts as files only.
      assetsInlineLimit: 0,
      rollupOptions: {
        input: { index: resolve(root, "src/renderer/index.html"), help: resolve(root, "src/renderer/help/main.ts") },
        // The page's policy forbids eval, and zod's try of it is reported as a violation. Zod asks as soon as its chunk runs, so this
        // stands at the head of each.
        output: {
          // What every start loads comes in one file: eighty, asked for one by one, kept the main process busy while it opened the desk.
          codeSplitting: {
            groups: [
              // Of the pages of Help and of the program alike.
              { name: "minisearch", test: /\/node_modules\/minisearch\//u, priority: 1 },
              { name: "start", tags: ["$initial"], test: (id) => !id.includes("/renderer/help/") },
            ],
          },
          banner: "globalThis.__zod_globalConfig ??= { jitless: true };",
          // Help's pages are made beside the build, and name its script.
          entryFileNames: ({ name }) => (name === "help" ? "help/help.js" : "assets/[name]-[hash].js"),
        },
      },
    },
  },
});
