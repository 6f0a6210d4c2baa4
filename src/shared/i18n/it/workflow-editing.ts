import type { TranslationOf } from "../message.ts";
import type { workflowEditing as English } from "../en/workflow-editing.ts";

export const workflowEditing = {
  "workflows.fold.hidden": { one: "azione nascosta", other: "azioni nascoste" },
  "workflows.fold.hide": {
    one: "Nascondi l’azione di questo ramo (C)",
    other: "Nascondi le {count} azioni di questo ramo (C)",
  },
  "workflows.fold.show": {
    one: "Mostra l’azione di questo ramo (C)",
    other: "Mostra le {count} azioni di questo ramo (C)",
  },
  "workflows.fold.all": "Nascondi o mostra le azioni di tutti i rami (Maiusc+C)",
  "workflows.search": "Cerca un’azione nel flusso",
  "workflows.search.open": "Cerca un’azione nel flusso (/)",
  "workflows.search.placeholder": "Titolo, testo, segnaposto, nome …",
  "workflows.search.count": "{position} di {count}",
  "workflows.search.none": "Nessun risultato",
  "workflows.search.next": "Successivo (↓)",
  "workflows.search.previous": "Precedente (↑)",
  "workflows.search.close": "Chiudi la ricerca",
  "workflows.problems.next": "Problema successivo (N)",
  "workflows.problems.at": "Problema {position} di {count}: {problem}",
  "workflows.matching": { one: "{count} ticket corrisponde ora", other: "{count} ticket corrispondono ora" },
  "workflows.matching.atLeast": {
    one: "Più di {count} ticket corrisponde ora",
    other: "Più di {count} ticket corrispondono ora",
  },
  "workflows.matching.none": "Ora non corrisponde nessun ticket",
  "workflows.matching.counting": "Conteggio dei ticket che corrispondono …",
  "workflows.matching.incomplete": "Completa ciò che è segnato per vedere quali ticket corrispondono.",
  "workflows.matching.failed": "Non è stato possibile contare i ticket",
  "workflows.matching.show": "Mostrali",
  "workflows.matching.hide": "Nascondili",
  "workflows.matching.list": "Ticket che corrispondono ora",
  "workflows.matching.first": "I primi {count}",
  "workflows.matching.noTrigger":
    "Ciò che lo avvia non è uno stato in cui un ticket può trovarsi: contano solo i nuovi eventi.",
} as const satisfies TranslationOf<typeof English>;
