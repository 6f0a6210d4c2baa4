import { resolve } from "node:path";
import type { Browser, Page } from "@playwright/test";
import react from "@vitejs/plugin-react";
import { build, type Rolldown } from "vite";
import { flowGraphOf } from "#renderer/components/workflow/editor/flow-graph.ts";
import { layoutOf } from "#renderer/features/workflows/canvas/layout.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";

/** A page with the library's own boxes and lines in the places that the editor's have. */
export async function openPlainFlow(browser: Browser, { steps }: WorkflowDefinition): Promise<Page> {
  const { code, css } = await bundled();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.setContent("<!doctype html><body></body>");
  await page.addStyleTag({ content: css });
  await page.addScriptTag({ content: code });
  const graph = flowGraphOf(steps);
  const positions = layoutOf(graph);
  const nodes = graph.nodes.map(({ id, kind }) => ({
    id,
    position: positions.get(id) ?? { x: 0, y: 0 },
    data: { label: `${kind} ${id}` },
  }));
  const edges = graph.edges.map(({ id, from, to }) => ({ id, source: from, target: to }));
  await page.evaluate(
    (shown) => (window as unknown as { show: (nodes: unknown, edges: unknown) => void }).show(shown.nodes, shown.edges),
    { nodes, edges },
  );
  await page.locator(".react-flow__edge").first().waitFor({ state: "attached" });
  return page;
}

async function bundled(): Promise<{ readonly code: string; readonly css: string }> {
  const built = (await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: "warn",
    plugins: [react()],
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      lib: { entry: resolve(import.meta.dirname, "main.tsx"), formats: ["iife"], name: "plain" },
    },
  })) as Rolldown.RolldownOutput[];
  const output = built.flatMap((one) => one.output);
  const text = (name: string): string => {
    const found = output.find(({ fileName }) => fileName.endsWith(name));
    if (found === undefined) throw new Error(`The bundle has no ${name}.`);
    return found.type === "chunk" ? found.code : String(found.source);
  };
  return { code: text(".js"), css: text(".css") };
}
