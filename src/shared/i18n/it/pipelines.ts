import type { TranslationOf } from "../message.ts";
import type { pipelines as en } from "../en/pipelines.ts";

export const pipelines: TranslationOf<typeof en> = {
  "pipelines.more": "Altro per {pipeline}",
  "pipelines.made": "{pipeline} è stata creata",
  "pipelines.madeStays": "{pipeline} resta",

  "pipelines.order": "Ordine delle pipeline…",
  "pipelines.order.title": "Ordine delle pipeline",
  "pipelines.order.text":
    "L’ordine nell’elenco accanto alla bacheca e ovunque si scelga una pipeline. Trascina una pipeline per la maniglia, oppure porta il focus sulla maniglia e premi ↑ o ↓.",

  "pipelines.duplicate": "Duplica…",
  "pipelines.duplicate.title": "Duplica {pipeline}",
  "pipelines.duplicate.name": "Nome della copia",
  "pipelines.duplicate.placeholder": "{pipeline} (2)",
  "pipelines.duplicate.copied": "Viene copiato:",
  "pipelines.duplicate.stages": { one: "{count} stato", other: "{count} stati con colori e tipi" },
  "pipelines.duplicate.rules": "le regole e gli interruttori della data di chiusura e delle risposte ai ticket chiusi",
  "pipelines.duplicate.automations":
    "le automazioni predefinite e le schede degli stati, ciascuna attiva o spenta com’è",
  "pipelines.duplicate.not": "Ticket, canali e altri flussi di lavoro non vengono copiati: restano con l’originale.",
  "pipelines.duplicate.action": "Duplica",

  "pipelines.remove": "Elimina…",
  "pipelines.remove.last": "È l’unica pipeline. Creane un’altra prima di eliminarla.",
  "pipelines.remove.title": "Eliminare {pipeline}?",
  "pipelines.remove.empty": "Nessun ticket è in questa pipeline.",
  "pipelines.remove.text": {
    one: "{count} ticket è in questa pipeline. Passa a un’altra, e non si perde nulla.",
    other: "{count} ticket sono in questa pipeline. Passano a un’altra, e nessuno va perso.",
  },
  "pipelines.remove.target": "Sposta i suoi ticket in",
  "pipelines.remove.stages": "Stato per stato",
  "pipelines.remove.stageOf": "Stato per i ticket di {stage}",
  "pipelines.remove.turned":
    "Così alcuni ticket vengono chiusi o riaperti, perché lo stato in cui vanno è dell’altro tipo.",
  "pipelines.remove.besides": "Inoltre",
  "pipelines.remove.channels": {
    one: "Da ora {names} crea i suoi ticket in {target}.",
    other: "Da ora {names} creano i loro ticket in {target}.",
  },
  "pipelines.remove.own": {
    one: "Il flusso di lavoro {names} appartiene a questa pipeline: resta in {target}, spento.",
    other: "I flussi di lavoro {names} appartengono a questa pipeline: restano in {target}, spenti.",
  },
  "pipelines.remove.asks": {
    one: "Il flusso di lavoro {names} chiede di questa pipeline o di un suo stato: viene spento.",
    other: "I flussi di lavoro {names} chiedono di questa pipeline o di un suo stato: vengono spenti.",
  },
  "pipelines.remove.points": {
    one: "Il flusso di lavoro {names} sposta ticket in questa pipeline: li sposterà in {target}.",
    other: "I flussi di lavoro {names} spostano ticket in questa pipeline: li sposteranno in {target}.",
  },
  "pipelines.remove.undo": "Per un giorno puoi annullare, anche per i ticket.",
  "pipelines.remove.action": "Elimina pipeline",
  "pipelines.remove.moveAndRemove": {
    one: "Sposta {count} ticket ed elimina",
    other: "Sposta {count} ticket ed elimina",
  },
  "pipelines.remove.done": "{pipeline} è stata eliminata",
  "pipelines.remove.undone": "{pipeline} è tornata com’era",
  "pipelines.remove.going": "Questa pipeline viene eliminata. Non si può modificare nulla.",
  "pipelines.remove.was": "{pipeline} è stata eliminata ({when}).",
  "pipelines.remove.takeBack": "Annulla eliminazione",
};
