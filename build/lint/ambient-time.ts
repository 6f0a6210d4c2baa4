import type { Rule } from "./rule.ts";

/** Calls that read the machine's clock or its dice. */
const AMBIENT_CALLS: Readonly<Record<string, readonly string[]>> = {
  Date: ["now"],
  Math: ["random"],
  performance: ["now"],
};

/**
 * `pipedesk/no-ambient-time`: the core takes time and randomness from what it is given, or its tests could neither hold the
 * clock still nor replay a seed.
 */
export const ambientTimeRule = {
  create(context) {
    return {
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "MemberExpression" || callee.computed || callee.object.type !== "Identifier") return;
        if (callee.property.type !== "Identifier") return;
        const { name: object } = callee.object;
        const { name: method } = callee.property;
        if (AMBIENT_CALLS[object]?.includes(method) !== true) return;
        context.report({
          node,
          message: `${object}.${method}() is not given to this code: take the clock, or the random source, as a dependency.`,
        });
      },
      NewExpression(node) {
        if (node.callee.type !== "Identifier" || node.callee.name !== "Date" || node.arguments.length > 0) return;
        context.report({ node, message: "new Date() reads the machine's clock: take the clock as a dependency." });
      },
    };
  },
} satisfies Rule;
