import type { hosts as english } from "../en/hosts.ts";
import type { TranslationOf } from "../message.ts";

export const hosts = {
  "host.locked": "Questo desk richiede la chiave",
  "host.lockedHelp":
    "Aprilo con l'indirizzo che Pipedesk ha mostrato all'avvio. Quell'indirizzo termina con la chiave.",
  "host.tryAgain": "Riprova",
  "host.unbuilt": "L'interfaccia non è stata compilata",
  "host.unbuiltHelp": "Esegui npm run build, poi ricarica questa pagina. Intanto l'interfaccia REST funziona.",
} as const satisfies TranslationOf<typeof english>;
