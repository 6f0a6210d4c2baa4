import { relative, sep } from "node:path";
import { judgeImport } from "./import-table.ts";
import { LAYERS } from "./layers.ts";
import type { Rule } from "./rule.ts";

/** What stands where an import names its module; anything but a string can't be judged. */
type Source = { range: [number, number]; readonly value?: unknown };

/** `pipedesk/import-table`: every form of import, judged by the table in layers.ts. */
export const importTableRule = {
  create(context) {
    const filePath = relative(context.cwd, context.filename).split(sep).join("/");
    const judge = (source: Source | null) => {
      if (source === null || typeof source.value !== "string") return;
      const message = judgeImport(LAYERS, filePath, source.value);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: (node) => judge(node.source),
      ExportNamedDeclaration: (node) => judge(node.source),
      ExportAllDeclaration: (node) => judge(node.source),
      ImportExpression: (node) => judge(node.source),
      TSImportType: (node) => judge(node.source),
      CallExpression(node) {
        const isRequire = node.callee.type === "Identifier" && node.callee.name === "require";
        const [source] = node.arguments;
        if (isRequire && source?.type === "Literal") judge(source);
      },
    };
  },
} satisfies Rule;
