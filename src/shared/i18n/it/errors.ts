import type { errors as english } from "../en/errors.ts";
import type { TranslationOf } from "../message.ts";

export const errors: TranslationOf<typeof english> = {
  "error.PD_ACCESS_TOKEN": "Questa finestra non è più collegata. Apri l'indirizzo che Pipedesk ha mostrato all'avvio.",
  "error.PD_ACCESS_ORIGIN": "Pipedesk non risponde a questo indirizzo. Apri l'indirizzo mostrato all'avvio.",
  "error.PD_ACCESS_PERMISSION":
    "Non hai l'autorizzazione per questa operazione. Nulla è stato modificato. Chiedi a un amministratore del desk.",
  "error.PD_SYNC_ROW_INVALID":
    "Il server non ha potuto leggere questa modifica e ha tenuto ciò che aveva. La modifica resta qui, da dove puoi copiarla.",
  "error.PD_SYNC_CLOCK_AHEAD":
    "L’orologio di questo computer è avanti rispetto a quello del server. Le modifiche restano qui e arrivano al server quando l’orologio è giusto.",
  "error.PD_SYNC_WRITTEN_ONCE":
    "Ciò che è accaduto, e ciò che dice un messaggio, non si può cambiare dopo. Il server ha tenuto ciò che aveva.",
  "error.PD_SYNC_FORGED": "Questa modifica porta il nome di un’altra persona, perciò il server non l’ha accettata.",
  "error.PD_SYNC_PART_REFUSED": "Un’altra parte della stessa modifica è stata rifiutata, e quindi anche questa.",
  "error.PD_SYNC_VERSION":
    "Questo programma e il server del team sono di versioni diverse. Aggiorna il più vecchio; fino ad allora le tue modifiche aspettano qui.",
  "error.PD_SYNC_OTHER_DESK": "Il server contiene un desk diverso da quello di cui questo computer ha una copia.",
  "error.PD_SYNC_MESSAGE":
    "Ciò che l’altra parte ha inviato non è comprensibile. Le tue modifiche aspettano qui e nulla va perso.",
  "error.PD_SYNC_OFFLINE":
    "Il server del team non è raggiungibile. Puoi continuare a lavorare: le tue modifiche aspettano qui.",
  "error.PD_SYNC_CERTIFICATE":
    "Questo computer non si fida del certificato del server del team, perciò non gli comunica nulla. Controlla l’indirizzo e la data del computer; se la tua organizzazione usa certificati propri, devono essere installati qui. Le tue modifiche attendono.",
  "error.PD_SYNC_NOT_THE_SERVER":
    "Al posto del server del team ha risposto qualcos’altro, forse la pagina di accesso di questa rete. Aprila in un browser e riprova.",
  "error.PD_SYNC_FILE_WRONG":
    "Ciò che è arrivato non è il file richiesto, perciò è stato scartato. Riprova; se continua, avvisa l’amministratore.",
  "error.PD_SYNC_FILE_AWAITED":
    "Questo file non è ancora sul server del team: deve ancora portarlo il computer su cui è stato aggiunto. Riprova più tardi.",
  "error.PD_SYNC_REVOKED": "Questo dispositivo è stato escluso dal team. Chiedi a un amministratore di riammetterlo.",
  "error.PD_SYNC_NO_TEAM": "Questo desk non appartiene a nessun team.",
  "error.PD_SYNC_IN_TEAM": "Questo desk appartiene già a un team. Lascialo prima.",
  "error.PD_SYNC_BRING":
    "Solo chi ha configurato il server può portare con sé un desk. Entra con il desk del team: il tuo viene messo da parte, non va perso.",
  "error.PD_ACCESS_VIEWER":
    "Sei un osservatore di questo desk: vedi tutto e non modifichi nulla. Nulla è stato modificato. Se ti serve poterlo fare, chiedi a un amministratore del desk.",
  "error.PD_USER_NOT_ASSIGNABLE":
    "Questa persona non c'è più o osserva soltanto, quindi non le si può assegnare nulla. Nulla è stato modificato. Scegli qualcun altro.",
  "error.PD_SIGN_IN_FAILED":
    "Indirizzo e-mail, password o codice non corretti. Nulla è stato modificato. Controlla e riprova.",
  "error.PD_SIGN_IN_CODE":
    "Il tuo account ha un secondo fattore. Nulla è stato modificato. Inserisci anche il codice dell'app di autenticazione.",
  "error.PD_SIGN_IN_PAUSED": "Troppi tentativi. Nulla è stato modificato. Attendi un po', poi riprova.",
  "error.PD_LINK_SPENT": "Questo link è già stato usato o è scaduto. Nulla è stato modificato. Chiedine uno nuovo.",
  "error.PD_ACCOUNT_PASSWORD":
    "Questa password è troppo corta o troppo facile da indovinare. Nulla è stato modificato. Scegline un'altra.",
  "error.PD_ACCOUNT_PROOF":
    "La tua password o il codice non è corretto. Nulla è stato modificato. Inseriscilo di nuovo.",
  "error.PD_ACCOUNT_LAST_ADMIN":
    "Questo è l'ultimo super amministratore attivo. Nulla è stato modificato. Nomina prima qualcun altro.",
  "error.PD_DEVICE_REVOKED":
    "Questo dispositivo è stato escluso dal team. Non può più sincronizzarsi. Chiedi un nuovo invito a un amministratore.",
  "error.PD_TEAM_NONE":
    "Questo desk non ha un team, quindi non ci sono account. Nulla è stato modificato. Prima unisciti a un team o creane uno.",
  "error.PD_INPUT_INVALID":
    "Qualcosa di ciò che hai inserito non è utilizzabile. Nulla è stato modificato. Correggi e riprova.",
  "error.PD_INPUT_TOO_LARGE": "È più grande di quanto Pipedesk accetti. Nulla è stato modificato.",
  "error.PD_DESK_NOT_FOUND": "Non esiste più. Forse è stato eliminato o unito.",
  "error.PD_DESK_CHANGED":
    "Nel frattempo qualcun altro l'ha modificato. Ora non è stato cambiato nulla: resta come l'ha lasciato.",
  "error.PD_HOST_LOST":
    "Ora è un'altra macchina a inviare la posta di questo team e a tenerne le scadenze. Qui non è stato fatto nulla.",
  "error.PD_HOST_ELSEWHERE":
    "È il server del team a ricevere e inviare la posta e a tenere le scadenze, non questa macchina. Fallo sul server.",
  "error.PD_HOST_SOLO": "Questo desk non è in un team: invia da sé la sua posta e tiene da sé le sue scadenze.",
  "error.PD_HOST_ALREADY": "È già da qui che si invia la posta del team e si tengono le sue scadenze.",
  "error.PD_HOST_SERVER_THERE":
    "Il server del team è raggiungibile e lavora. Un'altra macchina può prenderne il posto solo quando non c'è.",
  "error.PD_DESK_ALREADY_STARTED": "Questo desk è già stato configurato. I tuoi dati sono invariati.",
  "error.PD_PIPELINE_LAST":
    "Un desk ha bisogno di almeno una pipeline, e i suoi ticket di un’altra dove andare. Nulla è stato modificato. Crea prima un’altra pipeline.",
  "error.PD_PIPELINE_LAST_STAGE":
    "Una pipeline ha bisogno di almeno uno stato aperto. Nulla è stato modificato. Aggiungi prima un altro stato aperto.",
  "error.PD_PIPELINE_STAGE_NAME": "Questa pipeline ha già uno stato con quel nome. Scegline un altro.",
  "error.PD_PIPELINE_STAGE_IN_USE":
    "Questo stato è ancora in uso. Nulla è stato modificato. Scegli prima dove spostare i suoi ticket.",
  "error.PD_RULE_REFUSED": "Una regola della pipeline non lo permette. Il ticket è invariato.",
  "error.PD_TEMPLATE_FAILED": "I segnaposto del testo non possono essere compilati. Correggi il testo e riprova.",
  "error.PD_MAIL_UNREADABLE":
    "Questo file non contiene posta leggibile da Pipedesk. Nulla è stato importato. Scegli un file .mbox o .eml.",
  "error.PD_OUTBOX_NOT_SENT": "L’e-mail di un flusso di lavoro non è stata inviata. Guarda nella posta in uscita.",
  "error.PD_OUTBOX_GONE":
    "Questa e-mail è già presso il server di posta o è partita. Non si può più ritirare né modificare.",
  "error.PD_DRAFT_SENT":
    "Questo è già stato inviato da un'altra finestra, con parole diverse. Le tue sono conservate come nuova bozza. Guarda che cosa è partito, poi invia le tue se servono ancora.",
  "error.PD_WEBHOOK_FAILED":
    "L'altro programma non ha accettato la richiesta. Il ticket è invariato. Guarda le sue risposte, poi riprova il passaggio.",
  "error.PD_WEBHOOK_ADDRESS":
    "L'indirizzo appartiene a questo computer o alla sua rete. Nulla è stato inviato. Consentilo nelle impostazioni, se è voluto.",
  "error.PD_WEBHOOK_SECRET":
    "Il segreto per la firma non è su questo computer o non si può usare. Nulla è stato inviato. Impostalo e riprova.",
  "error.PD_WEBHOOK_OVER":
    "Questa richiesta è conclusa. Non si può più inviare né annullare. Riprova il passaggio dell'esecuzione.",
  "error.PD_WEBHOOK_OFF": "Il flusso di lavoro dietro questo indirizzo è spento. Non è stato fatto nulla.",
  "error.PD_WEBHOOK_CALLS": "Troppe chiamate in poco tempo. Questa non è stata accettata. Riprova tra un minuto.",
  "error.PD_MAILBOX_NONE":
    "Questo canale non ha una casella utilizzabile. Non è cambiato nulla. Collegala nelle impostazioni, alla voce Canali.",
  "error.PD_MAILBOX_UNREACHABLE":
    "Il server di posta non è raggiungibile in questo momento. Non si è perso nulla. Pipedesk riprova da solo.",
  "error.PD_OAUTH_UNAVAILABLE":
    "Questo accesso non è configurato su questo desk. Non è cambiato nulla. Usa una password oppure configura l'accesso come indica il manuale.",
  "error.PD_SECRETS_FAILED":
    "Le password salvate di questo desk non si possono leggere o scrivere. La posta è invariata. Inserisci di nuovo la password della casella.",
  "error.PD_DESKTOP_NO_WINDOW": "Nel frattempo la finestra è stata chiusa. Aprila e riprova.",
  "error.PD_DESKTOP_SETTING": "Il sistema non ha accettato questa impostazione; è rimasta com'era.",
  "error.PD_DESKTOP_WRITE":
    "Non è stato possibile scrivere il file. Scegli un altro posto o controlla se il disco è pieno.",
  "error.PD_DESKTOP_OPEN": "Il sistema non ha potuto aprirlo.",
  "error.PD_DESKTOP_FILE_GONE": "Il file non c'è più o non si può leggere.",
  "error.PD_DESKTOP_LINK": "Il link non dice nulla che Pipedesk apra. Non è stato fatto nulla.",
  "error.PD_DESKTOP_DICTIONARY":
    "Non è stato possibile scaricare il dizionario. Si riprova al prossimo avvio; fino ad allora questa lingua non viene controllata.",
  "error.PD_UPDATE_NOT_NOW": "Questo non va con lo stato attuale dell'aggiornamento. Guardalo di nuovo.",
  "error.PD_UPDATE_REFUSED": "L'aggiornamento è stato rifiutato. La tua versione e il tuo desk sono invariati.",
  "error.PD_IMPORT_RUNNING": "È già in corso un'importazione. Attendi che finisca, poi avvia la prossima.",
  "error.PD_IMPORT_SOURCE":
    "Non è possibile aprire il file da importare. Quanto già importato resta. Controlla il file e riprova.",
  "error.PD_DATA_BUSY": "È già in corso un’altra operazione sui dati del desk. Attendi che finisca, oppure fermala.",
  "error.PD_DATA_SERVER": "Sul server di un team, backup ed esportazioni li fa chi lo gestisce, dalla riga di comando.",
  "error.PD_DATA_MEMBER":
    "Questo desk è una copia di quello del team. Si fa sul server del team, in un browser, e arriva qui da solo.",
  "error.PD_DATA_NOT_CONFIRMED":
    "Non è stato cancellato nulla: quello che hai scritto non è l’indirizzo della persona.",
  "error.PD_DATA_CANCELLED": "È stato fermato, come hai chiesto. Non ne è rimasto nulla.",
  "error.PD_DATA_TARGET":
    "Non si può scrivere nel posto che hai indicato. Scegli un’altra cartella, o controlla di potervi scrivere.",
  "error.PD_BACKUP_DAMAGED":
    "Non è un backup utilizzabile, o è danneggiato. Non è cambiato nulla. Prova con uno precedente.",
  "error.PD_STORE_CONFLICT":
    "Qualcuno ha modificato questo elemento nello stesso momento. La tua modifica non è stata salvata. Riprova.",
  "error.PD_STORE_IN_USE": "Un altro Pipedesk ha aperto questo desk. Chiudilo lì o usa quella finestra.",
  "error.PD_STORE_NEWER_FILE":
    "Questo desk è stato scritto da un Pipedesk più recente. Il file è intatto. Aggiorna Pipedesk per aprirlo.",
  "error.PD_STORE_DAMAGED": "Il file del database è danneggiato. È stato lasciato com'è. Ripristinalo da un backup.",
  "error.PD_STORE_READ_ONLY":
    "Non è possibile scrivere nei file del desk. Nulla è stato modificato. Controlla i permessi della cartella.",
  "error.PD_STORE_GONE":
    "Il file del desk è stato spostato, eliminato o sostituito mentre era aperto. Questo non è stato salvato. Rimetti il file al suo posto, poi riprova.",
  "error.PD_STORE_DISK_FULL": "Il disco è pieno. Questa modifica non è stata salvata. Libera spazio e riprova.",
  "error.PD_STORE_UNAVAILABLE": "Il database del desk non è raggiungibile. Nulla è stato salvato. Riprova tra poco.",
  "error.PD_STORE_FAILED": "Il database del desk non ha accettato la modifica. Nulla è stato salvato. Riprova.",
  "error.PD_HOST_PORT_IN_USE": "Un altro programma usa la porta. Avvia Pipedesk con un'altra.",
  "error.PD_DESK_THREAD_LOST":
    "Una parte di Pipedesk si è fermata mentre ci lavorava. Nulla è stato modificato. Riprova.",
  "error.PD_DESK_UNREACHABLE":
    "Il desk non è raggiungibile in questo momento. Nulla è stato modificato. Pipedesk si ricollega da solo; poi riprova.",
  "error.PD_INTERNAL":
    "Qualcosa è andato storto in Pipedesk. I tuoi dati sono come prima. Riprova; se si ripete, riavvia Pipedesk.",
};
