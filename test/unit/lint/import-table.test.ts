import { describe, expect, test } from "vitest";
import { judgeImport } from "../../../build/lint/import-table.ts";
import { LAYERS } from "../../../build/lint/layers.ts";

const judge = (filePath: string, specifier: string) => judgeImport(LAYERS, filePath, specifier);

const CORE =
  "shared, main/store/sql-storage, main/store, main/desk, main/automation, main/mail, main/sync, main/demo, main/threads, main/readers, main/router, main/jobs";

/** One file of each layer that others would import. */
const ENTRY = {
  shared: "#shared/model/ticket.ts",
  renderer: "#renderer/app/App.tsx",
  "main/store/sql-storage": "#main/store/sql-storage/index.ts",
  "main/store": "#main/store/collections.ts",
  "main/desk": "#main/desk/tickets/move.ts",
  "main/automation": "#main/automation/dispatcher.ts",
  "main/mail": "#main/mail/ingest.ts",
  "main/sync": "#main/sync/pull.ts",
  "main/demo": "#main/demo/make.ts",
  "main/threads": "#main/threads/thread.ts",
  "main/readers": "#main/readers/readers.ts",
  "main/router": "#main/router/router.ts",
  "main/jobs": "#main/jobs/jobs.ts",
  "main/core": "#main/core.ts",
  "main/hosts": "#main/hosts/serve/server.ts",
  "main/hosts/electron": "#main/hosts/electron/window.ts",
} as const;
type LayerName = keyof typeof ENTRY;

const ALLOWED: Readonly<Record<LayerName, readonly LayerName[]>> = {
  shared: [],
  renderer: ["shared"],
  "main/store/sql-storage": [],
  "main/store": ["shared", "main/store/sql-storage"],
  "main/desk": ["shared", "main/store"],
  "main/automation": ["shared", "main/store", "main/desk"],
  "main/mail": ["shared", "main/store", "main/desk", "main/threads"],
  "main/sync": ["shared", "main/store"],
  "main/demo": ["shared", "main/store", "main/desk", "main/mail", "main/automation"],
  "main/threads": ["shared"],
  "main/readers": ["shared", "main/store", "main/desk", "main/automation", "main/threads"],
  "main/router": ["shared", "main/store", "main/desk", "main/automation", "main/mail", "main/demo", "main/readers"],
  "main/jobs": ["shared", "main/store", "main/desk", "main/automation", "main/mail", "main/demo"],
  "main/core": [
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
  ],
  "main/hosts": [
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
    "main/core",
  ],
  "main/hosts/electron": [
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
    "main/core",
    "main/hosts",
  ],
};

const fileOf = (layer: LayerName) => ENTRY[layer].replace("#", "src/");
const names = Object.keys(ENTRY) as LayerName[];

describe("which layer may import which", () => {
  test("the table knows exactly the layers of this test", () => {
    expect(LAYERS.map((layer) => layer.name)).toEqual(names);
  });

  const pairs = names.flatMap((from) => names.map((to) => ({ from, to })));

  test.each(pairs.filter(({ from, to }) => from === to || ALLOWED[from].includes(to)))(
    "$from may import $to",
    ({ from, to }) => {
      expect(judge(fileOf(from), ENTRY[to])).toBeUndefined();
    },
  );

  test.each(pairs.filter(({ from, to }) => from !== to && !ALLOWED[from].includes(to)))(
    "$from may not import $to",
    ({ from, to }) => {
      const allowed = ALLOWED[from].length === 0 ? "only itself" : `itself, ${ALLOWED[from].join(", ")}`;
      expect(judge(fileOf(from), ENTRY[to])).toBe(`${from} may not import ${to}: it may import ${allowed}.`);
    },
  );
});

describe("messages, word for word", () => {
  test.each([
    [
      "src/renderer/app/App.tsx",
      "#main/desk/tickets/move.ts",
      "renderer may not import main/desk: it may import itself, shared.",
    ],
    [
      "src/shared/model/ticket.ts",
      "#main/store/collections.ts",
      "shared may not import main/store: it may import only itself.",
    ],
    [
      "src/main/core.ts",
      "./hosts/serve/server.ts",
      `main/core may not import main/hosts: it may import itself, ${CORE}.`,
    ],
    [
      "src/main/sync/pull.ts",
      "../desk/tickets/move.ts",
      "main/sync may not import main/desk: it may import itself, shared, main/store.",
    ],
    [
      "src/shared/model/ticket.ts",
      "node:fs",
      "shared may not import Node's node:fs: it also runs where there is no Node.",
    ],
    ["src/renderer/app/App.tsx", "path", "renderer may not import Node's path: it also runs where there is no Node."],
    [
      "src/shared/model/ticket.ts",
      "rxdb",
      "shared may not import the package rxdb: it may import @orpc/contract, croner, email-forward-parser, email-reply-parser, html-to-text, liquidjs, zod.",
    ],
    [
      "src/main/store/sql-storage/index.ts",
      "zod",
      "main/store/sql-storage may not import the package zod: it may import rxdb, rxjs.",
    ],
    [
      "src/main/hosts/serve/server.ts",
      "electron",
      "main/hosts may not import the package electron: only main/hosts/electron may.",
    ],
    ["src/main/desk/tickets/move.ts", "react", "main/desk may not import the package react: only renderer may."],
    [
      "src/main/desk/tickets/move.ts",
      "../../../../test/support/browser.ts",
      "main/desk may not import test/support/browser.ts: src/ imports nothing outside of src/.",
    ],
    [
      "src/main/desk/tickets/move.ts",
      "#test/support.ts",
      "#test/support.ts is no alias of package.json: use #shared/…, #main/…, #renderer/….",
    ],
    [
      "src/main/helpers/dates.ts",
      "zod",
      "src/main/helpers/dates.ts belongs to no layer of build/lint/layers.ts: move it, or name its layer there.",
    ],
    [
      "src/main/desk/tickets/move.ts",
      "../../../util.ts",
      "src/util.ts belongs to no layer of build/lint/layers.ts: move it, or name its layer there.",
    ],
  ])("%s importing %s", (filePath, specifier, message) => {
    expect(judge(filePath, specifier)).toBe(message);
  });
});

describe("what passes", () => {
  test.each([
    ["src/shared/contract/base.ts", "@orpc/contract"],
    ["src/shared/rules/email/visible-text.ts", "email-reply-parser"],
    ["src/renderer/app/App.tsx", "@mantine/core/styles.css"],
    ["src/renderer/app/App.tsx", "react-dom/client"],
    ["src/renderer/app/App.tsx", "./App.module.css"],
    ["src/renderer/app/App.tsx", "../state/worker.ts?worker"],
    ["src/main/store/sql-storage/index.ts", "node:sqlite"],
    ["src/main/store/sql-storage/query/compile.ts", "rxdb/plugins/utils"],
    ["src/main/hosts/electron/window.ts", "electron"],
    ["src/main/hosts/electron/preload/index.ts", "electron"],
    ["src/main/hosts/cli/main.ts", "../serve/server.ts"],
    ["src/main/hosts/cli/main.ts", "../../../../package.json"],
    ["src/main/core.ts", "./store/collections.ts"],
    ["test/unit/anything.test.ts", "electron"],
    ["scripts/start.ts", "../src/main/hosts/serve/server.ts"],
  ])("%s importing %s", (filePath, specifier) => {
    expect(judge(filePath, specifier)).toBeUndefined();
  });
});
