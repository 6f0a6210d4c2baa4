import type { TranslationOf } from "../message.ts";
import type { gallery as en } from "../en/gallery.ts";

export const gallery: TranslationOf<typeof en> = {
  "gallery.ticket-received.name": "Conferma dei nuovi ticket",
  "gallery.ticket-received.description":
    "Chi apre un ticket per e-mail o modulo riceve una breve e-mail con il numero del ticket.",
  "gallery.ticket-closed.name": "Avviso di chiusura del ticket",
  "gallery.ticket-closed.description": "Un'e-mail quando il ticket arriva in uno stato chiuso; una risposta lo riapre.",
  "gallery.out-of-hours-reply.name": "Risposta fuori orario",
  "gallery.out-of-hours-reply.description":
    "Chi scrive quando non c'è nessuno ne viene avvisato, una volta per ticket.",
  "gallery.follow-up-after-answer.name": "La risposta è servita?",
  "gallery.follow-up-after-answer.description":
    "Se il cliente tace per alcuni giorni dopo la nostra ultima risposta, un'e-mail chiede se tutto funziona.",
  "gallery.satisfaction-question.name": "Domanda sulla soddisfazione dopo la chiusura",
  "gallery.satisfaction-question.description":
    "Un giorno dopo la chiusura un'e-mail chiede com'è andata, salvo che il ticket sia tornato nel frattempo.",
  "gallery.auto-close.name": "Chiudere i ticket silenziosi, con preavviso",
  "gallery.auto-close.description":
    "Chi non risponde da giorni riceve un preavviso; senza risposta il ticket viene chiuso alcuni giorni dopo.",
  "gallery.sla-reminder.name": "Promemoria sul tempo di risposta (SLA)",
  "gallery.sla-reminder.description":
    "Un cliente senza risposta da alcune ore lavorative: promemoria al proprietario, poi il ticket diventa urgente e si avvisano i responsabili.",
  "gallery.urgent-escalation.name": "Escalation dei ticket urgenti",
  "gallery.urgent-escalation.description":
    "Proprietario e responsabili sanno subito di un ticket urgente, e di nuovo per e-mail se nessuno risponde in tempo.",
  "gallery.overdue-alarm.name": "Allarme per i ticket scaduti",
  "gallery.overdue-alarm.description":
    "Nel momento in cui un ticket scade viene segnato, la priorità sale, e si avvisano proprietario e responsabili.",
  "gallery.reopened.name": "Cura dei ticket riaperti",
  "gallery.reopened.description":
    "Un ticket che torna dopo la chiusura riceve una priorità più alta e un'etichetta; si avvisano proprietario e follower.",
  "gallery.waiting-on-contact-reminder.name": "Ricordare al cliente di rispondere",
  "gallery.waiting-on-contact-reminder.description":
    "Un ticket che attende il cliente da alcuni giorni: un promemoria gentile, se prima non succede altro.",
  "gallery.due-reminder.name": "Promemoria prima della scadenza",
  "gallery.due-reminder.description":
    "Il proprietario è avvisato, e riceve un'attività, prima che il ticket scada; il momento si sposta con la data.",
  "gallery.unassigned-alarm.name": "Nessuno ha preso il ticket",
  "gallery.unassigned-alarm.description":
    "Un nuovo ticket senza proprietario dopo alcune ore lavorative: si avvisano i responsabili.",
  "gallery.weekly-review.name": "Revisione settimanale dei vecchi ticket",
  "gallery.weekly-review.description":
    "Il lunedì mattina il proprietario riceve un'attività per ogni ticket aperto fermo da due settimane.",
  "gallery.round-robin.name": "Distribuire i nuovi ticket a turno",
  "gallery.round-robin.description":
    "I nuovi ticket vanno a turno a tutti quelli della squadra; chi è assente viene saltato.",
  "gallery.vip-routing.name": "Prima i clienti importanti",
  "gallery.vip-routing.description":
    "Il ticket di un cliente noto per etichetta o dominio riceve priorità alta e un proprietario con pochi ticket, che viene avvisato.",
  "gallery.urgent-words.name": "Riconoscere i ticket urgenti dalle parole",
  "gallery.urgent-words.description":
    "Un ticket con oggetto o messaggio che suona urgente riceve priorità alta, se non ne ha una.",
  "gallery.possible-spam.name": "Segnare ciò che sembra spam",
  "gallery.possible-spam.description":
    "I ticket con le parole dello spam ricevono un'etichetta e priorità bassa; nulla viene eliminato.",
  "gallery.webhook-on-close.name": "Avvisare un altro programma dei ticket chiusi",
  "gallery.webhook-on-close.description":
    "Ogni ticket chiuso viene inviato come JSON a un indirizzo, firmato se è indicato un segreto.",
  "gallery.chat-on-urgent.name": "Ticket urgenti nella chat della squadra",
  "gallery.chat-on-urgent.description":
    "Una riga in Slack, Teams, Mattermost o Google Chat per ogni ticket che è, o diventa, urgente.",

  "gallery.parameter.after": "Dopo quanto",
  "gallery.parameter.agents": "Chi risponde",
  "gallery.parameter.answerWithin": "Rispondere entro",
  "gallery.parameter.at": "Quando (cinque campi cron)",
  "gallery.parameter.before": "Quanto prima",
  "gallery.parameter.closeAfterWarning": "Chiudere quanto dopo l’avviso",
  "gallery.parameter.closedStage": "Stato che lo chiude",
  "gallery.parameter.domains": "Domini dei clienti importanti",
  "gallery.parameter.escalateAfter": "Avvisare i responsabili quanto dopo",
  "gallery.parameter.hours": "Orari di lavoro",
  "gallery.parameter.leads": "Responsabili",
  "gallery.parameter.mail": "E-mail",
  "gallery.parameter.notWithTags": "Non per i ticket con queste etichette",
  "gallery.parameter.quietFor": "Non è successo nulla da",
  "gallery.parameter.secretName": "Nome del segreto di firma",
  "gallery.parameter.silentFor": "Il cliente tace da",
  "gallery.parameter.stage": "Stato",
  "gallery.parameter.stages": "Stati",
  "gallery.parameter.tags": "Etichette",
  "gallery.parameter.timeZone": "Fuso orario",
  "gallery.parameter.url": "Indirizzo (URL)",
  "gallery.parameter.waitingStage": "Stato in cui attende",
  "gallery.parameter.warning": "Avviso",
  "gallery.parameter.words": "Parole",
};
