import { createSpeaker, say, type Names, type Phrase } from "#shared/automation/describe/words.ts";
import type { DeskSetup } from "#shared/contract/desk.ts";
import type { Language } from "#shared/i18n/index.ts";
import { useDeskState, useI18n } from "./desk-context.tsx";

export type DeskWords = { readonly names: Names; readonly say: (phrase: Phrase) => string };

/** Says parts of workflows in the person's language, with the names that the desk's documents have. */
export function useWords(): DeskWords {
  const { language } = useI18n();
  const setup = useDeskState((state) => state.setup);
  return wordsOf(setup, language);
}

// One for all who ask: a canvas has hundreds of boxes, and what formats dates and lists takes a millisecond to make.
const known = new WeakMap<DeskSetup, Map<Language, DeskWords>>();

function wordsOf(setup: DeskSetup, language: Language): DeskWords {
  const byLanguage = known.get(setup) ?? new Map<Language, DeskWords>();
  known.set(setup, byLanguage);
  const before = byLanguage.get(language);
  if (before !== undefined) return before;
  const speaker = createSpeaker(language);
  const made: DeskWords = { names: namesOf(setup), say: (phrase) => say(phrase, speaker) };
  byLanguage.set(language, made);
  return made;
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
      case "property":
        return named(setup.properties, id);
      case "property-option":
        return setup.properties.find(({ options }) => Object.hasOwn(options, id))?.options[id]?.name ?? null;
      case "mail-template":
        return named(setup.mailTemplates, id);
      case "contact":
      case "company":
        return id;
    }
  };
}
