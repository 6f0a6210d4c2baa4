import { relative, sep } from "node:path";
import type { Rule } from "./rule.ts";
import { START_UP_FILES } from "./start-up-files.ts";

const FILE_MODULES: readonly unknown[] = ["node:fs", "fs"];

/**
 * `pipedesk/no-sync-files`: the main process answers every window on one thread, so it never waits for the disk there; start-up files are named
 * in start-up-files.ts.
 */
export const syncFilesRule = {
  create(context) {
    const filePath = relative(context.cwd, context.filename).split(sep).join("/");
    if (filePath in START_UP_FILES) return {};
    return {
      ImportDeclaration(node) {
        if (!FILE_MODULES.includes(node.source.value)) return;
        for (const specifier of node.specifiers) {
          if (specifier.type !== "ImportSpecifier") {
            context.report({
              node: specifier,
              message: "Import what is used of node:fs by its name: whether it holds up the thread must be seen.",
            });
            continue;
          }
          const { imported } = specifier;
          const name = imported.type === "Identifier" ? imported.name : imported.value;
          if (!name.endsWith("Sync")) continue;
          context.report({
            node: specifier,
            message: `${name} holds up every window while the disk works: use node:fs/promises. A file that runs before anybody waits is named in start-up-files.ts.`,
          });
        }
      },
    };
  },
} satisfies Rule;
