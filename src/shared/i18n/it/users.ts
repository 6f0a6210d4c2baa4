import type { users as english } from "../en/users.ts";
import type { TranslationOf } from "../message.ts";

export const users: TranslationOf<typeof english> = {
  "users.title": "Utenti",
  "users.text":
    "Le persone che rispondono qui. Un collega non è mai un cliente: la posta dall’indirizzo di un utente non crea ticket né contatti a suo nome.",
  "users.readOnly":
    "Solo chi ha l’autorizzazione “super admin” o “accesso all’account” aggiunge utenti e modifica gli altri. Puoi modificare il tuo nome, i tuoi indirizzi e la tua assenza.",
  "users.add": "Aggiungi un utente",
  "users.edit": "Modifica {name}",
  "users.you": "tu",
  "users.column.name": "Nome",
  "users.column.addresses": "Indirizzi",
  "users.column.permissions": "Autorizzazioni",
  "users.noAddress": "Ancora nessun indirizzo: la sua posta vale come quella di un cliente",
  "users.away": "Assente",
  "users.form.new": "Nuovo utente",
  "users.form.edit": "Modifica utente",
  "users.form.name": "Nome",
  "users.form.addresses": "Indirizzi e-mail",
  "users.form.addressesHint":
    "Uno per riga: ogni indirizzo da cui scrive, anche quelli privati. Gli avvisi vanno al primo.",
  "users.form.permissions": "Autorizzazioni",
  "users.form.superAdmin": "Può fare tutto e decide chi è super admin.",
  "users.form.accountAccess": "Può modificare pipeline, canali, automazioni e utenti.",
  "users.form.moveBackward": "Può spostare indietro i ticket dove una pipeline lo vieta.",
  "users.form.viewOnly": "Può vedere tutto e non modificare nulla.",
  "users.form.onlySuperAdmin": "Solo un super admin può nominarne uno o revocarlo.",
  "users.form.onlyAdmins":
    "Le autorizzazioni sono date da chi ha l’autorizzazione “super admin” o “accesso all’account”.",
  "users.form.away": "Assente",
  "users.form.awayHint": "Non riceve ticket dove vengono ripartiti, finché non torna.",
  "users.form.save": "Salva",
  "users.form.isContact":
    "{address} è anche l’indirizzo del contatto {name}. Da ora la posta da lì vale come quella di un collega; il contatto e i suoi ticket restano.",
  "users.form.wrongAddress": "“{address}” non è un indirizzo e-mail.",
  "users.form.taken": "{name} ha già l’indirizzo {address}.",
  "users.form.nobodyLeft": "Deve restare qualcuno che possa modificare le impostazioni.",
  "users.saved": "{name} è stato salvato",
  "users.changed": "voce di {name}",
};
