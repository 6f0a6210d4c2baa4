import type { Rule } from "./rule.ts";

/** `pipedesk/no-export-all`: what a module offers is named where it is offered. */
export const noExportAllRule = {
  create(context) {
    return {
      ExportAllDeclaration(node) {
        context.report({
          node,
          message: `"export *" hides what is exported: name each export of ${node.source.value}.`,
        });
      },
    };
  },
} satisfies Rule;

/** `pipedesk/no-module-state`: state belongs to what was created and will be closed, or two desks in one process would share it. */
export const noModuleStateRule = {
  create(context) {
    return {
      VariableDeclaration(node) {
        const isTopLevel = node.parent.type === "Program" || node.parent.type === "ExportNamedDeclaration";
        if (!isTopLevel || node.kind === "const" || node.declare === true) return;
        context.report({
          node,
          message: `"${node.kind}" at the top of a module is state shared by all who import it: keep it in what is created.`,
        });
      },
    };
  },
} satisfies Rule;
