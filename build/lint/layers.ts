/**
 * The import table: which part of the sources may import which. The rule `pipedesk/import-table` enforces it, and its
 * messages are made from this file. What is no layer's file may not exist under `src`. An entry that nothing uses is taken
 * out: a test compares the table with the sources.
 */
export type Layer = {
  readonly name: string;
  /** A folder, or one file, from the repository's root; the longest that fits is a file's layer. */
  readonly path: string;
  /** Names of the other layers it may import, `name/*` for all beneath one; a layer may always import itself. */
  readonly layers: readonly string[];
  /** Which npm packages it may import: only these, or all but these. `@scope/*` stands for a whole scope. */
  readonly packages: { readonly only: readonly string[] } | { readonly allBut: readonly string[] };
  /** Whether it runs in Node and may import `node:` modules. */
  readonly node: boolean;
};

/** What a screen is made of. */
const SCREEN_PACKAGES = [
  "@atlaskit/*",
  "@mantine/*",
  "@tabler/*",
  "@tanstack/*",
  "@tiptap/*",
  "@xyflow/*",
  "dompurify",
  "react",
  "react-dom",
  "uplot",
  "uqr",
  "zod",
  "zustand",
] as const;

/** What only the interface imports. */
const BROWSER_PACKAGES = [...SCREEN_PACKAGES.filter((name) => name !== "zod"), "dexie", "minisearch"];

/** What runs in Node with no window: everything but the browser's packages and Electron. */
const CORE = { packages: { allBut: ["electron", ...BROWSER_PACKAGES] }, node: true } as const;

/** Free of I/O, in Node and in a window alike. */
function pure(name: string, layers: readonly string[], packages: readonly string[]): Layer {
  return { name, path: `src/${name}`, layers, packages: { only: packages }, node: false };
}

/** A part of the interface. */
function inWindow(part: string, layers: readonly string[], packages: readonly string[] = SCREEN_PACKAGES): Layer {
  return { name: `renderer/${part}`, path: `src/renderer/${part}`, layers, packages: { only: packages }, node: false };
}

function core(name: string, layers: readonly string[], path = `src/${name}`): Layer {
  return { name, path, layers, ...CORE };
}

/** The screens, each a folder. They don't know of each other: what two of them share stands in components or state. */
const FEATURES = [
  "board",
  "contacts",
  "first-steps",
  "inbox",
  "notifications",
  "outbox",
  "reports",
  "search",
  "settings",
  "sign-in",
  "ticket",
  "tickets",
  "trash",
  "welcome",
  "workflows",
] as const;

const UNDER_FEATURES = ["shared/*", "renderer/theme", "renderer/state", "renderer/components"] as const;

export const LAYERS: readonly Layer[] = [
  // What can go wrong, and in which words: beneath everything.
  pure("shared/errors", [], []),
  pure("shared/i18n", ["shared/errors"], []),
  // The documents, the decisions over them, the language of workflows, and what may be asked of a desk.
  pure("shared/model", [], ["zod"]),
  pure("shared/rules", ["shared/errors", "shared/model"], []),
  pure("shared/automation", ["shared/errors", "shared/i18n", "shared/model"], ["croner", "liquidjs", "zod"]),
  pure(
    "shared/contract",
    ["shared/errors", "shared/i18n", "shared/model", "shared/automation", "shared/sync"],
    ["@orpc/contract", "zod"],
  ),
  // What a person types into the search field, and what it asks for.
  pure("shared/search", ["shared/model", "shared/automation"], []),
  // What reports count by.
  pure("shared/reports", ["shared/automation"], []),
  // What a person is told of in passing: by the window, and by the system.
  pure("shared/notifications", ["shared/i18n", "shared/contract"], []),

  // What devices of a team and their server say to each other, and what of it is believed.
  pure("shared/sync", ["shared/errors", "shared/model", "shared/rules", "shared/automation"], ["zod"]),

  inWindow("theme", ["shared/*"], ["@mantine/*"]),
  inWindow("state", ["shared/*"], ["@orpc/client", "dexie", "react", "zod", "zustand"]),
  inWindow("components", ["shared/*", "renderer/theme", "renderer/state"]),
  ...FEATURES.map((feature) => inWindow(`features/${feature}`, UNDER_FEATURES)),
  inWindow("app", [...UNDER_FEATURES, "renderer/features/*"]),
  // The script of Help's pages, which are no part of the interface.
  inWindow("help", [], ["minisearch"]),
  inWindow("main.tsx", ["renderer/state", "renderer/app"], ["react-dom"]),
  inWindow("ambient.d.ts", [], []),

  // Stands alone, so that it can be tested, and one day published, as a package of its own.
  {
    name: "main/store/sql-storage",
    path: "src/main/store/sql-storage",
    layers: [],
    packages: { only: ["pg", "rxdb", "rxjs"] },
    node: true,
  },
  core("main/store", ["shared/*", "main/store/sql-storage", "main/threads"]),
  // What a change of a desk is made of; queries only read, so they know no command.
  core("main/desk", ["shared/*", "main/store"]),
  core("main/desk/queries", ["shared/*", "main/store", "main/desk"]),
  core("main/desk/commands", ["shared/*", "main/store", "main/desk", "main/desk/queries"]),
  // Work that is given to worker threads: what crosses, and both sides' ends of it.
  core("main/threads", ["shared/*"]),
  core("main/automation", ["shared/*", "main/store", "main/desk", "main/desk/*"]),
  core("main/mail", ["shared/*", "main/store", "main/desk", "main/desk/*", "main/threads"]),
  // Reads that can be long, in worker threads over connections that only read.
  core("main/readers", [
    "shared/*",
    "main/store",
    "main/desk",
    "main/desk/queries",
    "main/automation",
    "main/data",
    "main/threads",
  ]),
  // Long work in the background: imports, files of contacts, the demo desk. Which demo, a host says.
  core("main/jobs", ["shared/*", "main/store", "main/desk", "main/desk/*", "main/mail", "main/data"]),
  // Replication between the devices of a team and their server.
  core("main/sync", ["shared/*", "main/store", "main/desk", "main/desk/*"]),
  // A desk's data as a whole: checking it, backups, taking everything out, erasing a person.
  core("main/data", [
    "shared/*",
    "main/store",
    "main/store/sql-storage",
    "main/desk",
    "main/desk/*",
    "main/mail",
    "main/sync",
  ]),
  // Who may come in: accounts, sessions and devices of a team.
  core("main/accounts", ["shared/*", "main/store", "main/desk", "main/desk/*"]),
  // The contract's procedures, each answered by a command or a query.
  core("main/router", [
    "shared/*",
    "main/desk",
    "main/desk/*",
    "main/accounts",
    "main/automation",
    "main/mail",
    "main/readers",
    "main/data",
    "main/sync",
  ]),
  // The composition: builds the core out of its parts.
  core(
    "main/core",
    [
      "shared/*",
      "main/store",
      "main/desk",
      "main/desk/*",
      "main/automation",
      "main/mail",
      "main/readers",
      "main/jobs",
      "main/data",
      "main/accounts",
      "main/router",
      "main/sync",
      "main/threads",
    ],
    "src/main/core.ts",
  ),
  // Handed to the core by a host: the core runs without it.
  core("main/demo", ["shared/*", "main/desk", "main/desk/*", "main/mail", "main/jobs"]),
  core("main/hosts", [
    "shared/*",
    "main/store",
    "main/desk",
    "main/automation",
    "main/mail",
    "main/demo",
    "main/core",
    "main/accounts",
    "main/data",
    "main/sync",
  ]),
  {
    name: "main/hosts/electron",
    path: "src/main/hosts/electron",
    layers: ["shared/*", "main/desk", "main/hosts"],
    packages: { allBut: BROWSER_PACKAGES },
    node: true,
  },
];
