import type { TranslationOf } from "../message.ts";
import type { data as english } from "../en/data.ts";

export const data: TranslationOf<typeof english> = {
  "data.title": "Dati",
  "data.readOnly":
    "Solo chi ha il permesso “super admin” o “accesso account” controlla il desk, ne fa backup o cancella dati.",
  "data.server":
    "Questo desk è sul server di un team. Backup ed esportazioni li fa chi lo gestisce, dalla riga di comando: pipedesk server backup.",
  "data.member":
    "Questo desk è una copia di quello del team. Cancellare qualcuno e ripristinare un backup si fa sul server del team; le cancellazioni arrivano qui da sole.",

  "data.choose": "Scegli",
  "data.area.machine": "Questo computer",
  "data.area.folder": "La cartella del desk",
  "data.area.database": "Il database del desk",
  "data.area.mailboxes": "Caselle di posta",
  "data.area.team": "Team",
  "data.area.secrets": "Password",
  "data.level.ok": "A posto",
  "data.level.note": "Da sapere",
  "data.level.problem": "Problema",

  "data.check.title": "Controlla questo desk",
  "data.check.text": "Guarda questo computer, la cartella del desk, il suo database e i suoi file. Non cambia nulla.",
  "data.check.online": "Interroga anche le caselle di posta e il server del team",
  "data.check.action": "Controlla ora",
  "data.check.running":
    "Controllo in corso. Un desk grande richiede qualche secondo, una casella che non risponde fino a un minuto.",
  "data.check.fine": "È tutto a posto.",
  "data.check.problems": { one: "Trovato {count} problema.", other: "Trovati {count} problemi." },
  "data.check.allFine": { one: "{count} altra cosa è a posto", other: "Altre {count} cose sono a posto" },

  "data.backup.title": "Backup",
  "data.backup.text":
    "Un file con tutto: ticket, messaggi con sorgenti e allegati, persone, workflow, impostazioni. Intanto puoi continuare a lavorare; il file viene riletto prima di contare.",
  "data.backup.secrets":
    "Le password delle caselle ci sono in forma sigillata, o non ci sono affatto se le custodisce il portachiavi del sistema: su un altro computer si inseriscono di nuovo. Le risposte non ancora inviate appartengono alla finestra e non ci sono.",
  "data.backup.to": "Cartella, o un nuovo file",
  "data.backup.action": "Fai un backup",
  "data.restore.title": "Ripristina un backup",
  "data.restore.text":
    "Il desk torna com’era quando è stato fatto il backup. Quello che c’è ora viene messo da parte, intero, nella sua cartella; non si elimina nulla.",
  "data.restore.after":
    "Le automazioni del desk restano ferme finché non le riattivi, e la posta che allora era in attesa non parte da sola: nel frattempo può essere già stata inviata.",
  "data.restore.from": "File del backup",
  "data.restore.look": "Guarda che cosa contiene",
  "data.restore.looking": "Lettura del backup fino in fondo",
  "data.restore.facts": "{desk}, del {date}: {tickets} ticket, {messages} messaggi, {people} persone ({size} MB).",
  "data.restore.unknown":
    "Un backup integro di {size} MB. Lo ha scritto un Pipedesk precedente, che non dice che cosa contiene.",
  "data.restore.ofMember": "È la copia del desk di un team e diventa un desk tuo; il team resta com’è.",
  "data.restore.action": "Ripristina",
  "data.restore.confirm": "Ripristinare questo backup?",

  "data.export.title": "Esporta tutto",
  "data.export.text": "Per altri programmi, o da conservare. Nella cartella indicata ne viene creata una nuova.",
  "data.export.as": "Come",
  "data.export.jsonl": "Documenti (JSON Lines)",
  "data.export.jsonl.text":
    "Un file per ogni tipo, un documento per riga: ticket, persone, conversazioni, messaggi, note, attività, workflow.",
  "data.export.mbox": "Posta (mbox)",
  "data.export.mbox.text":
    "Un file che ogni programma di posta sa leggere, anche Pipedesk. I messaggi sono come sono arrivati; quelli scritti qui come sono stati inviati. Le note non sono posta e restano fuori.",
  "data.export.files": "Con allegati e sorgenti dei messaggi, come file",
  "data.export.to": "Cartella",
  "data.export.action": "Esporta",

  "data.erase.title": "Cancella una persona",
  "data.erase.text":
    "Toglie per sempre dal desk i dati di una persona: nome, indirizzi, ciò che ha scritto e ciò che le è stato scritto, con allegati e sorgenti. Non si può annullare.",
  "data.erase.contact": "Contatto",
  "data.erase.contactHint": "Uno dei suoi indirizzi e-mail",
  "data.erase.look": "Mostra che cosa sparirebbe",
  "data.erase.looking": "Esame di tutti i dati",
  "data.erase.who": "{name} ({addresses})",
  "data.erase.goes":
    "Spariscono: {messages} messaggi in {conversations} conversazioni, gli oggetti di {tickets} ticket, {notes} note, e ciò che workflow e notifiche ne dicevano.",
  "data.erase.files": "Spariscono {files} file e sorgenti ({size} MB), se nient’altro li usa.",
  "data.erase.shared":
    "A {conversations} conversazioni hanno partecipato anche altri. Ciò che la persona vi ha scritto sparisce; {messages} messaggi di altri restano senza il suo indirizzo, e possono citarla.",
  "data.erase.outbox": {
    one: "{count} messaggio in attesa di invio viene annullato.",
    other: "{count} messaggi in attesa di invio vengono annullati.",
  },
  "data.erase.stays":
    "Restano, senza nome: numeri dei ticket, orari, stati, chi di voi se ne è occupato, e l’indicazione che qualcuno è stato cancellato.",
  "data.erase.elsewhere":
    "I backup e le esportazioni fatti prima contengono ancora i dati, e così le caselle presso il provider, i desk messi da parte nella cartella e le bozze nelle finestre aperte. Quelli eliminali tu.",
  "data.erase.confirm": "Scrivi {address} per cancellare questa persona",
  "data.erase.action": "Cancella per sempre",
  "data.erase.unread": "Qualcuno è stato cancellato da questo messaggio.",

  "data.step.begin": "Inizio",
  "data.step.copy": "Copia del database",
  "data.step.pack": "Raccolta dei file",
  "data.step.verify": "Rilettura del backup",
  "data.step.unpack": "Lettura del backup",
  "data.step.documents": "Esame dei documenti",
  "data.step.files": "Rimozione dei file",
  "data.step.rewrite": "Riscrittura del file del desk",
  "data.work.backup": "Backup",
  "data.work.restore": "Ripristino di un backup",
  "data.work.export-jsonl": "Esportazione dei documenti",
  "data.work.export-mbox": "Esportazione della posta",
  "data.work.erase": "Cancellazione di una persona",
  "data.work.check": "Controllo",
  "data.work.cancel": "Ferma",
  "data.work.cancelled": "Fermato. Non ne è rimasto nulla.",
  "data.work.failed": "Non è riuscito: {reason}",
  "data.work.done.backup":
    "Il backup è in {path} ({size} MB): {tickets} ticket, {messages} messaggi, {files} file grandi. È stato riletto ed è integro.",
  "data.work.done.restore": "Il desk che c’era si trova in {path}.",
  "data.work.done.export-jsonl": "{documents} documenti sono in {path}.",
  "data.work.done.export-mbox":
    "{mails} messaggi sono in {path}; {rebuilt} non avevano sorgente e sono stati composti con ciò che il desk sa.",
  "data.work.done.erase":
    "Cancellati: {messages} messaggi, gli oggetti di {tickets} ticket, {files} file. Il file del desk è stato riscritto.",
  "data.work.done.check": "Controllato.",

  "data.trouble.title": "Qualcosa non va su questo computer",
  "data.trouble.more": "Controlla questo desk",

  "data.finding.program": "Pipedesk {version} su {runtime}, {platform}.",
  "data.finding.node-old": "Questo è Node {node}; a Pipedesk serve la versione {needed} o successiva.",
  "data.advice.node-old": "Avvia Pipedesk con npm, che porta il proprio Node, oppure installane uno più recente.",
  "data.finding.disk-room": "Sul disco del desk sono liberi {free} MB; il desk ne occupa {desk}.",
  "data.finding.disk-low": "Sul disco del desk sono liberi solo {free} MB; il desk ne occupa {desk}.",
  "data.advice.disk-low":
    "Libera spazio: un aggiornamento, una cancellazione o un backup su questo disco occupano ancora quanto il desk.",
  "data.finding.disk-full": "Il disco del desk è pieno: restano {free} MB.",
  "data.advice.disk-full":
    "Libera spazio adesso. Fino ad allora potrebbe non salvarsi nulla di nuovo; ciò che era salvato non va perso.",
  "data.finding.disk-unknown": "Non si sa quanto spazio resti sul disco del desk.",
  "data.advice.disk-unknown": "Le unità di rete spesso non lo dicono. Guarda nelle impostazioni del sistema.",
  "data.finding.clock-fine": "L’orologio segna {now} (UTC).",
  "data.finding.clock-years-off": "L’orologio di questo computer è sbagliato di anni: segna {now} (UTC).",
  "data.advice.clock-years-off":
    "Impostalo nelle impostazioni del sistema, meglio se dalla rete. Fino ad allora le connessioni sicure falliscono e gli orari dei ticket sono sbagliati.",
  "data.finding.clock-behind-desk": "L’orologio segna {now} (UTC), ma nel desk è successo qualcosa il {newest}.",
  "data.advice.clock-behind-desk":
    "Imposta l’orologio nelle impostazioni del sistema. Ciò che fai ora finirebbe prima di ciò che c’è già; i timer dei workflow aspettano quell’ora.",
  "data.finding.clock-far-ahead": "L’orologio segna {now} (UTC); la cosa più recente nel desk è del {newest}.",
  "data.advice.clock-far-ahead":
    "Se questo desk non è semplicemente rimasto inutilizzato, l’orologio è avanti: impostalo prima di far partire le automazioni.",
  "data.finding.zone": "Il fuso orario è {zone}.",
  "data.finding.zone-unknown": "Il sistema non dice in quale fuso orario si trova.",
  "data.advice.zone-unknown": "Sceglilo nelle impostazioni del sistema: fino ad allora gli orari sono mostrati in UTC.",
  "data.finding.folder-none": "La cartella {folder} non esiste ancora.",
  "data.advice.folder-none": "Viene creata quando vi si apre un desk. Se te ne aspettavi uno, indica la sua cartella.",
  "data.finding.folder-fine": "Nella cartella del desk {folder} si può scrivere.",
  "data.finding.folder-read-only": "Nella cartella del desk {folder} non si può scrivere: {reason}",
  "data.advice.folder-read-only":
    "Datti il diritto di scrivervi, o sposta la cartella su un disco che non sia di sola lettura. Nulla di ciò che contiene va perso.",
  "data.finding.folder-network": "La cartella del desk {folder} è su un’unità di rete ({drive}).",
  "data.advice.folder-network":
    "Spostala su un disco di questo computer: su un’unità di rete il database può danneggiarsi se la connessione cade, e due computer non devono mai aprirlo. Per più persone c’è il server del team.",
  "data.finding.folder-synced": "La cartella del desk {folder} viene copiata su altri computer da {service}.",
  "data.advice.folder-synced":
    "Spostala da lì: un database copiato mentre viene scritto si danneggia, e due computer si sovrascrivono a vicenda. Mettici piuttosto i backup.",
  "data.finding.folder-open-to-others":
    "Altri utenti di questo computer possono guardare nella cartella del desk {folder}.",
  "data.advice.folder-open-to-others": "Pipedesk la chiude alla prossima apertura del desk, se il disco lo permette.",
  "data.finding.lock-free": "Nessun programma ha il desk aperto.",
  "data.finding.lock-here": "Il desk è aperto qui, e in nessun altro programma.",
  "data.finding.lock-held": "Un altro programma ha il desk aperto (processo {process}).",
  "data.advice.lock-held": "È normale mentre Pipedesk è in funzione. Ciò che si legge qui è ciò che ha salvato.",
  "data.finding.database-none": "In {folder} non c’è nessun desk.",
  "data.advice.database-none": "Indica la cartella del desk con --data, o avvia Pipedesk, che ne crea uno.",
  "data.finding.database-fine": "Il database è integro: {size} MB, {tickets} ticket, {messages} messaggi.",
  "data.finding.database-older": "Il database è di un Pipedesk precedente (formato {format}).",
  "data.advice.database-older": "Viene aggiornato alla prossima apertura del desk; accanto ne resta una copia.",
  "data.finding.database-newer": "Il database è stato scritto da un Pipedesk più recente.",
  "data.advice.database-newer": "Installa quella versione o una successiva. Questa lo lascia intatto.",
  "data.finding.database-foreign": "Ciò che in {folder} sta al posto del database del desk non è di Pipedesk.",
  "data.advice.database-foreign": "Scegli un’altra cartella, o ripristina un backup: ciò che c’è viene messo da parte.",
  "data.finding.database-damaged": "Il database è danneggiato: {reason}",
  "data.advice.database-damaged":
    "Conserva una copia della cartella. Poi ripristina il backup più recente: il desk danneggiato viene messo da parte, e la posta arrivata da allora viene scaricata di nuovo.",
  "data.finding.database-unreadable": "Il database non si può leggere: {reason}",
  "data.advice.database-unreadable":
    "Controlla di poter leggere la cartella, che il disco ci sia e che nessun altro programma tenga il file.",
  "data.finding.database-elsewhere": "Il desk è su PostgreSQL, che ha i propri strumenti per controllarlo.",
  "data.finding.log-large": "Il registro del database è cresciuto fino a {size} MB.",
  "data.advice.log-large": "Chiudi il desk e riaprilo: così il registro passa nel database.",
  "data.finding.files-fine": "Tutti i file che il desk nomina ci sono ({count} grandi).",
  "data.finding.files-missing": {
    one: "{count} file che il desk nomina non c’è più.",
    other: "{count} file che il desk nomina non ci sono più.",
  },
  "data.advice.files-missing":
    "Allegati o sorgenti di messaggi non si possono aprire. Se dei file sono stati spostati dalla cartella, rimettili; altrimenti ripristina un backup altrove e copia i suoi file.",
  "data.finding.files-unused": {
    one: "{count} file grande non è nominato da nulla nel desk ({size} MB).",
    other: "{count} file grandi non sono nominati da nulla nel desk ({size} MB).",
  },
  "data.advice.files-unused": "Non fanno danno: possono appartenere a bozze in finestre aperte.",
  "data.finding.mailboxes-none": "Nessuna casella di posta è collegata.",
  "data.finding.mailbox-fine": "{mailbox} è raggiungibile e accetta la password.",
  "data.finding.mailbox-failed": "{mailbox} non funziona: {reason}",
  "data.advice.mailbox-failed":
    "Apri Impostazioni › Canali › questa casella: lì puoi provarla passo per passo e inserire di nuovo la password.",
  "data.finding.mailbox-not-asked": "Le caselle di posta non sono state interrogate.",
  "data.advice.mailbox-not-asked":
    "Interroga anche quelle: nelle impostazioni con la casella di spunta, dalla riga di comando con --online mentre nessun altro programma ha il desk aperto.",
  "data.finding.mailbox-elsewhere": "È l’host del team a ricevere e inviare la posta.",
  "data.finding.team-none": "Il desk non appartiene a nessun team.",
  "data.finding.team-server": "Questo è il server del team.",
  "data.finding.team-not-asked": "Il server del team {server} non è stato interrogato.",
  "data.advice.team-not-asked":
    "Interroga anche quello: nelle impostazioni con la casella di spunta, dalla riga di comando con --online.",
  "data.finding.team-fine": "Il server del team {server} risponde.",
  "data.finding.team-offline": "Il server del team {server} non è raggiungibile: {reason}",
  "data.advice.team-offline":
    "Puoi continuare a lavorare; ciò che fai aspetta qui. Controlla la rete, e che il server sia in funzione.",
  "data.finding.team-stopped": "Questo computer non scambia più dati con {server} ({code}).",
  "data.advice.team-stopped": "Apri Impostazioni › Team, che dice perché e che cosa fare.",
  "data.finding.team-not-the-server": "A {server} risponde qualcun altro: {reason}",
  "data.advice.team-not-the-server":
    "Forse una pagina di accesso della rete. Apri l’indirizzo in un browser; se il server si è spostato, indica il nuovo indirizzo in Impostazioni › Team.",
  "data.finding.team-clock": "L’orologio di questo computer dista {minutes} minuti da quello del server.",
  "data.advice.team-clock":
    "Impostalo nelle impostazioni del sistema: finché è così lontano, ciò che fai non viene accettato.",
  "data.finding.secrets-keychain": {
    one: "{count} password è custodita dal portachiavi del sistema.",
    other: "{count} password sono custodite dal portachiavi del sistema.",
  },
  "data.finding.secrets-file": {
    one: "{count} password è custodita in un file cifrato.",
    other: "{count} password sono custodite in un file cifrato.",
  },
  "data.advice.secrets-file":
    "La chiave sta lontano dal desk, nelle tue impostazioni. L’app installata usa il portachiavi del sistema, se c’è.",
  "data.finding.secrets-desk": "Le password sono custodite, cifrate, nel database del server.",
  "data.finding.secrets-none": "Nessuna password è custodita.",
  "data.finding.secrets-key-missing": {
    one: "{count} password è custodita, ma la sua chiave non è su questo computer ({file}).",
    other: "{count} password sono custodite, ma la loro chiave non è su questo computer ({file}).",
  },
  "data.advice.secrets-key-missing":
    "Il desk viene da un altro computer. Inserisci di nuovo le password in Impostazioni › Canali.",
  "data.finding.secrets-damaged": "Il file con le password è danneggiato.",
  "data.advice.secrets-damaged":
    "Inserisci di nuovo le password in Impostazioni › Canali; il file danneggiato viene messo da parte.",

  "cli.doctor": "controlla questo computer e un desk, e dice che cosa fare",
  "cli.doctor.online": "interroga anche le caselle di posta e il server del team",
  "cli.doctor.done": { one: "{count} problema.", other: "{count} problemi." },
  "cli.backup": "scrive un backup del desk in un file, e lo rilegge",
  "cli.backup.to": "file da scrivere, che non deve esistere; o una cartella in cui crearne uno",
  "cli.restore": "ripristina un backup; il desk che c’è viene messo da parte",
  "cli.restore.from": "backup da leggere",
  "cli.export": "esporta tutto ciò che c’è nel desk",
  "cli.export.to": "cartella in cui crearne una nuova",
  "cli.export.format": "documenti come JSON Lines, o tutta la posta come un mbox",
  "cli.export.files": "con JSON Lines: anche allegati e sorgenti dei messaggi, come file",
  "cli.erase": "cancella per sempre i dati di una persona; prima dice che cosa sparisce, e chiede una volta",
  "cli.erase.who": "uno degli indirizzi del contatto, o il suo id",
  "cli.erase.dryRun": "dice solo che cosa sparirebbe",
  "cli.erase.confirm": "l’indirizzo del contatto, invece di chiederlo",
  "cli.data.backedUp": "Il backup è in {file} ({size} MB). È stato riletto ed è integro.",
  "cli.data.restored": "Il desk in {folder} è com’era: {tickets} ticket, {messages} messaggi.",
  "cli.data.aside": "Ciò che c’era prima si trova in {folder}",
  "cli.data.exported.jsonl": "{documents} documenti sono in {folder}",
  "cli.data.exported.mbox":
    "{mails} messaggi sono in {folder}; {rebuilt} non avevano sorgente e sono stati composti con ciò che il desk sa.",
  "cli.data.erased":
    "Cancellati: {messages} messaggi, {tickets} ticket, {files} file. Il file del desk è stato riscritto.",
  "cli.data.confirm": "Non si può annullare. Scrivi {address} per cancellare questa persona:",
};
