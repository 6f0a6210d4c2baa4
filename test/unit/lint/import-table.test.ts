import { describe, expect, test } from "vitest";
import { judgeImport } from "../../../build/lint/import-table.ts";
import { LAYERS } from "../../../build/lint/layers.ts";

const judge = (filePath: string, specifier: string) => judgeImport(LAYERS, filePath, specifier);

/** One file of each layer that others would import. */
const ENTRY = {
  "shared/errors": "#shared/errors/registry.ts",
  "shared/i18n": "#shared/i18n/index.ts",
  "shared/model": "#shared/model/ticket.ts",
  "shared/rules": "#shared/rules/close-date/close-date.ts",
  "shared/automation": "#shared/automation/definition.ts",
  "shared/contract": "#shared/contract/index.ts",
  "shared/notifications": "#shared/notifications/describe.ts",
  "shared/reports": "#shared/reports/slices.ts",
  "shared/search": "#shared/search/parse-query.ts",
  "shared/sync": "#shared/sync/protocol.ts",
  "renderer/theme": "#renderer/theme/theme.ts",
  "renderer/state": "#renderer/state/desk.ts",
  "renderer/components": "#renderer/components/StageBadge.tsx",
  "renderer/features/board": "#renderer/features/board/Board.tsx",
  "renderer/features/contacts": "#renderer/features/contacts/ContactsPage.tsx",
  "renderer/features/first-steps": "#renderer/features/first-steps/FirstStepsPanel.tsx",
  "renderer/features/inbox": "#renderer/features/inbox/InboxPage.tsx",
  "renderer/features/notifications": "#renderer/features/notifications/NotificationBell.tsx",
  "renderer/features/outbox": "#renderer/features/outbox/OutboxPage.tsx",
  "renderer/features/reports": "#renderer/features/reports/ReportsPage.tsx",
  "renderer/features/search": "#renderer/features/search/SearchPage.tsx",
  "renderer/features/settings": "#renderer/features/settings/SettingsPage.tsx",
  "renderer/features/sign-in": "#renderer/features/sign-in/Door.tsx",
  "renderer/features/ticket": "#renderer/features/ticket/TicketView.tsx",
  "renderer/features/tickets": "#renderer/features/tickets/ViewPage.tsx",
  "renderer/features/trash": "#renderer/features/trash/TrashPage.tsx",
  "renderer/features/welcome": "#renderer/features/welcome/WelcomePage.tsx",
  "renderer/features/workflows": "#renderer/features/workflows/WorkflowsPage.tsx",
  "renderer/app": "#renderer/app/App.tsx",
  "renderer/help": "#renderer/help/main.ts",
  "renderer/main.tsx": "#renderer/main.tsx",
  "renderer/ambient.d.ts": "#renderer/ambient.d.ts",
  "main/store/sql-storage": "#main/store/sql-storage/index.ts",
  "main/store": "#main/store/collections.ts",
  "main/desk": "#main/desk/piece-of-work.ts",
  "main/desk/queries": "#main/desk/queries/tickets.ts",
  "main/desk/commands": "#main/desk/commands/move-ticket.ts",
  "main/automation": "#main/automation/dispatcher.ts",
  "main/threads": "#main/threads/thread.ts",
  "main/readers": "#main/readers/readers.ts",
  "main/mail": "#main/mail/ingest/ingest.ts",
  "main/jobs": "#main/jobs/jobs.ts",
  "main/data": "#main/data/data-service.ts",
  "main/accounts": "#main/accounts/create-accounts.ts",
  "main/sync": "#main/sync/adopt.ts",
  "main/router": "#main/router/router.ts",
  "main/core": "#main/core.ts",
  "main/demo": "#main/demo/demo.ts",
  "main/hosts": "#main/hosts/serve/start-serve-host.ts",
  "main/hosts/electron": "#main/hosts/electron/main.ts",
} as const;
type LayerName = keyof typeof ENTRY;
const names = Object.keys(ENTRY) as LayerName[];

const SHARED = names.filter((name) => name.startsWith("shared/"));
const FEATURES = names.filter((name) => name.startsWith("renderer/features/"));
const UNDER_FEATURES: readonly LayerName[] = [...SHARED, "renderer/theme", "renderer/state", "renderer/components"];
const DESK: readonly LayerName[] = ["main/desk", "main/desk/queries", "main/desk/commands"];

const ALLOWED: Readonly<Partial<Record<LayerName, readonly LayerName[]>>> = {
  "shared/i18n": ["shared/errors"],
  "shared/rules": ["shared/errors", "shared/model"],
  "shared/automation": ["shared/errors", "shared/i18n", "shared/model"],
  "shared/contract": ["shared/errors", "shared/i18n", "shared/model", "shared/automation", "shared/sync"],
  "shared/notifications": ["shared/i18n", "shared/contract"],
  "shared/search": ["shared/model", "shared/automation"],
  "shared/reports": ["shared/automation"],
  "shared/sync": ["shared/errors", "shared/model", "shared/rules", "shared/automation"],
  "renderer/theme": SHARED,
  "renderer/state": SHARED,
  "renderer/components": [...SHARED, "renderer/theme", "renderer/state"],
  ...Object.fromEntries(FEATURES.map((name) => [name, UNDER_FEATURES])),
  "renderer/app": [...UNDER_FEATURES, ...FEATURES],
  "renderer/main.tsx": ["renderer/state", "renderer/app"],
  "main/store": [...SHARED, "main/store/sql-storage", "main/threads"],
  "main/desk": [...SHARED, "main/store"],
  "main/desk/queries": [...SHARED, "main/store", "main/desk"],
  "main/desk/commands": [...SHARED, "main/store", "main/desk", "main/desk/queries"],
  "main/automation": [...SHARED, "main/store", ...DESK],
  "main/threads": SHARED,
  "main/readers": [
    ...SHARED,
    "main/store",
    "main/desk",
    "main/desk/queries",
    "main/automation",
    "main/data",
    "main/threads",
  ],
  "main/data": [...SHARED, "main/store", "main/store/sql-storage", ...DESK, "main/mail", "main/sync"],
  "main/mail": [...SHARED, "main/store", ...DESK, "main/threads"],
  "main/jobs": [...SHARED, "main/store", ...DESK, "main/mail", "main/data"],
  "main/accounts": [...SHARED, "main/store", ...DESK],
  "main/sync": [...SHARED, "main/store", ...DESK],
  "main/router": [
    ...SHARED,
    ...DESK,
    "main/accounts",
    "main/automation",
    "main/mail",
    "main/readers",
    "main/data",
    "main/sync",
  ],
  "main/core": [
    ...SHARED,
    "main/store",
    ...DESK,
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
  "main/demo": [...SHARED, ...DESK, "main/mail", "main/jobs"],
  "main/hosts": [
    ...SHARED,
    "main/store",
    "main/desk",
    "main/automation",
    "main/mail",
    "main/demo",
    "main/core",
    "main/accounts",
    "main/data",
    "main/sync",
  ],
  "main/hosts/electron": [...SHARED, "main/desk", "main/hosts"],
};

const fileOf = (layer: LayerName) => ENTRY[layer].replace("#", "src/");
const allowed = (from: LayerName, to: LayerName) => from === to || ALLOWED[from]?.includes(to) === true;

describe("which layer may import which", () => {
  test("the table knows exactly the layers of this test", () => {
    expect(LAYERS.map((layer) => layer.name).toSorted()).toEqual(names.toSorted());
  });

  test.each(names)("what %s may import, and nothing else", (from) => {
    const refusal = (to: LayerName) => judge(fileOf(from), ENTRY[to]);
    expect(names.filter((to) => refusal(to) === undefined)).toEqual(names.filter((to) => allowed(from, to)));
    for (const to of names.filter((name) => !allowed(from, name))) {
      expect(refusal(to)).toMatch(`${from} may not import ${to}: it may import `);
    }
  });
});

describe("messages, word for word", () => {
  test.each([
    [
      "src/renderer/features/board/Board.tsx",
      "../ticket/TicketView.tsx",
      "renderer/features/board may not import renderer/features/ticket: it may import itself, shared/*, renderer/theme, renderer/state, renderer/components.",
    ],
    [
      "src/shared/errors/registry.ts",
      "#main/store/collections.ts",
      "shared/errors may not import main/store: it may import only itself.",
    ],
    [
      "src/shared/model/ticket.ts",
      "../automation/definition.ts",
      "shared/model may not import shared/automation: it may import only itself.",
    ],
    [
      "src/main/desk/queries/tickets.ts",
      "../commands/move-ticket.ts",
      "main/desk/queries may not import main/desk/commands: it may import itself, shared/*, main/store, main/desk.",
    ],
    [
      "src/main/jobs/jobs.ts",
      "#main/demo/demo.ts",
      "main/jobs may not import main/demo: it may import itself, shared/*, main/store, main/desk, main/desk/*, main/mail, main/data.",
    ],
    [
      "src/main/core.ts",
      "./demo/demo.ts",
      "main/core may not import main/demo: it may import itself, shared/*, main/store, main/desk, main/desk/*, main/automation, main/mail, main/readers, main/jobs, main/data, main/accounts, main/router, main/sync, main/threads.",
    ],
    [
      "src/shared/model/ticket.ts",
      "node:fs",
      "shared/model may not import Node's node:fs: it also runs where there is no Node.",
    ],
    [
      "src/renderer/app/App.tsx",
      "path",
      "renderer/app may not import Node's path: it also runs where there is no Node.",
    ],
    [
      "src/shared/automation/definition.ts",
      "rxdb",
      "shared/automation may not import the package rxdb: it may import croner, liquidjs, zod.",
    ],
    [
      "src/main/store/sql-storage/index.ts",
      "zod",
      "main/store/sql-storage may not import the package zod: it may import pg, rxdb, rxjs.",
    ],
    [
      "src/main/hosts/serve/server.ts",
      "electron",
      "main/hosts may not import the package electron: only main/hosts/electron may.",
    ],
    [
      "src/main/desk/tickets/move.ts",
      "dompurify",
      `main/desk may not import the package dompurify: only renderer/components, ${FEATURES.join(", ")}, renderer/app may.`,
    ],
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
      "src/renderer/features/board/Board.tsx",
      "../calls/Call.tsx",
      "src/renderer/features/calls/Call.tsx belongs to no layer of build/lint/layers.ts: move it, or name its layer there.",
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
    ["src/renderer/app/App.tsx", "@mantine/core/styles.css"],
    ["src/renderer/main.tsx", "react-dom/client"],
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
