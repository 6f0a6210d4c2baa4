import type { teamPlace as english } from "../en/team-place.ts";
import type { TranslationOf } from "../message.ts";

export const teamPlace: TranslationOf<typeof english> = {
  "team.title": "Team",
  "team.readOnly":
    "Solo chi ha il permesso “super admin” o “accesso account” fa entrare questo desk in un team. Tu vedi a che punto è.",
  "team.solo.title": "Entra in un team",
  "team.solo.text":
    "Più persone condividono un desk tramite un loro server. Questo computer ne tiene una copia intera: lavori anche senza rete, e ciò che hai fatto arriva agli altri appena ce n’è una.",
  "team.address": "Link o indirizzo del server",
  "team.addressHint":
    "Il link che hai ricevuto o creato in Il mio account, oppure l’indirizzo del server, come desk.example.com.",
  "team.lookUp": "Avanti",
  "team.otherServer": "Un altro",
  "team.found.password": "Lì risponde il server di un team. Accedi con il tuo account di quel server.",
  "team.found.join": "Con questo link il computer di {name} entra in {desk}.",
  "team.found.invitation": "Sei invitato in {desk}. Scegli una password ed entri.",
  "team.found.set-up":
    "Questo link configura un server nuovo, cosa che si fa nel browser: aprilo lì. Poi torna con un link creato in Il mio account.",
  "team.found.reset": "Questo link imposta una nuova password, cosa che si fa nel browser: aprilo lì, poi torna.",
  "team.openThere": "Apri nel browser",
  "team.desk": "Che ne è del desk che è qui",
  "team.desk.putAside": "Comincia con il desk del team",
  "team.desk.putAside.text":
    "Il desk di questo computer viene messo da parte come file nella sua cartella. Nulla va perso, e nulla arriva al team.",
  "team.desk.bring": "Porta con te questo desk",
  "team.desk.bring.text":
    "Tutti i suoi ticket, persone, caselle e workflow diventano del team, e da allora è il server a ricevere e inviare la posta. Può farlo solo chi ha configurato il server.",
  "team.desk.bring.demo": "Questo è il desk demo: i suoi ticket sono inventati e restano fuori dal team.",
  "team.scope": "Che cosa arriva su questo computer",
  "team.scope.hint":
    "I ticket aperti arrivano sempre. Quelli più vecchi, se lasciati fuori, si possono aprire finché il server è raggiungibile.",
  "team.scope.all": "Tutto",
  "team.scope.months": {
    one: "Ticket aperti, e quelli chiusi dell’ultimo mese",
    other: "Ticket aperti, e quelli chiusi degli ultimi {count} mesi",
  },
  "team.scope.since": "Ticket aperti, e quelli chiusi a cui è successo qualcosa dal {date}",
  "team.join": "Entra nel team",
  "team.joined": "Sei dentro. Si sta aprendo il desk di {desk} …",
  "team.welcome": "Il tuo team ha già un desk? Entra",

  "team.server.title": "Questo è il server del team",
  "team.server.text":
    "Vedi il desk nel luogo in cui è custodito. Per lavorare anche senza rete, installa l’app sul tuo computer e falla entrare in questo desk.",
  "team.server.people": "Invita persone",
  "team.server.devices": "Aggiungi un tuo computer",

  "team.state.title": "Stato",
  "team.state.synced": "Qui e sul server è tutto uguale",
  "team.state.lastExchange": "Ultimo scambio: {time}",
  "team.state.syncedShort": "Sincronizzato",
  "team.state.connecting": "Connessione al server …",
  "team.state.connectingShort": "Connessione …",
  "team.state.busy": "Scambio di modifiche …",
  "team.state.busyShort": "Sincronizzazione …",
  "team.state.offline": "Offline",
  "team.state.offlineSince": "Offline da {time}",
  "team.state.stopped": "La sincronizzazione è ferma",
  "team.state.stoppedShort": "Sincronizzazione ferma",
  "team.state.waiting": { one: "{count} modifica in attesa", other: "{count} modifiche in attesa" },
  "team.state.waitingMany": "Molte modifiche in attesa",
  "team.state.waitingNone": "Qui non attende nulla.",
  "team.state.waitingHere": {
    one: "{count} modifica attende qui, e non va persa.",
    other: "{count} modifiche attendono qui, e non vanno perse.",
  },
  "team.state.waitingHereMany": "Molte modifiche attendono qui, e non vanno perse.",
  "team.state.offlineText":
    "Continui a lavorare come sempre. Ciò che modifichi arriva agli altri, e ciò che modificano loro arriva qui, appena il server è di nuovo raggiungibile.",
  "team.state.lookText": "Riprova da solo.",
  "team.stopped.PD_SYNC_REVOKED":
    "Chiedi un nuovo link a chi cura gli account del team, esci qui, poi entra con quello.",
  "team.stopped.PD_SYNC_OTHER_DESK":
    "Qualcuno ha messo un altro desk al suo posto, forse una copia di riserva più vecchia. Chiedi a chi gestisce il server. Per cominciare con quello, esci dal team conservando una copia, poi entra di nuovo.",
  "team.stopped.PD_SYNC_VERSION": "Quando sono della stessa versione, premi “Prova ora”.",
  "team.stopped.PD_ACCESS_TOKEN":
    "Il server non conosce più questo computer. Chiedi un nuovo link a chi cura gli account del team, esci qui, poi entra con quello.",
  "team.tryNow": "Prova ora",
  "team.fetching": "Sono qui {done} ticket su {total}. Puoi già lavorare: i più recenti sono arrivati per primi.",
  "team.bringing": "{done} ticket di prima su {total} sono arrivati al team.",
  "team.progress": "A che punto è",
  "team.clock.title": "L’orologio di questo computer è sbagliato",
  "team.clock.ahead":
    "È avanti di {time} rispetto al server. Il server non accetta modifiche dal futuro: regola l’orologio, o le tue modifiche vengono rifiutate.",
  "team.clock.behind":
    "È indietro di {time} rispetto al server. Ciò che modifichi sembra più vecchio di quanto sia, così una modifica altrui può prevalere sulla tua. Regola l’orologio.",
  "team.refused.title": "Modifiche non accettate",
  "team.refused.text":
    "Il server le ha rifiutate, quindi il desk qui è come lo hanno gli altri. Ciò che hai scritto resta qui finché non lo lasci andare.",
  "team.refused.count": {
    one: "{count} modifica non è stata accettata",
    other: "{count} modifiche non sono state accettate",
  },
  "team.refused.deleted": "Eliminazione: {what}",
  "team.refused.open": "Apri il ticket",
  "team.refused.copy": "Copia il testo",
  "team.refused.copied": "Copiato",
  "team.refused.look": "Guarda tutto",
  "team.refused.hide": "Nascondi",
  "team.refused.drop": "Lascia andare",
  "team.refused.drop.of": "Lascia andare {what}",
  "team.refused.drop.title": "Lasciar andare ciò che hai scritto?",
  "team.refused.drop.text": "“{what}” sparisce per sempre. Il desk resta com’è.",
  "team.refused.dropped": "Lasciato andare",
  "team.refused.kind.setup": "Impostazione",
  "team.refused.kind.people": "Persona",
  "team.refused.kind.tickets": "Ticket",
  "team.refused.kind.conversations": "Conversazione",
  "team.refused.kind.messages": "Messaggio",
  "team.refused.kind.activities": "Riga della storia di un ticket",
  "team.refused.kind.runs": "Esecuzione di un workflow",
  "team.refused.kind.outbox": "E-mail da inviare",
  "team.refused.kind.inboxItems": "E-mail della posta in arrivo",
  "team.refused.kind.webhookRequests": "Richiesta di un web hook",
  "team.facts.desk": "Desk",
  "team.facts.server": "Server",
  "team.facts.joined": "Nel team da",
  "team.facts.scope": "Su questo computer",
  "team.facts.host": "Posta e scadenze",
  "team.facts.host.server": "Il server riceve e invia la posta e tiene le scadenze",
  "team.facts.host.elsewhere": "Un altro computer riceve e invia la posta e tiene le scadenze, al posto del server",
  "team.facts.host.here": "Questo computer riceve e invia la posta e tiene le scadenze, al posto del server",
  "team.host.server":
    "Finché il server manca, nessuno riceve o invia la posta del team e le scadenze sono ferme. Se continua a mancare, può farlo questo computer al suo posto.",
  "team.host.elsewhere":
    "Un altro computer del team riceve e invia la posta e ne tiene le scadenze, al posto del server.",
  "team.host.take": "Lascia che questo computer invii e tenga le scadenze",
  "team.host.take.title": "Prendere il posto del server?",
  "team.host.take.sure":
    "Da allora questo computer riceve e invia la posta del team e ne tiene le scadenze, finché non restituisci il compito. Per farlo gli servono le password delle caselle. Deve farlo un solo computer del team. Quando il server torna, nel frattempo resta in silenzio.",
  "team.host.taken": "Ora questo computer invia e tiene le scadenze",
  "team.host.here": "Questo computer riceve e invia la posta del team e ne tiene le scadenze, al posto del server.",
  "team.host.handBack": "Restituisci il compito al server",
  "team.host.handedBack": "Il server invia e tiene di nuovo le scadenze",
  "team.moved.action": "Si è spostato",
  "team.moved.title": "Dove si trova ora il server?",
  "team.moved.address": "Nuovo indirizzo",
  "team.moved.text": "Solo se lo stesso server si raggiunge a un altro indirizzo. Ciò che attende qui va lì.",
  "team.moved.confirm": "Usa questo indirizzo",
  "team.kept": "Che cosa ha con sé questo computer",
  "team.kept.text":
    "I ticket aperti sempre. I ticket chiusi più vecchi e i file che non sono qui si aprono tramite il server, e restano una volta aperti.",
  "team.kept.tickets": "Ticket chiusi",
  "team.kept.chosen": "Come scelto prima",
  "team.kept.files": "Spazio per i file",
  "team.kept.filesUsed": "{size} occupati",
  "team.kept.noFiles": "Nessuno in anticipo, solo ciò che si apre",
  "team.leave": "Esci dal team",
  "team.leave.text": "Il tuo account resta; questo computer non partecipa più al desk.",
  "team.leave.action": "Esci …",
  "team.leave.title": "Uscire da {desk}?",
  "team.leave.keep": "Conserva una copia",
  "team.leave.keep.text":
    "Tutto ciò che è qui resta, come desk tuo. Ciò che attendeva ancora di essere inviato lo invia il team.",
  "team.leave.erase": "Cancella tutto",
  "team.leave.erase.text":
    "Ticket, persone, messaggi e file spariscono da questo computer. Il team conserva il suo desk.",
  "team.leave.waiting": {
    one: "{count} modifica non è ancora arrivata al server. Se esci ora, il team non la riceve mai.",
    other: "{count} modifiche non sono ancora arrivate al server. Se esci ora, il team non le riceve mai.",
  },
  "team.leave.waitingMany":
    "Molte modifiche non sono ancora arrivate al server. Se esci ora, il team non le riceve mai.",
  "team.leave.refused": {
    one: "Va via anche {count} modifica non accettata. Prima copiane ciò che ti serve.",
    other: "Vanno via anche {count} modifiche non accettate. Prima copiane ciò che ti serve.",
  },
  "team.leave.notComplete": "Non tutti i ticket sono già qui: alla copia mancano gli altri.",
  "team.leave.confirm.keep": "Esci e conserva una copia",
  "team.leave.confirm.erase": "Esci e cancella",
  "team.left": "Si sta aprendo il desk …",
  "team.ended.title": "Non sei più in {desk}",
  "team.ended.text":
    "Chi cura gli account del team ha tolto questo computer ({when}). La copia del desk è stata cancellata qui; il team ha ancora tutto ciò che era arrivato al server. Per tornare, chiedi un nuovo link.",
  "team.ended.dismiss": "Ho capito",

  "team.hint.synced": "Il team ha tutte le modifiche.",
  "team.hint.busy": "Si scambiano modifiche con il team.",
  "team.hint.connecting": "Si cerca il server del team.",
  "team.hint.offline":
    "Il server del team non è raggiungibile. Puoi continuare a lavorare: le tue modifiche attendono qui.",
  "team.hint.stopped": "Nulla si scambia con il team finché qualcuno non interviene. Le tue modifiche attendono qui.",
  "team.hint.refused": {
    one: "{count} modifica non è stata accettata dal server.",
    other: "{count} modifiche non sono state accettate dal server.",
  },

  "team.here.looking": "{name} guarda questo ticket",
  "team.here.typing": "{name} sta scrivendo …",
  "team.here.lookingMany": "{names} guardano questo ticket",
  "team.here.typingMany": "{names} stanno scrivendo …",

  "team.apart":
    "{one} ha impostato {what} su “{a}” e {other} su “{b}”, senza sapere l’uno dell’altro. Vale “{b}”, perché è successivo.",
  "team.apart.stage": "lo stato",
  "team.apart.subject": "l’oggetto",
  "team.apart.priority": "la priorità",
  "team.apart.ownerId": "il responsabile",
  "team.apart.dueAtEpochMs": "la scadenza",
  "team.apart.closedAtEpochMs": "la data di chiusura",
  "team.apart.none": "nulla",
};
