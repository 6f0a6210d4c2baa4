import type { firstSteps as english } from "../en/first-steps.ts";
import type { TranslationOf } from "../message.ts";

export const firstSteps: TranslationOf<typeof english> = {
  "firstSteps.title": "Primi passi",
  "firstSteps.progress": "{done} di {total} fatti",
  "firstSteps.allDone": "Tutto fatto: il tuo desk risponde da solo.",
  "firstSteps.putAway": "Metti via i primi passi",
  "firstSteps.putAwayHint": "Metti via. Tornano dal menu del tuo profilo.",
  "firstSteps.done": "Fatto",
  "firstSteps.open": "Non ancora fatto",
  "firstSteps.openTicket": "Apri il ticket",
  "firstSteps.mailbox.title": "Fai arrivare la posta",
  "firstSteps.mailbox.text":
    "Collega la casella a cui scrivono i clienti. Lì trovi che cosa serve per Google, Microsoft o un server in ufficio.",
  "firstSteps.mailbox.connect": "Collega una casella",
  "firstSteps.mailbox.demo": "I clienti della demo scrivono da soli. Puoi collegare anche una tua casella.",
  "firstSteps.mailbox.connected": "{address} è collegata. Come sta, lo dice la pagina del canale.",
  "firstSteps.mailbox.look": "Guarda il canale",
  "firstSteps.receipt.title": "Fai rispondere ai nuovi ticket",
  "firstSteps.receipt.text":
    "“Conferma dei nuovi ticket” è pronto nella galleria: invia il messaggio “Ticket ricevuto”. Crealo, poi accendilo.",
  "firstSteps.receipt.choose": "Sceglilo",
  "firstSteps.receipt.switchOn": "È creato, e ancora spento. Accendilo in cima alla sua pagina.",
  "firstSteps.receipt.isOn": "È acceso, e risponde ai nuovi ticket.",
  "firstSteps.receipt.open": "Aprilo",
  "firstSteps.mail.title": "Ricevi un primo messaggio",
  "firstSteps.mail.text":
    "Scrivi a {address} da un indirizzo che questo desk non conosce: né di una sua casella, né di un suo utente.",
  "firstSteps.mail.noTicket":
    "Un messaggio è arrivato senza creare un ticket: lo ha scritto un utente di questo desk, o una macchina. Scrivi ancora, da un indirizzo che questo desk non conosce.",
  "firstSteps.mail.look": "Guardalo",
  "firstSteps.mail.subject": "Una prima domanda",
  "firstSteps.mail.write": "Scrivi un messaggio",
  "firstSteps.mail.noMailbox": "Quando una casella è collegata, scrivile da un indirizzo che questo desk non conosce.",
  "firstSteps.mail.demo": "Ogni pochi secondi scrive un cliente della demo. Conta il prossimo nuovo ticket.",
  "firstSteps.mail.demoStopped": "Ora i clienti della demo tacciono.",
  "firstSteps.mail.simulate": "Falli scrivere",
  "firstSteps.answer.title": "Guarda la risposta",
  "firstSteps.answer.text": "Quando arriva il prossimo nuovo ticket, il flusso risponde in pochi secondi.",
  "firstSteps.answer.notYet":
    "Il ticket c’è, la risposta no. Ciò che è arrivato prima che il flusso fosse acceso non ne riceve, e nemmeno ciò che ha scritto una macchina o questo desk. Lo dice “Perché no?” nel ticket.",
  "firstSteps.answer.waiting": "È scritta, ed esce tra un momento.",
  "firstSteps.answer.sent": "Il flusso ha risposto a questo ticket.",
  "firstSteps.answer.needsPerson":
    "La risposta è scritta ma senza di te non può uscire. La posta in uscita dice perché.",
  "firstSteps.why.title": "Chiedi perché",
  "firstSteps.why.text":
    "Ogni modifica automatica dice che cosa l’ha causata. Apri il ticket e premi “Perché?” accanto al messaggio inviato dal flusso.",
};
