import { assertNever } from "#shared/errors/pipedesk-error.ts";
import { DE } from "./de.ts";
import { EN } from "./en.ts";
import { FR } from "./fr.ts";
import { IT } from "./it.ts";
import type { TextPack } from "./text-pack.ts";

export const PACKS_OF_TEXTS: readonly TextPack[] = [EN, IT, DE, FR];

export function packFor(language: TextPack["language"]): TextPack {
  switch (language) {
    case "en":
      return EN;
    case "it":
      return IT;
    case "de":
      return DE;
    case "fr":
      return FR;
    default:
      return assertNever(language);
  }
}
