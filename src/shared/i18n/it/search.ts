import type { search as english } from "../en/search.ts";
import type { TranslationOf } from "../message.ts";

export const search: TranslationOf<typeof english> = {
  "search.title": "Cerca",
  "search.kinds": "Che cosa mostrare",
  "search.kind.all": "Tutto",
  "search.kind.ticket": "Ticket",
  "search.kind.message": "Messaggi",
  "search.kind.contact": "Persone",
  "search.showAll": "Mostra tutti",
  "search.more": "Mostra altri",
  "search.keys": "↑ ↓ per scegliere, Invio per aprire",
  "search.noTicket": "senza ticket",
  "search.found": { one: "{count} risultato", other: "{count} risultati" },
  "search.clear": "Svuota la ricerca",
  "search.empty.title": "Cerca in tutto il desk",
  "search.empty.text":
    "Scrivi nel campo in alto: oggetti, parole nei messaggi, nomi, indirizzi, etichette, numeri di ticket.",
  "search.tooShort.title": "Ancora una lettera",
  "search.tooShort.text": "Scrivi almeno due lettere o cifre.",
  "search.nothing.title": "Nessun risultato per “{q}”",
  "search.nothing.text": "Prova con meno parole o più corte: basta l’inizio di una parola e gli accenti non contano.",
  "search.failed": "La ricerca non ha funzionato",
  "search.spelled": "Cercato “{meant}” al posto di “{typed}”, che non si trova da nessuna parte.",
  "search.withServer": "Sul server",
  "search.olderNotSearched":
    "I ticket chiusi più vecchi sono sul server del team, che non è raggiungibile: non sono stati cercati.",
  "search.note": "Nota",
  "search.ofContact": "di {name}",
};
