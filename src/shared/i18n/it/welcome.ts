import type { welcome as english } from "../en/welcome.ts";
import type { TranslationOf } from "../message.ts";

export const welcome: TranslationOf<typeof english> = {
  "welcome.title": "Benvenuto in Pipedesk",
  "welcome.text":
    "Un help desk che vive su questo computer: la posta diventa ticket, i ticket attraversano gli stati, e nulla esce da qui se non lo invii tu.",
  "welcome.question": "Come vuoi cominciare?",
  "welcome.demo.title": "Esplora un desk dimostrativo",
  "welcome.demo.text":
    "Sei mesi di un piccolo team di assistenza: 2.000 ticket in tre pipeline, con posta che continua ad arrivare. Pronto in meno di un minuto.",
  "welcome.demo.action": "Crea il desk dimostrativo",
  "welcome.import.title": "Porta la tua posta",
  "welcome.import.text":
    "Scegli una casella (.mbox) o singoli messaggi (.eml), anche compressi con gzip. Le conversazioni diventano ticket; il file viene solo letto.",
  "welcome.import.action": "Scegli i file di posta",
  "welcome.import.drop": "Trascina qui i file, oppure",
  "welcome.import.start": { one: "Importa {count} file", other: "Importa {count} file" },
  "welcome.import.remove": "Escludi {file}",
  "welcome.import.tooLarge":
    "{file} è più grande di quanto un browser possa consegnare (256 MB). Importalo con il comando “pipedesk import”.",
  "welcome.import.ownAddresses": "I tuoi indirizzi",
  "welcome.import.ownAddressesHint": "La posta da questi indirizzi conta come tua risposta. Separali con una virgola.",
  "welcome.empty.title": "Comincia con un desk vuoto",
  "welcome.empty.text":
    "Una pipeline, Support, con quattro stati. Scrivi il primo ticket o collega la posta più tardi.",
  "welcome.empty.action": "Comincia da zero",
  "welcome.deskName": "Nome del desk",
  "welcome.deskNamePlaceholder": "Assistenza",
  "welcome.demoRunning": "Creazione del desk dimostrativo",
  "welcome.importDone": "La tua posta è arrivata",
  "welcome.importRunning": "Importazione della posta",
  "welcome.importCancel": "Interrompi",
  "welcome.importCancelled": "L’importazione è stata interrotta",
  "welcome.importCancelled.text":
    "Quanto importato resta. Importa di nuovo il file per continuare: ciò che è già presente viene tralasciato.",
  "welcome.uploading": "Lettura di {file}",
  "welcome.progressOf": "{done} di {total}",
  "welcome.progress.imported": { one: "{count} messaggio importato", other: "{count} messaggi importati" },
  "welcome.progress.duplicates": { one: "{count} era già presente", other: "{count} erano già presenti" },
  "welcome.progress.setAside": {
    one: "{count} messo da parte con il suo sorgente",
    other: "{count} messi da parte con il loro sorgente",
  },
  "welcome.heldBack": {
    one: "{count} flusso di lavoro sarebbe partito. La posta importata è storia: non invia nulla e non avvia nulla.",
    other:
      "{count} flussi di lavoro sarebbero partiti. La posta importata è storia: non invia nulla e non avvia nulla.",
  },
  "welcome.heldBack.open": "Scegli quali possono prendere questi ticket",
  "welcome.goOn": "Puoi già guardarti intorno; il lavoro continua in sottofondo.",
  "welcome.toBoard": "Vai alla bacheca",
  "welcome.jobFailed": "Si è interrotto prima della fine. Quanto fatto finora resta.",
  "welcome.filesLeft": { one: "ancora {count} file", other: "ancora {count} file" },
};
