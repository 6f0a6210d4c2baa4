import type { workflowProblems as english } from "../en/workflow-problems.ts";
import type { TranslationOf } from "../message.ts";

export const workflowProblems: TranslationOf<typeof english> = {
  "words.problem.not-valid": "Questa definizione non è valida: {about}",
  "words.problem.duplicate-step-id": "Due passi hanno l’id «{about}».",
  "words.problem.duplicate-arm-id": "Due rami hanno l’id «{about}».",
  "words.problem.duplicate-trigger-id": "Due attivatori hanno l’id «{about}».",
  "words.problem.unknown-trigger": "L’attivatore «{about}» non esiste.",
  "words.problem.unknown-property": "La proprietà «{about}» non esiste (più).",
  "words.problem.operator-does-not-fit": "«{about}» non si può chiedere di questa proprietà.",
  "words.problem.unknown-value": "La proprietà non può avere il valore «{about}».",
  "words.problem.unknown-step": "Il passo «{about}» non esiste (più).",
  "words.problem.unknown-stage": "Lo stato «{about}» non è (più) in questa pipeline.",
  "words.problem.unknown-user": "L’utente «{about}» non esiste (più).",
  "words.problem.endless-loop": "Il salto «{about}» gira all’infinito: metti un’attesa lungo il percorso.",
  "words.problem.no-business-hours": "Il flusso di lavoro non ha un orario di lavoro.",
  "words.problem.unknown-team": "Il team «{about}» non esiste (più).",
  "words.problem.unknown-template": "Il modello di e-mail «{about}» non esiste (più).",
  "words.problem.unknown-workflow": "Il flusso di lavoro «{about}» non esiste (più).",
  "words.problem.unknown-pipeline": "La pipeline «{about}» non esiste (più).",
  "words.problem.nobody-named": "Indica qualcuno.",
  "words.problem.bad-placeholder": "Un segnaposto non è leggibile: {about}",
  "words.problem.bad-cron": "L’orario non si può usare: {about}",
  "words.problem.bad-time-zone": "Il fuso orario «{about}» non esiste.",
  "words.problem.bad-header": "L’intestazione «{about}» non si può inviare.",
  "words.problem.does-not-fit": "Questo non è adatto: {about}",
  "words.problem.too-many-steps": "{about} passi sono troppi.",
  "words.problem.not-a-status-card": "La scheda di uno stato è attivata dal suo stato e da nient’altro.",
  "words.problem.token-in-use": "Un altro flusso di lavoro ha già questo indirizzo.",
  "words.problem.matches-nearly-everything":
    "“non contiene A o non contiene B” è falso solo per ciò che contiene entrambi: usa E se non deve contenere né l’uno né l’altro.",
  "words.problem.matches-everything":
    "Vale sempre: qualunque sia il valore di «{about}», una di queste condizioni è vera.",
  "words.problem.matches-nothing": "Non vale mai: aggiungi una condizione.",
  "words.problem.contradiction": "Nessun ticket corrisponde: due condizioni su «{about}» si contraddicono.",
  "words.problem.trigger-never-fires": "Nulla lo attiva mai: controlla le provenienze, l’orario di lavoro e i valori.",
  "words.problem.reopened-before":
    "Nessun ticket corrisponde: una risposta a un ticket chiuso lo riapre prima che il flusso di lavoro ne sappia.",
  "words.problem.empty-team": "Questo team non ha membri: nessuno viene avvisato o interpellato.",
  "words.problem.callee-gone": "Questo flusso di lavoro è stato eliminato: il passo non fa nulla.",
  "words.problem.callee-off": "Questo flusso di lavoro è disattivato: il passo non vi inserisce nessuno.",
  "words.problem.unreachable-step": "Nulla porta a questo passo: ciò che lo precede si ferma o va altrove.",
  "words.problem.arm-never-taken": "Questo ramo non viene mai scelto: uno precedente prende tutto.",
  "words.problem.delay-without-way-out": "Può attendere per sempre: imposta un limite di tempo.",
  "words.problem.same-property":
    "«{workflow}» imposta «{about}» con lo stesso attivatore; vince quello più in basso nell’elenco.",
  "words.problem.mail-without-guard":
    "I clienti ricevono questa e-mail ogni volta che qualcuno scrive, anche una macchina: aggiungi una condizione che la fermi.",
  "words.problem.circle": "Questo passo riattiva subito il flusso di lavoro.",
  "words.problem.circle.other": "Questo passo riattiva subito il flusso di lavoro, attraverso «{workflow}».",
  "words.problem.no-steps": "Il flusso di lavoro non fa ancora nulla: aggiungi un’azione.",
};
