import type { hosts as english } from "../en/hosts.ts";
import type { TranslationOf } from "../message.ts";

export const hosts = {
  "host.locked": "Questo desk richiede la chiave",
  "host.lockedHelp":
    "Aprilo con l'indirizzo che Pipedesk ha mostrato all'avvio. Quell'indirizzo termina con la chiave.",
  "host.tryAgain": "Riprova",
  "host.unbuilt": "L'interfaccia non è stata compilata",
  "host.unbuiltHelp": "Esegui npm run build, poi ricarica questa pagina. Intanto l'interfaccia REST funziona.",

  "cli.description": "L'helpdesk che gira sul tuo computer.",
  "cli.usage": "Uso:",
  "cli.commands": "Comandi:",
  "cli.arguments": "Argomenti:",
  "cli.options": "Opzioni:",
  "cli.help": "mostra questo aiuto",
  "cli.version": "mostra la versione",
  "cli.option.data": "cartella del desk (predefinita: {folder})",
  "cli.option.json": "scrive JSON per i programmi, un valore per riga",
  "cli.option.verbose": "dice tutto ciò che accade, gli errori con il loro stack",

  "cli.move.oneAddress": "Indica dove va il desk (--to) oppure da dove viene (--from).",
  "cli.move.progress": "{documents} documenti, {files} file",
  "cli.move.done": "Copiati {documents} documenti e {files} file. Il desk di partenza è rimasto com'era.",
  "cli.serve": "apre il desk in un browser su questo computer",
  "cli.serve.port": "porta su 127.0.0.1; 0 ne prende una libera (predefinita: {port}, o una libera se è occupata)",
  "cli.serve.token": "segreto che apre il desk (predefinito: uno nuovo; PIPEDESK_TOKEN nell'ambiente)",
  "cli.serve.demo": "crea e apre il desk dimostrativo, con e-mail che continuano ad arrivare",
  "cli.serve.noOpen": "non apre il browser",
  "cli.serving": "Pipedesk è in esecuzione su {url}",
  "cli.servingFrom": "Il desk è conservato in {folder}. Ctrl+C ferma Pipedesk.",
  "cli.unbuilt": "L'interfaccia non è ancora stata compilata: esegui npm run build. L'interfaccia REST funziona.",

  "cli.import": "importa e-mail: .eml, .mbox, Maildir e i loro gz",
  "cli.import.paths": "file e cartelle da importare",
  "cli.import.own": "un tuo indirizzo; le e-mail da lì valgono come tue risposte (si può ripetere)",
  "cli.import.channel":
    "nome, indirizzo o id del canale da cui sono arrivate le e-mail (predefinito: il canale delle importazioni)",
  "cli.import.progress": {
    one: "{percent} %, {count} messaggio",
    other: "{percent} %, {count} messaggi",
  },
  "cli.import.timeLeft": "ancora {time}",
  "cli.import.setAside": "messo da parte, con il sorgente conservato: {file}, messaggio {index}: {reason}",
  "cli.import.failed": "non importato: {file}: {reason}",
  "cli.import.done":
    "{imported} importati, {duplicates} già presenti, {setAside} messi da parte, {failed} non importati.",
  "cli.import.heldBack": {
    one: "{count} flusso di lavoro sarebbe partito. La posta importata è storia e non avvia nulla; `pipedesk workflow history` li elenca e vi mette i ticket.",
    other:
      "{count} flussi di lavoro sarebbero partiti. La posta importata è storia e non avvia nulla; `pipedesk workflow history` li elenca e vi mette i ticket.",
  },
  "cli.import.stopped": "Interrotto. Ciò che è stato importato resta; lo stesso comando riprende da qui.",

  "cli.server": "serve il desk a un team: account, accesso, ogni indirizzo che indichi",
  "cli.server.port": "porta su cui ascoltare; 0 ne prende una libera (predefinita: {port})",
  "cli.server.host": "indirizzo su cui ascoltare (predefinito: 127.0.0.1)",
  "cli.server.publicUrl": "dove le persone raggiungono il server, come https://desk.example",
  "cli.server.tlsCert": "certificato in formato PEM, con quelli che l'hanno firmato; riletto a SIGHUP",
  "cli.server.tlsKey": "chiave del certificato, in formato PEM",
  "cli.server.trustedProxy":
    "indirizzo o rete di un proxy i cui X-Forwarded-For e X-Forwarded-Proto valgono (ripetibile)",
  "cli.server.setUp":
    "Nessuno può ancora accedere. Questo link crea il primo super amministratore; funziona una volta, entro un giorno:\n{url}",
  "cli.server.backup": "scrive un backup del desk, anche mentre il server è in funzione",
  "cli.server.backup.to": "file da scrivere; non deve esistere già",
  "cli.server.backedUp": "Il backup è in {file}",
  "cli.server.restore": "crea la cartella di un desk da un backup",
  "cli.server.restore.from": "backup da leggere",
  "cli.server.restored": "Il desk è in {folder}",
  "cli.server.move": "copia un desk dalla sua cartella a PostgreSQL, o viceversa, mentre nessuno ci lavora",
  "cli.server.move.to": "postgres://… su cui copiare il desk",
  "cli.server.move.from": "postgres://… da cui copiare il desk",
  "cli.server.admin": "gestisce gli account, anche mentre il server è in funzione",
  "cli.server.admin.users": "elenca gli utenti con i loro account",
  "cli.server.admin.devices": "elenca i dispositivi",
  "cli.server.admin.superAdminLink": "crea un link con cui qualcuno diventa super amministratore; funziona una volta",
  "cli.server.admin.resetLink": "crea un link con cui un utente imposta una nuova password",
  "cli.server.admin.removeTotp": "disattiva il secondo fattore di un utente che l'ha perso",
  "cli.server.admin.unlock": "permette a un utente di riprovare subito ad accedere",
  "cli.server.admin.revokeDevice":
    "revoca un dispositivo: non può più sincronizzarsi e gli viene detto di cancellare la sua copia",
  "cli.server.admin.signOutAll": "disconnette tutti i browser di tutti",
  "cli.server.done": "Fatto.",
  "cli.server.signedOut": { one: "{count} browser disconnesso.", other: "{count} browser disconnessi." },

  "cli.badPort": "Una porta è un numero intero da 0 a 65535.",
  "cli.badToken": "Un token è fatto solo di lettere, cifre e - . _ ~.",
  "cli.badAddress": "Questo non è un indirizzo e-mail.",

  "start.building": "Compilazione dell'interfaccia. Succede una volta, e di nuovo dopo una modifica dei sorgenti.",
  "start.buildFailed": "L'interfaccia non si è potuta compilare; il motivo è qui sopra.",
  "start.fetching": "Scaricamento di Electron",
  "start.fetched": "{megabytes} MB",
  "start.browser": "Electron qui non si può usare ({reason}), quindi lo stesso desk si apre nel browser.",
  "start.served": "Electron qui non si può usare ({reason}), quindi lo stesso desk è offerto a un browser.",
  "start.noDisplay": "non c'è uno schermo",
  "start.asRoot": "non gira come root",
  "start.noDownload": "non è installato e non si è potuto scaricare: {why}",
  "start.stalled": "non è arrivato nulla per {seconds} secondi",
  "start.crashed": "è terminato subito",
} as const satisfies TranslationOf<typeof english>;
