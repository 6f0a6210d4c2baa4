/**
 * The import table: which part of the sources may import which. The rule `pipedesk/import-table` enforces it, and its
 * messages are made from this file. A folder directly in `src` or `src/main` that is not named here may not exist.
 */
export type Layer = {
  readonly name: string;
  /** A folder, or one file, from the repository's root; the longest that fits is a file's layer. */
  readonly path: string;
  /** Names of the other layers it may import; a layer may always import itself. */
  readonly layers: readonly string[];
  /** Which npm packages it may import: only these, or all but these. `@scope/*` stands for a whole scope. */
  readonly packages: { readonly only: readonly string[] } | { readonly allBut: readonly string[] };
  /** Whether it runs in Node and may import `node:` modules. */
  readonly node: boolean;
};

/** Free of I/O: what they compute depends on their arguments only. */
const PURE_PACKAGES = [
  "@orpc/contract",
  // Without a function to call it is a pattern that finds times.
  "croner",
  "email-forward-parser",
  "email-reply-parser",
  "html-to-text",
  "liquidjs",
  "zod",
] as const;

const BROWSER_PACKAGES = [
  "@atlaskit/*",
  "@mantine/*",
  "@tabler/*",
  "@tanstack/*",
  "@tiptap/*",
  "dexie",
  "dompurify",
  "react",
  "react-dom",
  "zustand",
] as const;

/** What runs in Node with no window: everything but the browser's packages and Electron. */
const CORE = { packages: { allBut: ["electron", ...BROWSER_PACKAGES] }, node: true } as const;

const CORE_LAYERS = [
  "shared",
  "main/store/sql-storage",
  "main/store",
  "main/desk",
  "main/automation",
  "main/mail",
  "main/sync",
  "main/demo",
  "main/threads",
  "main/readers",
  "main/router",
  "main/jobs",
] as const;

export const LAYERS: readonly Layer[] = [
  { name: "shared", path: "src/shared", layers: [], packages: { only: PURE_PACKAGES }, node: false },
  {
    name: "renderer",
    path: "src/renderer",
    layers: ["shared"],
    packages: { only: [...BROWSER_PACKAGES, "@orpc/client", "@orpc/contract", "zod"] },
    node: false,
  },
  // Stands alone, so that it can be tested, and one day published, as a package of its own.
  {
    name: "main/store/sql-storage",
    path: "src/main/store/sql-storage",
    layers: [],
    packages: { only: ["rxdb", "rxjs"] },
    node: true,
  },
  { name: "main/store", path: "src/main/store", layers: ["shared", "main/store/sql-storage", "main/threads"], ...CORE },
  { name: "main/desk", path: "src/main/desk", layers: ["shared", "main/store"], ...CORE },
  { name: "main/automation", path: "src/main/automation", layers: ["shared", "main/store", "main/desk"], ...CORE },
  { name: "main/mail", path: "src/main/mail", layers: ["shared", "main/store", "main/desk", "main/threads"], ...CORE },
  { name: "main/sync", path: "src/main/sync", layers: ["shared", "main/store"], ...CORE },
  {
    name: "main/demo",
    path: "src/main/demo",
    layers: ["shared", "main/store", "main/desk", "main/mail", "main/automation"],
    ...CORE,
  },
  // Work that is given to worker threads: what crosses, and both sides' ends of it.
  { name: "main/threads", path: "src/main/threads", layers: ["shared"], ...CORE },
  // Reads that can be long, in worker threads over connections that only read.
  {
    name: "main/readers",
    path: "src/main/readers",
    layers: ["shared", "main/store", "main/desk", "main/automation", "main/threads"],
    ...CORE,
  },
  // The contract's procedures, each answered by a command or a query.
  {
    name: "main/router",
    path: "src/main/router",
    layers: ["shared", "main/store", "main/desk", "main/automation", "main/mail", "main/demo", "main/readers"],
    ...CORE,
  },
  // Long work in the background: imports, the demo desk.
  {
    name: "main/jobs",
    path: "src/main/jobs",
    layers: ["shared", "main/store", "main/desk", "main/automation", "main/mail", "main/demo"],
    ...CORE,
  },
  // The composition: builds the core out of its parts.
  { name: "main/core", path: "src/main/core.ts", layers: [...CORE_LAYERS], ...CORE },
  { name: "main/hosts", path: "src/main/hosts", layers: [...CORE_LAYERS, "main/core"], ...CORE },
  {
    name: "main/hosts/electron",
    path: "src/main/hosts/electron",
    layers: [...CORE_LAYERS, "main/core", "main/hosts"],
    packages: { allBut: BROWSER_PACKAGES },
    node: true,
  },
];
