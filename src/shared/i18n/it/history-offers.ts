import type { historyOffers as english } from "../en/history-offers.ts";
import type { TranslationOf } from "../message.ts";

export const historyOffers: TranslationOf<typeof english> = {
  "earlier.title": "Posta precedente",
  "earlier.text":
    "La posta di un archivio, e quella che era già nella casella quando l’hai collegata, è cronologia: crea ticket e non scrive a nessuno. Qui vedi quali flussi di lavoro sarebbero partiti, e puoi far prendere quei ticket a quelli che scegli.",
  "earlier.import.title": "Importa file di posta",
  "earlier.import.text":
    "File di casella (.mbox) o singoli messaggi (.eml), anche compressi con gzip. I file vengono solo letti; ciò che è già qui non viene preso due volte.",
  "earlier.none.title": "Non c’è nulla da proporre",
  "earlier.none.text": "Nessun flusso di lavoro sarebbe partito per la posta precedente. Quando succede, lo trovi qui.",
  "earlier.offer.text": {
    one: "{count} ticket di posta precedente, l’ultimo {when}",
    other: "{count} ticket di posta precedente, l’ultimo {when}",
  },
  "earlier.offer.workflows": "Flussi di lavoro che sarebbero partiti",
  "earlier.tickets": { one: "per {count} ticket", other: "per {count} ticket" },
  "earlier.mails": "scrive ai clienti",
  "earlier.off": "È spento, e non prende ticket.",
  "earlier.enrolled": { one: "{count} ticket inserito", other: "{count} ticket inseriti" },
  "earlier.notEnrolled": { one: "{count} non inserito: {why}", other: "{count} non inseriti: {why}" },
  "earlier.takenOut": { one: "{count} tolto di nuovo", other: "{count} tolti di nuovo" },
  "earlier.warning.title": "I clienti possono ricevere posta su cose passate da tempo",
  "earlier.warning.text": {
    one: "“{workflows}” può scrivere ai clienti di {count} ticket al massimo. Ciò che è inviato non si può richiamare. I limiti per la posta automatica valgono, e nessuno scrive alle macchine.",
    other:
      "“{workflows}” può scrivere ai clienti di {count} ticket al massimo. Ciò che è inviato non si può richiamare. I limiti per la posta automatica valgono, e nessuno scrive alle macchine.",
  },
  "earlier.enrol": "Inserisci i ticket",
  "earlier.choose": "Scegli almeno un flusso di lavoro.",
  "earlier.done": {
    one: "{count} ticket inserito in un flusso di lavoro",
    other: "{count} ticket inseriti nei flussi di lavoro",
  },
  "earlier.done.none": "Nessun ticket è entrato",
  "earlier.takeOut": "Togli di nuovo",
  "earlier.takeOut.of": "Togli di nuovo i ticket da “{workflow}”",
  "earlier.takeOut.done": {
    one: "{count} ticket tolto. Ciò che il flusso di lavoro ha fatto resta.",
    other: "{count} ticket tolti. Ciò che il flusso di lavoro ha fatto resta.",
  },
  "earlier.takeOut.none": "Nessun ticket era più al suo interno",
  "earlier.dismiss": "Lasciali come sono",
  "earlier.dismiss.done": "Non viene più proposto",
};
