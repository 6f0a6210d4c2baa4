import type { accounts as english } from "../en/accounts.ts";
import type { TranslationOf } from "../message.ts";

export const accounts = {
  "accounts.mail.reset.subject": "{desk}: scegli una nuova password",
  "accounts.mail.reset.text":
    "Qualcuno ha chiesto una nuova password per il tuo account su {desk}. Se sei stato tu, sceglila qui entro due ore:\n\n{url}\n\nSe non sei stato tu, non fare nulla: la tua password resta com'è.",
  "accounts.mail.invitation.subject": "Sei stato invitato su {desk}",
  "accounts.mail.invitation.text":
    "Sei stato invitato a lavorare sull'helpdesk {desk}. Scegli la tua password qui entro una settimana:\n\n{url}\n\nIl link funziona una volta sola.",
} as const satisfies TranslationOf<typeof english>;
