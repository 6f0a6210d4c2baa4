import type { MailboxProposal } from "#shared/model/mail-channel.ts";
import type { MailServer, OAuthProvider } from "#shared/model/setup/mailbox.ts";

/** A great provider: known so that its addresses need no look-up, and that its ways of signing in can be told. */
export type Provider = {
  readonly name: string;
  /** Domains of its addresses; `hotmail.*` stands for every country's. */
  readonly domains: readonly string[];
  /** Ends of the names of the servers that take mail for other people's domains; empty where it hosts none. */
  readonly mx: readonly string[];
  readonly imap: ServerOf;
  readonly smtp: ServerOf;
  readonly sentCopy: MailboxProposal["sentCopy"];
  readonly oauth: OAuthProvider | null;
  readonly appPasswordUrl: string | null;
  /** What it takes for a user name; default the whole address. */
  readonly username?: "local-part";
};

type ServerOf = Pick<MailServer, "host" | "port" | "security">;

const tls = (host: string, port: number): ServerOf => ({ host, port, security: "tls" });
const starttls = (host: string, port: number): ServerOf => ({ host, port, security: "starttls" });

const passwords = { sentCopy: "append", oauth: null, appPasswordUrl: null, mx: [] } as const;

/** Checked against Mozilla's collection and the providers' own pages. The first that fits counts. */
export const PROVIDERS: readonly Provider[] = [
  {
    name: "Gmail",
    domains: ["gmail.com", "googlemail.com"],
    mx: ["google.com", "googlemail.com"],
    imap: tls("imap.gmail.com", 993),
    smtp: tls("smtp.gmail.com", 465),
    sentCopy: "server",
    oauth: "google",
    appPasswordUrl: "https://myaccount.google.com/apppasswords",
  },
  {
    name: "Outlook.com",
    domains: ["outlook.*", "hotmail.*", "live.*", "msn.com", "windowslive.com", "passport.com"],
    mx: ["olc.protection.outlook.com"],
    imap: tls("outlook.office365.com", 993),
    smtp: starttls("smtp-mail.outlook.com", 587),
    sentCopy: "server",
    oauth: "microsoft",
    appPasswordUrl: null,
  },
  {
    name: "Microsoft 365",
    domains: [],
    mx: ["mail.protection.outlook.com", "mx.microsoft", "mail.protection.partner.outlook.cn"],
    imap: tls("outlook.office365.com", 993),
    smtp: starttls("smtp.office365.com", 587),
    sentCopy: "server",
    oauth: "microsoft",
    appPasswordUrl: null,
  },
  {
    ...passwords,
    name: "Yahoo",
    domains: ["yahoo.*", "ymail.com", "rocketmail.com", "myyahoo.com"],
    imap: tls("imap.mail.yahoo.com", 993),
    smtp: tls("smtp.mail.yahoo.com", 465),
    appPasswordUrl: "https://login.yahoo.com/account/security",
  },
  {
    ...passwords,
    name: "AOL",
    domains: ["aol.*", "aim.com", "netscape.net"],
    imap: tls("imap.aol.com", 993),
    smtp: tls("smtp.aol.com", 465),
    appPasswordUrl: "https://login.aol.com/account/security",
  },
  {
    ...passwords,
    name: "iCloud",
    domains: ["icloud.com", "me.com", "mac.com"],
    mx: ["mail.icloud.com"],
    imap: tls("imap.mail.me.com", 993),
    smtp: starttls("smtp.mail.me.com", 587),
    appPasswordUrl: "https://account.apple.com/account/manage",
  },
  {
    ...passwords,
    name: "GMX",
    domains: ["gmx.de", "gmx.net", "gmx.at", "gmx.ch"],
    imap: tls("imap.gmx.net", 993),
    smtp: tls("mail.gmx.net", 465),
  },
  {
    ...passwords,
    name: "GMX",
    domains: ["gmx.com", "gmx.us", "gmx.co.uk", "gmx.es", "gmx.fr", "gmx.it"],
    imap: tls("imap.gmx.com", 993),
    smtp: tls("mail.gmx.com", 465),
  },
  {
    ...passwords,
    name: "WEB.DE",
    domains: ["web.de"],
    imap: tls("imap.web.de", 993),
    smtp: tls("smtp.web.de", 465),
    username: "local-part",
  },
  {
    ...passwords,
    name: "Fastmail",
    domains: ["fastmail.com", "fastmail.fm", "sent.com", "messagingengine.com"],
    mx: ["messagingengine.com"],
    imap: tls("imap.fastmail.com", 993),
    smtp: tls("smtp.fastmail.com", 465),
    appPasswordUrl: "https://app.fastmail.com/settings/security/apps",
  },
  {
    ...passwords,
    name: "Zoho Mail",
    domains: ["zoho.com", "zohomail.com"],
    imap: tls("imap.zoho.com", 993),
    smtp: tls("smtp.zoho.com", 465),
    appPasswordUrl: "https://accounts.zoho.com/home#security/app_password",
  },
  {
    ...passwords,
    name: "Zoho Mail",
    domains: ["zoho.eu", "zohomail.eu"],
    mx: ["zoho.eu"],
    imap: tls("imappro.zoho.eu", 993),
    smtp: tls("smtppro.zoho.eu", 465),
    appPasswordUrl: "https://accounts.zoho.eu/home#security/app_password",
  },
  {
    ...passwords,
    name: "Zoho Mail",
    domains: [],
    mx: ["zoho.com"],
    imap: tls("imappro.zoho.com", 993),
    smtp: tls("smtppro.zoho.com", 465),
    appPasswordUrl: "https://accounts.zoho.com/home#security/app_password",
  },
  {
    ...passwords,
    name: "Yandex",
    domains: ["yandex.*", "ya.ru", "narod.ru"],
    mx: ["mx.yandex.net", "mx.yandex.ru"],
    imap: tls("imap.yandex.com", 993),
    smtp: tls("smtp.yandex.com", 465),
    appPasswordUrl: "https://id.yandex.com/security/app-passwords",
  },
  {
    ...passwords,
    name: "Mail.ru",
    domains: ["mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru"],
    mx: ["emx.mail.ru"],
    imap: tls("imap.mail.ru", 993),
    smtp: tls("smtp.mail.ru", 465),
    appPasswordUrl: "https://account.mail.ru/user/2-step-auth/passwords",
  },
  {
    ...passwords,
    name: "Libero Mail",
    domains: ["libero.it", "inwind.it", "iol.it", "blu.it", "giallo.it"],
    imap: tls("imapmail.libero.it", 993),
    smtp: tls("smtp.libero.it", 465),
  },
  {
    ...passwords,
    name: "Virgilio Mail",
    domains: ["virgilio.it"],
    imap: tls("in.virgilio.it", 993),
    smtp: tls("out.virgilio.it", 465),
  },
  {
    ...passwords,
    name: "TIM Mail",
    domains: ["alice.it"],
    imap: starttls("in.alice.it", 143),
    smtp: starttls("out.alice.it", 587),
  },
  {
    ...passwords,
    name: "TIM Mail",
    domains: ["tim.it"],
    imap: tls("imap.tim.it", 993),
    smtp: tls("smtp.tim.it", 465),
  },
  {
    ...passwords,
    name: "Tiscali Mail",
    domains: ["tiscali.it"],
    imap: tls("imap.tiscali.it", 993),
    smtp: tls("smtp.tiscali.it", 465),
  },
  {
    ...passwords,
    name: "Aruba PEC",
    domains: ["pec.it", "pec.aruba.it", "arubapec.it"],
    mx: ["mx.pec.aruba.it"],
    imap: tls("imaps.pec.aruba.it", 993),
    smtp: tls("smtps.pec.aruba.it", 465),
  },
  {
    ...passwords,
    name: "Aruba",
    domains: ["aruba.it", "technet.it"],
    mx: ["aruba.it"],
    imap: tls("imaps.aruba.it", 993),
    smtp: tls("smtps.aruba.it", 465),
  },
  {
    ...passwords,
    name: "OVHcloud",
    domains: [],
    mx: ["mx.ovh.net", "mail.ovh.net"],
    imap: tls("ssl0.ovh.net", 993),
    smtp: tls("ssl0.ovh.net", 465),
  },
  {
    ...passwords,
    name: "IONOS",
    domains: ["online.de", "onlinehome.de"],
    mx: ["kundenserver.de", "ionos.de", "1and1.de"],
    imap: tls("imap.ionos.de", 993),
    smtp: tls("smtp.ionos.de", 465),
  },
  {
    ...passwords,
    name: "IONOS",
    domains: [],
    mx: ["ionos.com", "ionos.co.uk", "ionos.es", "ionos.fr", "ionos.it", "1and1.com", "perfora.net"],
    imap: tls("imap.ionos.com", 993),
    smtp: tls("smtp.ionos.com", 465),
  },
  {
    ...passwords,
    name: "Infomaniak",
    domains: ["ik.me", "ikmail.com", "etik.com"],
    mx: ["infomaniak.ch", "infomaniak.com"],
    imap: tls("mail.infomaniak.com", 993),
    smtp: tls("mail.infomaniak.com", 465),
    appPasswordUrl: "https://manager.infomaniak.com/v3/profile/application-password",
  },
  {
    ...passwords,
    name: "mailbox.org",
    domains: ["mailbox.org"],
    mx: ["mailbox.org"],
    imap: tls("imap.mailbox.org", 993),
    smtp: tls("smtp.mailbox.org", 465),
  },
  {
    ...passwords,
    name: "Posteo",
    domains: ["posteo.*"],
    imap: tls("posteo.de", 993),
    smtp: tls("posteo.de", 465),
  },
  {
    // Its mail is readable only through the Bridge, a program on this machine with a certificate and a password of its own.
    ...passwords,
    name: "Proton Mail",
    domains: ["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
    mx: ["protonmail.ch"],
    imap: starttls("127.0.0.1", 1143),
    smtp: starttls("127.0.0.1", 1025),
    appPasswordUrl: "https://proton.me/mail/bridge",
  },
];

/** By the domain of an address, lower case, ASCII. */
export function providerOfDomain(domain: string): Provider | undefined {
  return PROVIDERS.find(({ domains }) =>
    domains.some((one) => (one.endsWith(".*") ? isOf(domain, one) : one === domain)),
  );
}

/** By the servers that take a domain's mail, the preferred first. */
export function providerOfMx(exchanges: readonly string[]): Provider | undefined {
  const hosts = exchanges.map((host) => host.toLowerCase().replace(/\.$/u, ""));
  return PROVIDERS.find(({ mx }) => mx.some((end) => hosts.some((host) => host === end || host.endsWith(`.${end}`))));
}

/** By a server that was found otherwise: a university's mail may be the provider's. */
export function providerOfServer(imapHost: string): Provider | undefined {
  return PROVIDERS.find(({ imap }) => imap.host === imapHost && imap.host !== "127.0.0.1");
}

export function proposalOf({ imap, smtp, sentCopy, username }: Provider, address: string): MailboxProposal {
  const user = username === "local-part" ? address.slice(0, address.lastIndexOf("@")) : address;
  return { source: "table", imap: { ...imap, username: user }, smtp: { ...smtp, username: user }, sentCopy };
}

/** `hotmail.*`: any one country, also `yahoo.co.uk` and `outlook.com.br`; not `live.example.com`. */
function isOf(domain: string, pattern: string): boolean {
  const name = pattern.slice(0, -1);
  return domain.startsWith(name) && /^(?:(?:co|com)\.)?[a-z]{2,3}$/u.test(domain.slice(name.length));
}
