import { globSync } from "node:fs";
import { join } from "node:path";

/** Names of pages: paths under docs/, without their ending. */
export type HelpSection = { readonly title: string; readonly pages: readonly string[] };

const GUIDE = "guide/";

/**
 * What Help holds, in its order. What developers read (architecture, decisions, rules) stays in the repository. A page of the guide that nobody named here is
 * put behind the others of its section.
 */
const ORDER: readonly HelpSection[] = [
  { title: "Begin", pages: ["guide/first-steps", "guide/keyboard", "guide/troubleshooting"] },
  {
    title: "Guide",
    pages: [
      "guide/views",
      "guide/answering",
      "guide/tickets",
      "guide/search",
      "guide/automation",
      "guide/people",
      "guide/properties",
      "guide/sla",
      "guide/reports",
      "guide/team",
      "guide/data",
    ],
  },
  {
    title: "In full",
    pages: ["mail", "automation", "placeholders", "workflow-files", "webhooks", "walk-through", "operations"],
  },
  { title: "Trust", pages: ["privacy", "security"] },
];

/** The pages that are there. @param docs the folder */
export function helpSections(docs: string): HelpSection[] {
  const there = globSync("**/*.md", { cwd: docs }).map((path) => path.replaceAll("\\", "/").replace(/\.md$/u, ""));
  const named = new Set(ORDER.flatMap(({ pages }) => pages));
  const unnamed = there.filter((page) => page.startsWith(GUIDE) && !named.has(page)).toSorted();
  return ORDER.map(({ title, pages }) => ({
    title,
    pages: [...pages.filter((page) => there.includes(page)), ...(title === "Guide" ? unnamed : [])],
  }));
}

export const pathOfPage = (docs: string, page: string): string => join(docs, `${page}.md`);
