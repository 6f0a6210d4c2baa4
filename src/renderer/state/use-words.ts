import { useMemo } from "react";
import { createSpeaker, say, type Names, type Phrase } from "#shared/automation/describe/words.ts";
import type { DeskSetup } from "#shared/contract/desk.ts";
import { useDeskState, useI18n } from "./desk-context.tsx";

/** Says parts of workflows in the person's language, with the names that the desk's documents have. */
export function useWords(): { readonly names: Names; readonly say: (phrase: Phrase) => string } {
  const { language } = useI18n();
  const setup = useDeskState((state) => state.setup);
  return useMemo(() => {
    const speaker = createSpeaker(language);
    return { names: namesOf(setup), say: (phrase) => say(phrase, speaker) };
  }, [language, setup]);
}

/** Contacts and companies are thousands and not at hand: a workflow that names one shows its id. */
export function namesOf(setup: DeskSetup): Names {
  const named = (list: readonly { readonly id: string; readonly name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? null;
  return (kind, id) => {
    switch (kind) {
      case "pipeline":
        return named(setup.pipelines, id);
      case "stage":
        return named(
          setup.pipelines.flatMap(({ stages }) => stages),
          id,
        );
      case "user":
        return named(setup.users, id);
      case "channel":
        return named(setup.channels, id);
      case "workflow":
        return named(setup.workflows, id);
      case "team":
        return named(setup.teams, id);
      case "mail-template":
        return named(setup.mailTemplates, id);
      case "contact":
      case "company":
        return id;
    }
  };
}
