import type { links as english } from "../en/links.ts";
import type { TranslationOf } from "../message.ts";

export const links: TranslationOf<typeof english> = {
  "link.title.web": "Aprire questo link nel browser?",
  "link.title.mail": "Scrivere a questo indirizzo?",
  "link.title.phone": "Un numero di telefono",
  "link.leadsTo": "Porta a",
  "link.whole": "L'indirizzo intero",
  "link.mailTo": "Il programma di posta si apre con una nuova e-mail a",
  "link.writtenAs": "Scritto con le sue lettere: {host}",
  "link.looksLike": "È fatto per sembrare: {host}",
  "link.warning.title": "Guarda due volte",
  "link.warning.lookAlike":
    "Il nome di questo sito è scritto con lettere che ne imitano altre. Vale il nome qui sopra: non è il sito che sembra.",
  "link.warning.credentials": "Ciò che sta prima della @ non è il sito. Il link porta a {host}.",
  "link.warning.textDiffers": "Le parole del link dicono {claimed}, ma porta a {host}.",
  "link.warning.numericHost": "Il sito ha un numero al posto del nome. I link affidabili hanno un nome.",
  "link.warning.notSecure":
    "La connessione non è cifrata: altri lungo la strada possono leggere e cambiare ciò che vedi e scrivi lì.",
  "link.trust": "Non chiedere più per {host}",
  "link.open": "Apri",
  "link.openAnyway": "Apri comunque",
  "link.copy": "Copia l'indirizzo",
  "link.copyNumber": "Copia il numero",
  "link.copied": "Copiato",
  "link.failed": "Il link non si è aperto",
  "link.trusted.title": "Link",
  "link.trusted.text":
    "I link nei messaggi mostrano dove portano prima di aprirsi. Questi siti si aprono senza domanda, da questo computer.",
  "link.trusted.none": "Per ogni link viene chiesto. Un sito arriva qui quando spunti “Non chiedere più”.",
  "link.trusted.remove": "Chiedi di nuovo per {host}",

  "file.risk.title": "“{name}” può danneggiare questo computer",
  "file.risk.program": "È un programma: se lo apri, chi lo ha inviato può fare qui tutto ciò che puoi fare tu.",
  "file.risk.script": "È uno script: se lo apri, chi lo ha inviato può fare qui tutto ciò che puoi fare tu.",
  "file.risk.installer": "Installa un programma, che poi può fare qui tutto ciò che puoi fare tu.",
  "file.risk.shortcut": "È un collegamento: avvia un programma o porta a un sito scelto da chi lo ha inviato.",
  "file.risk.settings": "Cambia impostazioni di questo computer, per esempio di chi si fida.",
  "file.risk.page":
    "È una pagina web: il browser la apre con tutto ciò che chi l'ha inviata vi ha messo, per esempio un accesso falso.",
  "file.risk.macros": "Può contenere macro: piccoli programmi che partono quando il documento si apre.",
  "file.risk.disk": "È un disco che contiene file, e la protezione di questo computer non vi guarda dentro.",
  "file.risk.disguised": "Il suo nome dice che è qualcos'altro, cosa che un mittente onesto non fa.",
  "file.risk.ask": "Se non te lo aspettavi, chiedi al mittente per un'altra via prima di aprirlo.",
  "file.risk.cancel": "Non aprire",
  "file.risk.save": "Salva…",
  "file.risk.open": "Apri comunque",
  "file.save.title": "Salva l'allegato",
};
