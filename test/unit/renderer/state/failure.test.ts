import { ORPCError } from "@orpc/client";
import { describe, expect, test } from "vitest";
import { failureOf, failureText } from "#renderer/state/failure.ts";
import { createTranslate } from "#shared/i18n/index.ts";

describe("failures", () => {
  test("a typed error of the contract keeps its code and what it tells", () => {
    const error = new ORPCError("RULE_REFUSED", {
      data: { code: "PD_RULE_REFUSED", rule: "G2", missing: ["waiting"] },
    });
    expect(failureOf(error)).toEqual({
      code: "PD_RULE_REFUSED",
      data: { code: "PD_RULE_REFUSED", rule: "G2", missing: ["waiting"] },
    });
  });

  test.each([new Error("boom"), undefined, "text", { data: { code: "PD_OF_TOMORROW" } }, { data: { code: 3 } }])(
    "%o is unexpected",
    (error) => {
      expect(failureOf(error).code).toBe("PD_INTERNAL");
    },
  );

  test("it is told in the person's language", () => {
    const error = { data: { code: "PD_STORE_DISK_FULL" } };
    expect([failureText(error, createTranslate("en")), failureText(error, createTranslate("it"))]).toEqual([
      "The disk is full. Nothing of this change was stored. Free some space and try again.",
      "Il disco è pieno. Questa modifica non è stata salvata. Libera spazio e riprova.",
    ]);
  });
});
