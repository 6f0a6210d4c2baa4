import { describe, expect, test } from "vitest";
import { BUILT_IN_MAIL_TEMPLATES } from "#shared/automation/built-in-mail-templates.ts";
import type { MailTemplateView } from "#shared/contract/mail-templates.ts";
import { isChangedBuiltIn } from "#renderer/features/settings/templates/template-use.ts";
import { issuesOf, isReady } from "#renderer/features/settings/templates/template-words.ts";

const received = (changes: Partial<MailTemplateView> = {}): MailTemplateView => ({
  ...BUILT_IN_MAIL_TEMPLATES.it["ticket-received"],
  id: "mail-template-ticket-received",
  kind: "mail-template",
  builtIn: "ticket-received",
  createdAtEpochMs: 0,
  ...changes,
});

describe("[E3] a template in the list", () => {
  test("a built-in one is changed where it says something else than at first, in any language", () => {
    const { name, subject, body, html } = BUILT_IN_MAIL_TEMPLATES.en["ticket-received"];
    expect([
      isChangedBuiltIn(received()),
      isChangedBuiltIn(received({ name, subject, body, html })),
      isChangedBuiltIn(received({ subject: "Got it" })),
      // The words of one language under the name of the other.
      isChangedBuiltIn(received({ body })),
      isChangedBuiltIn(received({ subject: "Got it", builtIn: null })),
    ]).toEqual([false, false, true, true, false]);
  });
});

describe("[F6] a template's words", () => {
  test("what is missing and what can't be filled in is told at its field", () => {
    const issues = issuesOf(received({ name: " ", subject: "{{ ticket.shoe }}", body: "" }));
    expect([issues, isReady(issues), isReady(issuesOf(received()))]).toEqual([
      {
        name: "required",
        subject: [{ about: "ticket.shoe", message: "There is no placeholder ticket.shoe." }],
        body: "required",
      },
      false,
      true,
    ]);
  });
});
