import type { updates as english } from "../en/updates.ts";
import type { TranslationOf } from "../message.ts";

export const updates: TranslationOf<typeof english> = {
  "updates.title": "Aggiornamenti di Pipedesk",
  "updates.version": "Versione {version}",
  "updates.off.not-installed": "Questo non è un Pipedesk installato: si aggiorna dove si trova il suo sorgente.",
  "updates.off.no-feed":
    "Questa versione non si aggiorna da sola. Installane una più nuova sopra; il tuo desk resta com'è.",
  "updates.off.not-replaceable":
    "Questo Pipedesk è stato estratto a mano e non può sostituirsi. Mettine uno più nuovo al suo posto; il tuo desk resta com'è.",
  "updates.channel": "Segui",
  "updates.channel.stable": "Versioni definitive",
  "updates.channel.beta": "Anche versioni di prova",
  "updates.channelText": "Cambiare qui non riporta mai a una versione più vecchia.",
  "updates.check": "Cerca aggiornamenti",
  "updates.checking": "Cerco una versione più nuova…",
  "updates.current": "Questa è la versione più nuova. Controllato {at}.",
  "updates.older":
    "Hai una versione più nuova di quella di questo canale, {version}. Pipedesk non torna indietro; prosegue con la prossima più nuova.",
  "updates.available": "C'è la versione {version} ({size}).",
  "updates.download": "Scarica",
  "updates.downloading": "Scarico la versione {version}: {done} di {size}",
  "updates.ready": "La versione {version} è scaricata e verificata.",
  "updates.install": "Riavvia per aggiornare",
  "updates.installText":
    "Pipedesk si chiude, conserva una copia del tuo desk e si riapre nella nuova versione. Il sistema può chiedere la tua password.",
  "updates.waitingForMail": "La versione {version} arriva appena la posta in corso d'invio è partita.",
  "updates.installing": "Installo la versione {version}…",
  "updates.postpone": "Non oggi",
  "updates.postponed": "Non te lo ricorderemo prima di {at}.",
  "updates.again": "Riprova",
  "updates.notes": "Novità della {version}",
  "updates.failed": "L'aggiornamento non è riuscito. La tua versione e il tuo desk sono invariati.",
  "updates.detail": "Ci è stato detto: {detail}",
  "updates.why.offline": "Il server degli aggiornamenti non si raggiunge. Riprova quando sei in linea.",
  "updates.why.no-answer": "Il server degli aggiornamenti ha smesso di rispondere. Riprova più tardi.",
  "updates.why.not-there": "Il server non ha aggiornamenti per questo sistema. Riprova più tardi.",
  "updates.why.not-a-feed":
    "Quello che è arrivato non è un elenco di aggiornamenti. Risponde così una rete che prima chiede di accedere, come negli alberghi.",
  "updates.why.unsafe-address": "Il server porta a un indirizzo non protetto. Da lì non è stato preso nulla.",
  "updates.why.unsafe-file":
    "L'elenco degli aggiornamenti nomina un file che non è per questo sistema. Non è stato preso nulla.",
  "updates.why.too-large": "Il file è più grande di quanto dovrebbe. Non è stato conservato.",
  "updates.why.wrong-checksum": "Quello che è stato scaricato non è quello annunciato. È stato buttato.",
  "updates.why.wrong-signature": "Il file non è firmato da chi fa Pipedesk. Non è stato installato.",
  "updates.why.disk-full": "Sul disco non c'è posto per la nuova versione. Fai spazio e riprova.",
  "updates.why.not-writable": "Il file non si può scrivere dove stanno i download. Guarda di chi è quella cartella.",
  "updates.why.not-installed": "Il sistema non l'ha installato, o non ne aveva il permesso.",
  "updates.why.unknown": "Non si sa perché. Il registro ha i dettagli.",
  "updates.sign.available": "Aggiornamento",
  "updates.sign.ready": "Riavvia per aggiornare",
  "updates.sign.hint": "C'è la versione {version} di Pipedesk.",
};
