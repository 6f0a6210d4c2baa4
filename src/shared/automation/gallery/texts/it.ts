import type { GalleryTexts } from "./en.ts";

/** Templates of the ready workflows in Italian. */
export const it: GalleryTexts = {
  hasOwner: "Il ticket ha un proprietario",
  late: "Troppo tardi",
  warned: "L’avviso è partito",
  open: "Siamo aperti",

  receivedSubject: "Ticket ricevuto: {{ ticket.subject }}",
  receivedBody: `Buongiorno {{ contact.firstname | default: "gentile cliente" }},

abbiamo ricevuto il suo messaggio e aperto il ticket {{ ticket.number }}. Le risponderemo presto; non deve fare altro.

Cordiali saluti`,

  closedSubject: "Ticket chiuso: {{ ticket.subject }}",
  closedBody: `Buongiorno {{ contact.firstname | default: "gentile cliente" }},

abbiamo chiuso il ticket {{ ticket.number }}. Se qualcosa resta da risolvere, risponda a questa e-mail e il ticket torna da noi.

Cordiali saluti`,

  outOfHoursSubject: "Torniamo presto: {{ ticket.subject }}",
  outOfHoursBody: `Buongiorno {{ contact.firstname | default: "gentile cliente" }},

grazie del messaggio. In questo momento non c'è nessuno; lo leggeremo appena torniamo. Il suo ticket ha il numero {{ ticket.number }}.

Cordiali saluti`,

  satisfactionSubject: "Com'è andata? {{ ticket.subject }}",
  satisfactionBody: `Buongiorno {{ contact.firstname | default: "gentile cliente" }},

abbiamo chiuso il suo ticket {{ ticket.number }}. Com'è andata: bene, così così o male? Basta una parola in risposta a questa e-mail: ci aiuta a migliorare.

Cordiali saluti`,

  notWarned: "L’avviso non è partito: {{ ticket.subject }}",
  notWarnedText:
    "Il cliente tace, ma non è stato possibile avvisarlo. Il ticket resta aperto; guardi nella posta in uscita.",

  closeWarningSubject: "Possiamo chiudere? {{ ticket.subject }}",
  closeWarningBody: `Buongiorno {{ contact.firstname | default: "gentile cliente" }},

da un po' non abbiamo sue notizie. Se il ticket {{ ticket.number }} è risolto non deve fare nulla: lo chiuderemo fra qualche giorno. Altrimenti risponda a questa e-mail.

Cordiali saluti`,

  contactReminderSubject: "Un promemoria: {{ ticket.subject }}",
  contactReminderBody: `Buongiorno {{ contact.firstname | default: "gentile cliente" }},

per proseguire con il ticket {{ ticket.number }} ci serve la sua risposta al nostro ultimo messaggio. Può dare un'occhiata?

Cordiali saluti`,

  followUpSubject: "Funziona tutto? {{ ticket.subject }}",
  followUpBody: `Buongiorno {{ contact.firstname | default: "gentile cliente" }},

qualche giorno fa abbiamo risposto alla sua domanda. È tutto risolto? Se non lo è, risponda a questa e-mail.

Cordiali saluti`,

  slaDue: "Il ticket {{ ticket.number }} attende una risposta",
  slaDueText: "{{ ticket.subject }}: il cliente non ha avuto risposta nel tempo concordato.",
  slaMissed: "Il ticket {{ ticket.number }} non ha avuto risposta in tempo",
  slaMissedText: "{{ ticket.subject }}: ancora nessuna risposta dopo il promemoria. Ora è urgente.",
  unowned: "Il ticket {{ ticket.number }} non ha proprietario e attende una risposta",

  vipNew: "Il ticket di un VIP: {{ ticket.number }}",
  vipNewText: "{{ ticket.subject }}, da {{ contact.name | default: contact.address }}",
  yourTurn: "Il ticket {{ ticket.number }} è tuo",
  yourTurnText: "{{ ticket.subject }}",

  urgentNew: "Urgente: ticket {{ ticket.number }}",
  urgentNewText: "{{ ticket.subject }}",
  urgentLate: "Urgente e senza risposta: ticket {{ ticket.number }}",
  urgentLateText: "{{ ticket.subject }}: nessuno ha ancora risposto.",

  dueSoon: "Il ticket {{ ticket.number }} scade presto",
  dueSoonText: "{{ ticket.subject }}",
  dueTask: "Concludere il ticket {{ ticket.number }}: {{ ticket.subject }}",
  overdue: "Il ticket {{ ticket.number }} è scaduto",
  overdueText: "{{ ticket.subject }}",

  reopened: "Il ticket {{ ticket.number }} è stato riaperto",
  reopenedText: "{{ ticket.subject }}: era chiuso ed è tornato.",

  unassigned: "Nessuno ha preso il ticket {{ ticket.number }}",
  unassignedText: "{{ ticket.subject }}",

  reviewTask: "Rivedere il ticket {{ ticket.number }}: {{ ticket.subject }}",
  reviewDetail: "Da molto tempo non succede nulla. Rispondi, chiudi, o scrivi che cosa si attende.",

  chatUrgent: "Urgente: {{ ticket.subject }} (ticket {{ ticket.number }})",

  urgentWords: "urgente, emergenza, subito, immediatamente, non funziona",
  spamWords: "lotteria, casinò, investimento in criptovalute, guest post, servizi seo, hai vinto",
};
