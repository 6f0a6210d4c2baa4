import type { TranslationOf } from "../message.ts";
import type { skipReasons as en } from "../en/skip-reasons.ts";

export const skipReasons: TranslationOf<typeof en> = {
  "skipped.no-contact": "il ticket non ha un contatto",
  "skipped.no-address": "il contatto non ha un indirizzo e-mail",
  "skipped.invalid-address": "l'indirizzo del contatto non è un indirizzo e-mail",
  "skipped.own-address": "l'indirizzo è uno di quelli del desk",
  "skipped.no-answer-wanted": "il messaggio del contatto non vuole risposte automatiche",
  "skipped.not-a-marketing-contact": "il contatto non ha accettato il marketing",
  "skipped.unsubscribed": "il contatto si è disiscritto",
  "skipped.too-many-contacts": "il ticket ha troppi contatti",
  "skipped.nobody-there": "non c'è nessuno da avvisare o incaricare",
  "skipped.nobody-available": "sono tutti assenti",
  "skipped.has-owner": "il ticket ha già un proprietario",
  "skipped.no-other-ticket": "il contatto non ha altri ticket aperti",
  "skipped.same-ticket": "è lo stesso ticket",
  "skipped.merged-already": "il ticket è già unito a un altro",
  "skipped.target-merged": "l'altro ticket è già unito a un altro",
  "skipped.not-in-it": "il ticket non è nel workflow",
  "skipped.switched-off": "il workflow è disattivato",
  "skipped.other-pipeline": "il workflow è di un'altra pipeline",
  "skipped.no-business-hours": "l'orario di lavoro non arriva mai",
  "skipped.empty": "non c'è nulla da scrivere",
  "skipped.nothing-to-say": "non c'è nulla da dire",
  "skipped.does-not-fit": "il valore non è adatto alla proprietà",
  "skipped.no-mail": "non è stata scritta nessuna e-mail",
  "skipped.by-hand": "qualcuno l'ha annullato",
};
